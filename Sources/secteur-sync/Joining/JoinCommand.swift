import ArgumentParser
import Certificates
import Confinement
import Console
import Glibc
import SummaryStore
import SyncCore
import Transport

/// `secteur-sync join URL`, with the code on standard input.
struct JoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secteur-sync join",
        abstract: local(
            fr: "Rejoint un hub, par le code à usage unique qu'il a fait pour ce bureau.",
            en: "Join a hub, by the one-time code that it made for this office."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-sync join https://hub.exemple.fr:8470

                Le code se donne sur l'entrée standard, jamais en argument.
                """,
            en: """
                Example:
                  secteur-sync join https://hub.example.org:8470

                The code goes on standard input, never among the arguments.
                """))

    @OptionGroup var office: OfficeOption

    @Argument(
        help: ArgumentHelp(
            local(fr: "Adresse du hub.", en: "The hub's address."), valueName: "url"))
    var hub: String

    @OptionGroup var reach: LineOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            Interruption.listen()
            let address = try HubAddress(hub)
            guard address.isEncrypted else { throw JoinRefusal.notEncrypted }
            let code = try EnrolmentCode(Self.readCode())
            _ = try Confinement.sync(
                shared: office.folder.shared, ports: reach.transport.ports(to: address),
                isWatching: false
            ).enforce()
            let store = try SummaryStore(path: office.folder.summaries, sha256: Console.sha256)
            let joining = Joining(
                files: IdentityFiles(in: office.folder),
                line: CurlEnrolmentLine(
                    address: address, options: reach.transport,
                    cancellation: .ofThisProcess),
                remember: { try store.set(.hubAddress, to: address.text) })
            var generator = SystemRandomNumberGenerator()
            let identity = try joining.run(code, using: &generator)
            try store.close()
            report(identity, address)
        }
    }

    private func report(_ identity: OfficeIdentity, _ address: HubAddress) {
        let authority = identity.authority.fingerprint.description
        if output.json {
            Output.json(["hub": .string(address.text), "authority": .string(authority)])
            return
        }
        Output.line(
            local(
                fr: "Ce bureau a rejoint \(address). Pour échanger : secteur sync",
                en: "This office has joined \(address). To exchange: secteur sync"))
    }

    /// One line, of which no more is read than a code can have.
    private static func readCode() -> String {
        if Terminal.isInteractive(.input) {
            Output.errorFragment(local(fr: "Code du hub : ", en: "The hub's code: "))
        }
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= EnrolmentCode.limitCharacters, read(0, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
