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

    func validate() throws {
        if secretFile != nil, address?.hasPrefix("https:") == true {
            throw ValidationError(
                local(
                    fr: "un hub en https ne prend pas de secret : passez par « secteur join »",
                    en: "a hub by https takes no secret: join it with `secteur join`"))
        }
    }

    /// The address, when `secteur-sync` can use it and it holds no password: it is kept and shown.
    func checkedAddress() throws -> String? {
        guard let address else { return nil }
        guard address.utf8.allSatisfy({ 0x21...0x7e ~= $0 }),
            let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http" && Self.isThisMachine(host),
            parts.port.map({ UInt16(exactly: $0) != nil }) ?? true,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw HubAddressRefusal.notAnAddress }
        return address
    }

    /// Nobody listens between a program and a hub on the same machine.
    private static func isThisMachine(_ host: String) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return ["localhost", "::1", "[::1]"].contains(host)
            || numbers.count == 4 && numbers[0] == "127"
                && numbers.allSatisfy { UInt8($0) != nil }
    }

    func readSecret() throws -> HubSecret? {
        try secretFile.map { try HubSecret(file: $0) }
    }
}
