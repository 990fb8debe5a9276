import ArgumentParser
import Charter
import Console

/// `secteur charter explain`
struct CharterExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: local(
            fr: "Dit une charte en phrases.", en: "Tell a charter in plain words."),
        discussion: local(
            fr: "Exemple :\n  secteur charter explain | less",
            en: "Example:\n  secteur charter explain | less"))

    @OptionGroup var argument: CharterArgument

    func run() throws {
        try Console.run { Output.text(try argument.charter().explain(Console.language)) }
    }
}
