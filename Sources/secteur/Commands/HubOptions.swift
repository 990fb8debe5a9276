import ArgumentParser
import Console
import Foundation

/// `--hub URL` and `--secret-file FILE`
struct HubOptions: ParsableArguments {
    @Option(
        name: .customLong("hub"),
        help: ArgumentHelp(
            local(fr: "L'adresse du hub.", en: "The hub's address."), valueName: "url"))
    var address: String?

    @Option(
        name: .customLong("secret-file"),
        help: ArgumentHelp(
            local(
                fr: "Le fichier du secret que le hub a fait pour ce bureau ; il est recopié ici.",
                en: "The file of the secret that the hub made for this office; it is copied here."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var secretFile: String?

    init() {}

    func checkedAddress() throws -> String? {
        guard let address else { return nil }
        guard address.hasPrefix("https://") || address.hasPrefix("http://"),
            let host = URLComponents(string: address)?.host, !host.isEmpty
        else { throw HubRefusal.notAnAddress }
        return address
    }

    func readSecret() throws -> OfficeSecret? {
        try secretFile.map { try OfficeSecret(file: $0) }
    }
}
