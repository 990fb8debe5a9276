import ArgumentParser
import Certificates
import Console
import HubServer
import HubStore
import SyncCore

/// `secteur-hub enrol OFFICE`
struct EnrolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: local(
            fr: "Inscrit un bureau, ou une autre de ses machines : affiche un code à usage unique.",
            en: "Enrol an office, or another of its machines: print a one-time code."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub enrol "CSS Bobigny"

                Le code vaut une fois, pendant 72 heures ; le hub n'en garde que l'empreinte. Un \
                nouveau code remplace celui que le bureau attendait encore.
                """,
            en: """
                Example:
                  secteur-hub enrol "CSS Bobigny"

                The code is good once, for 72 hours; the hub keeps its fingerprint alone. A new \
                code replaces one that was still waiting for the office.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Nom du bureau.", en: "The office's name."),
            valueName: local(fr: "nom", en: "name")))
    var name: String

    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let now = Surroundings.now()
            let credentials = try HubKeys(folder: folder.folder).open(at: now)
            var generator = SystemRandomNumberGenerator()
            let code = EnrolmentCode(
                for: credentials.authority.certificate.fingerprint, using: &generator)
            let expiry = now + EnrolmentCode.lifetimeSeconds
            let office = try hub.enrol(
                name, codeDigest: code.secretDigest, until: expiry, by: Surroundings.admin)
            report(office, code, until: Surroundings.moment(of: expiry), credentials)
        }
    }

    private func report(
        _ office: OfficeNumber, _ code: EnrolmentCode, until: String,
        _ credentials: HubCredentials
    ) {
        if output.json {
            Output.json([
                "number": .integer(office.value), "name": .string(name),
                "code": .string(code.text), "until": .string(until),
            ])
            return
        }
        let host = credentials.serverCertificate.hosts.first?.description ?? "…"
        Output.line(
            local(
                fr: "Bureau \(office.value), \(name) : code à usage unique, jusqu'au \(until).",
                en: "Office \(office.value), \(name): a code for one use, until \(until)."))
        Output.line("\n  \(code.text)\n")
        let port = ServeCommand.usualPort
        Output.line(
            local(
                fr: "Au bureau : secteur join https://\(host):\(port)  (ou le port de « serve »)",
                en: "At the office: secteur join https://\(host):\(port)  (or the port of `serve`)")
        )
    }
}
