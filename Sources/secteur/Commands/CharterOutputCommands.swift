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

/// `secteur charter register`
struct CharterRegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: local(
            fr: "Écrit la fiche du registre des traitements (RGPD, article 30).",
            en: "Write the entry of the register of processing (GDPR, article 30)."),
        discussion: local(
            fr: "Exemple :\n  secteur charter register > registre.md",
            en: "Example:\n  secteur charter register > register.md"))

    @OptionGroup var argument: CharterArgument

    func run() throws {
        try Console.run { Output.text(try argument.charter().register(Console.language)) }
    }
}

extension Output {
    /// Prints lines that end with a line end already.
    static func text(_ text: String) {
        line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
}
