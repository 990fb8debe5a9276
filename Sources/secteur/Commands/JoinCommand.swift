import ArgumentParser
import Console
import Foundation
import SyncCore

/// `secteur join URL [CODE]`
struct JoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: local(
            fr: "Rejoint un hub, par le code à usage unique qu'il a fait pour ce bureau.",
            en: "Join a hub, by the one-time code that it made for this office."),
        discussion: local(
            fr: """
                Exemples :
                  secteur join https://hub.exemple.fr:8470
                  secteur join https://hub.exemple.fr:8470 < code.txt

                Sans CODE, la commande le demande. Le code dit à ce bureau quel hub est le sien : \
                rien n'est envoyé à un autre. La clé du bureau est faite ici et n'en sort pas.
                """,
            en: """
                Examples:
                  secteur join https://hub.example.org:8470
                  secteur join https://hub.example.org:8470 < code.txt

                Without CODE the command asks for it. The code tells this office which hub is its \
                own: nothing is sent to another. The office's key is made here and stays here.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Adresse du hub.", en: "The hub's address."), valueName: "url"))
    var hub: String

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Le code ; mieux vaut le donner quand il est demandé.",
                en: "The code; better given when it is asked for."),
            valueName: "code"))
    var code: String?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            guard hub.hasPrefix("https://"), URLComponents(string: hub)?.host?.isEmpty == false
            else { throw HubAddressRefusal.notEncrypted }
            if let code { SyncProgram.giveInput(code) }
            throw SyncProgram.run(
                ["join", "--office", office.folder.path, hub] + (output.json ? ["--json"] : []))
        }
    }
}
