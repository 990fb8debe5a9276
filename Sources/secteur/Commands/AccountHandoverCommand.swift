import ArgumentParser
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur account handover CODE --from CODE`
struct AccountHandoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract: local(
            fr: "Passe à un compte tous les dossiers d'un autre.",
            en: "Hand all case files of one account to another."),
        discussion: local(
            fr: """
                Exemples :
                  secteur account handover ref-13 --from ref-12
                  secteur account handover ref-13 --unowned    ceux dont personne n'est en charge

                Pour un administrateur, quand quelqu'un s'en va et que son compte est verrouillé \
                ou supprimé. Il n'en lit aucun, et aucun n'est listé ; le journal des accès les \
                nomme.
                """,
            en: """
                Examples:
                  secteur account handover ref-13 --from ref-12
                  secteur account handover ref-13 --unowned    those that nobody is in charge of

                For an administrator, when somebody leaves and their account is locked or removed. \
                None of them is read, and none listed; the journal of access names them.
                """))

    @OptionGroup var account: AccountArgument

    @Option(
        help: ArgumentHelp(
            local(fr: "Tous les dossiers de ce compte.", en: "All case files of this account."),
            valueName: "code"))
    var from: AccountCode?

    @Flag(
        help: ArgumentHelp(
            local(
                fr: "Tous les dossiers dont personne n'est en charge.",
                en: "All case files of which nobody is in charge.")))
    var unowned = false

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard unowned == (from == nil) else {
            throw ValidationError(
                local(
                    fr: "donnez soit --from, soit --unowned", en: "give either --from or --unowned")
            )
        }
    }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let count = try desk.handOverAll(of: from, to: account.code)
            if output.json {
                Output.json([
                    "account": .string(account.code.description), "persons": .integer(Int64(count)),
                ])
                return
            }
            let folders = Words.local.count(
                count, Phrase(fr: "dossier", en: "case file"),
                Phrase(fr: "dossiers", en: "case files"))
            Output.line(
                local(
                    fr: "\(folders) : confié à \(account.code)",
                    en: "\(folders): \(account.code) is in charge now"))
        }
    }
}
