import ArgumentParser
import Certificates
import Console
import HubServer
import SyncCore

/// `secteur-hub certificate`
struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: local(
            fr: "Montre le certificat du serveur, ou le refait pour d'autres noms.",
            en: "Show the server's certificate, or make it anew for other names."),
        discussion: local(
            fr: """
                Exemples :
                  secteur-hub certificate
                  secteur-hub certificate --host hub.exemple.fr

                Les bureaux ne se fient qu'à l'autorité de ce hub : ils n'ont rien à refaire. Le \
                serveur prend le nouveau certificat à son prochain démarrage.
                """,
            en: """
                Examples:
                  secteur-hub certificate
                  secteur-hub certificate --host hub.example.org

                Offices trust this hub's authority and nothing else: they need do nothing. The \
                server takes the new certificate when it is started next.
                """))

    @OptionGroup var folder: FolderOption
    @OptionGroup var host: HostOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { _ in
            let keys = HubKeys(folder: folder.folder)
            let now = Surroundings.now()
            let credentials =
                try host.names.isEmpty
                ? keys.open(at: now) : keys.make(hosts: host.hosts(), at: now)
            let certificate = credentials.serverCertificate
            if output.json {
                Output.json([
                    "authority": .string(credentials.authority.certificate.fingerprint.description),
                    "hosts": .array(certificate.hosts.map { .string($0.description) }),
                    "until": .string(Surroundings.day(of: certificate.expiresAt)),
                ])
                return
            }
            Output.line(
                local(fr: "Autorité : ", en: "Authority: ")
                    + credentials.authority.certificate.fingerprint.description)
            Output.line(
                local(fr: "Serveur : ", en: "Server: ")
                    + certificate.hosts.map(\.description).joined(separator: ", "))
            let until = Surroundings.day(of: certificate.expiresAt)
            Output.line(
                local(
                    fr: "Valable jusqu'au \(until) ; renouvelé par « serve » bien avant.",
                    en: "Valid until \(until); renewed by `serve` long before."))
        }
    }
}
