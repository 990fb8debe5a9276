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
                  secteur hub --hub https://hub.exemple.fr:8470     le même hub, sous un autre nom
                """,
            en: """
                Examples:
                  secteur hub
                  secteur hub --hub https://hub.example.org:8470    the same hub, by another name
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
            let hasJoined = FileManager.default.fileExists(atPath: office.folder.hubIdentity)
            if output.json {
                Output.json([
                    "hub": JSON(known), "secret": .bool(hasSecret), "joined": .bool(hasJoined),
                ])
                return
            }
            Output.line(
                known ?? local(fr: "Aucun hub pour l'instant.", en: "No hub so far."))
            guard let known else { return }
            if known.hasPrefix("https:"), !hasJoined {
                Output.line(
                    local(
                        fr: "Ce bureau ne l'a pas encore rejoint : secteur join \(known)",
                        en: "This office hasn't joined it yet: secteur join \(known)"))
            } else if known.hasPrefix("http:"), !hasSecret {
                Output.line(
                    local(
                        fr: "Il manque le secret de ce bureau : secteur hub --secret-file FICHIER",
                        en: "This office's secret is missing: secteur hub --secret-file FILE"))
            }
        }
    }
}
