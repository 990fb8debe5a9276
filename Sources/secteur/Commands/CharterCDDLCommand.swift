import ArgumentParser
import Charter
import Console

/// `secteur charter cddl`
struct CharterCDDLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cddl",
        abstract: local(
            fr: "Écrit ce qui peut être sur le fil, en CDDL (RFC 8610).",
            en: "Write what can be on the wire, as CDDL (RFC 8610)."),
        discussion: local(
            fr: "Exemple :\n  secteur charter cddl > insertion.cddl",
            en: "Example:\n  secteur charter cddl > insertion.cddl"))

    @OptionGroup var argument: CharterArgument

    func run() throws {
        try Console.run { Output.text(try argument.charter().cddl()) }
    }
}
