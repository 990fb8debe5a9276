import ArgumentParser
import Charter
import Console
import SummaryStore
import SyncCore

/// `secteur charter register`
struct CharterRegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: local(
            fr: "Écrit la fiche du registre des traitements (RGPD, article 30).",
            en: "Write the entry of the register of processing (GDPR, article 30)."),
        discussion: local(
            fr: """
                Exemple :
                  secteur charter register > registre.md

                Dans un bureau, ce qui est réellement parti est compté, et comparé à ce que la charte \
                déclare : une différence est une erreur.
                """,
            en: """
                Example:
                  secteur charter register > register.md

                In an office, what really left is counted, and held against what the charter \
                declares: a difference is an error.
                """))

    @OptionGroup var argument: CharterArgument

    func run() throws {
        try Console.run {
            guard let store = try argument.officeStore() else {
                return Output.text(try argument.charter().register(Console.language))
            }
            let sent = try store.sentRegisters()
            Output.text(store.charter.register(Console.language, sent: sent))
            let declared = [store.charter] + (try store.formerCharters())
            let differences = sent.undeclared(by: declared)
            guard differences.isEmpty else { throw RegisterDiffers(differences: differences) }
        }
    }
}

/// Something left that no charter of this office lets leave.
struct RegisterDiffers: ExitCoded {
    let differences: [SentRegisters.Difference]
    let code = "register-differs"
    let exit = Exit.dataRefused

    /// Names of registers, and never a value.
    private var listed: String {
        let shown = differences.prefix(10).map { "\($0.type)/\($0.register.text) (\($0.count))" }
        return shown.joined(separator: ", ") + (differences.count > shown.count ? ", …" : "")
    }

    var what: Phrase {
        Phrase(
            fr: "Ce qui est parti n'est pas ce que la charte déclare : \(listed)",
            en: "What left isn't what the charter declares: \(listed)")
    }

    let remedy = Phrase(
        fr: "prévenez le délégué à la protection des données ; « secteur disclosures » dit quand "
            + "et de quelles fiches",
        en: "tell the data protection officer; 'secteur disclosures' says when and of which "
            + "records")
}
