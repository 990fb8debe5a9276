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
            let store = try SummaryStore(path: office.folder.summaries, sha256: Console.sha256)
            if let secret { try secret.write(to: office.folder.secretFile) }
            if let address { try store.set(.hubAddress, to: address) }
            let known = try store.setting(.hubAddress)
            let hasSecret = FileManager.default.fileExists(atPath: office.folder.secretFile)
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

/// The secret by which the hub knows this office. Never printed.
struct OfficeSecret {
    private let text: String

    init(file path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: 4_096)
        else { throw FieldRefusal.unreadable(path) }
        text = String(decoding: data, as: UTF8.self).trimmed
        guard text.utf8.count == 64, text.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
            throw HubRefusal.notASecret(path: path)
        }
    }

    /// Writes it into a file of its owner alone; takes the place of the one before at once.
    func write(to path: String) throws {
        let unfinished = path + ".new"
        unlink(unfinished)
        let descriptor = open(unfinished, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw HubRefusal.cannotWrite(path: path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data((text + "\n").utf8))
            try handle.synchronize()
        } catch {
            throw HubRefusal.cannotWrite(path: path)
        }
        guard rename(unfinished, path) == 0 else { throw HubRefusal.cannotWrite(path: path) }
    }
}

/// Why the office isn't connected.
private enum HubRefusal: ExitCoded {
    case notAnAddress
    case notASecret(path: String)
    case cannotWrite(path: String)

    var code: String {
        switch self {
        case .notAnAddress: "hub-address-malformed"
        case .notASecret: "hub-secret-malformed"
        case .cannotWrite: "hub-secret-cannot-write"
        }
    }

    var exit: Exit {
        switch self {
        case .notAnAddress: .usage
        case .notASecret: .config
        case .cannotWrite: .io
        }
    }

    var what: Phrase {
        switch self {
        case .notAnAddress:
            Phrase(fr: "Ce n'est pas l'adresse d'un hub.", en: "This is not a hub's address.")
        case .notASecret(let path):
            Phrase(
                fr: "\(path) ne contient pas le secret d'un bureau.",
                en: "\(path) doesn't hold an office's secret.")
        case .cannotWrite(let path):
            Phrase(fr: "\(path) ne peut pas être écrit.", en: "\(path) can't be written.")
        }
    }

    var remedy: Phrase {
        switch self {
        case .notAnAddress:
            Phrase(fr: "par exemple https://hub.exemple.fr", en: "such as https://hub.example.org")
        case .notASecret:
            Phrase(
                fr: "donnez le fichier que « secteur-hub office add » a fait",
                en: "give the file that 'secteur-hub office add' made")
        case .cannotWrite:
            Phrase(
                fr: "vérifiez le disque et les droits du dossier",
                en: "check the disk and the folder's permissions")
        }
    }
}
