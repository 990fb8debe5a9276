import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur share PERSON CODE --until DATE`
struct ShareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: local(
            fr: "Partage un dossier avec un compte, pour un temps.",
            en: "Share a case file with an account, for a time."),
        discussion: local(
            fr: """
                Exemple :
                  secteur share 3f2a91c0 ref-13 --until 2026-08-31

                Le compte lit et écrit alors ce que la charte ouvre à son rôle, jusqu'à la fin de ce \
                jour. Seule la personne en charge du dossier le partage.
                """,
            en: """
                Example:
                  secteur share 3f2a91c0 ref-13 --until 2026-08-31

                The account then reads and writes what the charter opens to its role, until the end \
                of that day. Only who is in charge of the case file shares it.
                """))

    @OptionGroup var person: RecordArgument
    @OptionGroup var account: AccountArgument

    @Option(
        help: ArgumentHelp(
            local(fr: "Le dernier jour, AAAA-MM-JJ.", en: "The last day, YYYY-MM-DD."),
            valueName: "date"))
    var until: String

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard CivilDate(until) != nil else {
            throw ValidationError(
                local(fr: "--until demande AAAA-MM-JJ", en: "--until wants YYYY-MM-DD"))
        }
    }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.person(in: desk)
            guard let day = CivilDate(until) else { return }
            try desk.share(id, with: account.code, until: day)
            CustodyWords.report(
                id, account.code, output,
                Phrase(
                    fr: "Dossier \(id.short) partagé avec \(account.code) jusqu'au \(day.words)",
                    en: "Case file \(id.short) shared with \(account.code) until \(day.words)"),
                more: [.init("until", .string(day.description))])
        }
    }
}
