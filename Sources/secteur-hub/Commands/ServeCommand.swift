import ArgumentParser
import Certificates
import Confinement
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

                Chiffré par TLS 1.3 ; un bureau entre par le certificat que « secteur join » lui a \
                donné. Ctrl-C ou SIGTERM arrête le serveur quand les échanges en cours sont finis. \
                Les métriques sont sur /metrics, pour cette machine seule, l'état sur /v1/health.
                """,
            en: """
                Example:
                  secteur-hub serve --dir /srv/hub --port 8470

                Encrypted by TLS 1.3; an office comes in by the certificate that 'secteur join' \
                gave it. Ctrl-C or SIGTERM stops the server once the exchanges under way have \
                ended. Metrics are at /metrics, for this machine alone, its state at /v1/health.
                """))

    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Port ; 0 laisse le système en choisir un.",
                en: "The port; 0 lets the system choose one."),
            valueName: "port"))
    var port: Int = Self.usualPort

    static let usualPort = 8470

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Adresse où écouter ; par défaut toutes celles de cette machine.",
                en: "The address to listen on; by default all of this machine's."),
            valueName: local(fr: "adresse", en: "address")))
    var host: String?

    @Flag(
        name: .customLong("plain-http-on-loopback"),
        help: ArgumentHelp(
            local(
                fr: "Sans chiffrement ni certificats, sur cette seule machine, pour essayer.",
                en: "No encryption and no certificates, on this machine alone, for trying out.")))
    var isPlain = false

    @Option(
        name: .customLong("ready-file"),
        help: ArgumentHelp(
            local(
                fr: "Fichier où écrire l'adresse du hub dès qu'il écoute, pour les scripts.",
                en: "A file to write the hub's address to once it listens, for scripts."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var readyFile: String?

    /// For measuring what group commit is worth.
    @Option(
        name: .customLong("commit-group"),
        help: ArgumentHelp("Transactions that may share a commit.", visibility: .hidden))
    var commitGroup: Int = CommitGroupLimits().writes

    @Flag(help: ArgumentHelp(local(fr: "Journal détaillé.", en: "Log more.")))
    var verbose = false

    func run() async throws {
        try await Console.run {
            let listening = try listening()
            let hub = try folder.folder.open(
                commitGroups: CommitGroupLimits(writes: commitGroup))
            defer { try? hub.close() }  // a log that stays full is emptied by the next to close
            var logger = Logger(label: "secteur-hub") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = verbose ? .debug : .notice
            // A publication that was cut off is finished before offices come.
            try hub.sweep(by: Surroundings.admin)
            let server = HubServer(
                hub, at: listening, Surroundings.ofTheServer, logger: logger
            ) { announce(port: $0, of: listening) }
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

    /// Keeps of this machine the hub's folder and its port, and takes the rest away from this
    /// program: before anything of it runs, since threads that run already would keep all.
    func confine() throws {
        let path = folder.folder.path
        let announcements = readyFile.map { file in
            file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
        }
        // A port that is none is refused later, in words.
        let confinement = Confinement.hub(
            folder: path, port: UInt16(exactly: port) ?? 0, announcements: announcements)
        let inForce = try confinement.enforce()
        guard verbose else { return }
        for sentence in inForce.sentences(folder: path) { Output.error(sentence.local) }
    }

    private func listening() throws -> Listening {
        if isPlain {
            return .plain(try LoopbackAddress(host: host ?? "127.0.0.1", port: port))
        }
        return .encrypted(
            try ListenAddress(host: host ?? "0.0.0.0", port: port),
            try HubKeys(folder: folder.folder).open(at: Surroundings.now()))
    }

    private func announce(port: Int, of listening: Listening) {
        let url: String
        switch listening {
        case .plain(let address):
            url = "http://\(Self.bracketed(address.host)):\(port)"
        case .encrypted(let address, let credentials):
            let isAny = ["0.0.0.0", "::"].contains(address.host)
            let name = isAny ? credentials.serverCertificate.hosts.first?.description : nil
            url = "https://\(Self.bracketed(name ?? address.host)):\(port)"
        }
        Output.line(
            local(fr: "Le hub écoute sur \(url)", en: "The hub listens on \(url)"))
        if let readyFile, !ReadyFile(path: readyFile).write(url) {
            Output.error(
                local(
                    fr: "\(readyFile) ne peut pas être écrit", en: "\(readyFile) can't be written"))
        }
    }

    private static func bracketed(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
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
