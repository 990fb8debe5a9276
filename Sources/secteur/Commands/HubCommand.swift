import ArgumentParser
import Console
import Foundation
import SummaryStore
import SyncCore

/// `secteur hub`
struct HubCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: local(
            fr: "Dit à quel hub ce bureau est relié, ou le relie.",
            en: "Tell which hub this office is connected to, or connect it."),
        discussion: local(
            fr: """
                Exemples :
                  secteur hub
                  secteur hub --hub https://hub.exemple.fr --secret-file bobigny.secret
                """,
            en: """
                Examples:
                  secteur hub
                  secteur hub --hub https://hub.example.org --secret-file bobigny.secret
                """))

    @OptionGroup var hub: HubOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let address = try hub.checkedAddress()
            let secret = try hub.readSecret()
            let store = try office.folder.summaryStore()
            if let secret { try secret.write(to: office.folder.hubSecret) }
            if let address { try store.set(.hubAddress, to: address) }
            let known = try store.setting(.hubAddress)
            let hasSecret = FileManager.default.fileExists(atPath: office.folder.hubSecret)
            if output.json {
                Output.json(["hub": JSON(known), "secret": .bool(hasSecret)])
                return
            }
            Output.line(
                known ?? local(fr: "Aucun hub pour l'instant.", en: "No hub so far."))
            if known != nil, !hasSecret {
                Output.line(
                    local(
                        fr: "Il manque le secret de ce bureau : secteur hub --secret-file FICHIER",
                        en: "This office's secret is missing: secteur hub --secret-file FILE"))
            }
        }
    }
}
