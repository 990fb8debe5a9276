import ArgumentParser
import Console
import Glibc
import HubServer
import HubStore
import Logging
import ServiceLifecycle
import SyncCore
import UnixSignals

/// `secteur-hub serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: local(fr: "Sert les bureaux.", en: "Serve the offices."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub serve --dir /srv/hub --port 8470

                Ctrl-C ou SIGTERM arrête le serveur quand les échanges en cours sont finis. Les \
                métriques sont sur /metrics, l'état sur /v1/health.
                """,
            en: """
                Example:
                  secteur-hub serve --dir /srv/hub --port 8470

                Ctrl-C or SIGTERM stops the server once the exchanges under way have ended. Metrics \
                are at /metrics, its state at /v1/health.
                """))

    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Port ; 0 laisse le système en choisir un.",
                en: "The port; 0 lets the system choose one."),
            valueName: "port"))
    var port: Int = 8470

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Adresse, de cette seule machine tant que le hub ne chiffre pas.",
                en: "The address, of this machine alone as long as the hub doesn't encrypt."),
            valueName: "address"))
    var host: String = "127.0.0.1"

    @Option(
        name: .customLong("ready-file"),
        help: ArgumentHelp(
            local(
                fr: "Fichier où écrire l'adresse du hub dès qu'il écoute, pour les scripts.",
                en: "A file to write the hub's address to once it listens, for scripts."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var readyFile: String?

    @Flag(help: ArgumentHelp(local(fr: "Journal détaillé.", en: "Log more.")))
    var verbose = false

    func run() async throws {
        try await Console.run {
            let address = try LoopbackAddress(host: host, port: port)
            let hub = try folder.folder.open()
            defer { try? hub.close() }  // a log that stays full is emptied by the next to close
            var logger = Logger(label: "secteur-hub") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = verbose ? .debug : .notice
            let server = HubServer(hub, at: address, sha256: Console.sha256, logger: logger) {
                announce(port: $0, of: address)
            }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [
                        .init(
                            service: server, successTerminationBehavior: .gracefullyShutdownGroup)
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
            if let readyFile { unlink(readyFile) }
            Output.line(local(fr: "Hub arrêté.", en: "The hub has stopped."))
        }
    }

    private func announce(port: Int, of address: LoopbackAddress) {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        let url = "http://\(host):\(port)"
        Output.line(
            local(fr: "Le hub écoute sur \(url)", en: "The hub listens on \(url)"))
        if let readyFile, !ReadyFile(path: readyFile).write(url) {
            Output.error(
                local(
                    fr: "\(readyFile) ne peut pas être écrit", en: "\(readyFile) can't be written"))
        }
    }
}

/// A file that is there, whole, once the server listens.
private struct ReadyFile {
    let path: String

    /// Writes a line beside the file and then renames it, so that no reader sees half of it.
    func write(_ line: String) -> Bool {
        let draft = path + ".part"
        guard let file = fopen(draft, "wb") else { return false }
        let written = fputs(line + "\n", file) >= 0
        return fclose(file) == 0 && written && rename(draft, path) == 0
    }
}
