import ArgumentParser
import Console
import Desk
import Foundation
import SyncCore

/// `secteur sync`
struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: local(
            fr: "Échange avec le hub, par le programme secteur-sync.",
            en: "Exchange with the hub, by the program secteur-sync."),
        discussion: local(
            fr: """
                Exemples :
                  secteur sync
                  secteur sync --dry-run            ce qui partirait, en toutes lettres
                  secteur sync --watch 600

                Ce programme-ci ne parle à aucun réseau : il lance secteur-sync, qui se trouve à \
                côté de lui et ne peut pas lire les dossiers. Toutes ses options sont acceptées : \
                « secteur-sync --help ».
                """,
            en: """
                Examples:
                  secteur sync
                  secteur sync --dry-run            what would leave, in words
                  secteur sync --watch 600

                This program speaks to no network: it starts secteur-sync, which lies beside it \
                and can't read the case files. All of its options are accepted: \
                'secteur-sync --help'.
                """))

    @OptionGroup var office: OfficeOption

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            local(fr: "Options de secteur-sync.", en: "Options of secteur-sync."),
            valueName: "options"))
    var options: [String] = []

    func run() throws {
        try Console.run {
            let folder = office.folder
            do {
                // Whatever a crash left undisclosed goes along, when somebody is logged in.
                _ = try folder.deskOfSession()
            } catch let error as any Explained where error.code != "store-missing" {
                // The sync needs no dossiers; work that is ready to leave shouldn't wait for them.
                Output.error("secteur: \(error.what.local)\n  -> \(error.remedy.local)")
            } catch {}
            throw SyncProgram.run(["--office", folder.path] + options)
        }
    }
}
