import Console
import Glibc
import SyncCore

/// The secret by which a hub knows this office: one line in a file that only the office can read.
struct HubSecret {
    let text: String

    /// Reads the file, and takes other people's right to read it away.
    init(file path: String) throws(HubSecretRefusal) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path)
        }
        defer { close(descriptor) }
        fchmod(descriptor, 0o600)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(path: path) }
        let line = String(decoding: bytes[..<count], as: UTF8.self).filter { !$0.isWhitespace }
        guard line.utf8.count == 64, line.allSatisfy(\.isHexDigit) else {
            throw .malformed(path: path)
        }
        text = line
    }
}

/// Why the secret can't be used. Never holds any of it.
enum HubSecretRefusal: ExitCoded, Equatable {
    case missing(path: String)
    case unreadable(path: String)
    case malformed(path: String)

    var code: String {
        switch self {
        case .missing: "hub-secret-missing"
        case .unreadable: "hub-secret-unreadable"
        case .malformed: "hub-secret-malformed"
        }
    }

    var exit: Exit { .config }

    var what: Phrase {
        switch self {
        case .missing(let path):
            Phrase(
                fr: "le secret de ce bureau manque : il n'y a pas de \(path)",
                en: "this office's secret is missing: there is no \(path)")
        case .unreadable(let path):
            Phrase(fr: "\(path) ne peut pas être lu", en: "\(path) can't be read")
        case .malformed(let path):
            Phrase(
                fr: "\(path) ne contient pas le secret d'un bureau",
                en: "\(path) doesn't hold an office's secret")
        }
    }

    var remedy: Phrase {
        Phrase(
            fr: """
                demandez à qui tient le hub d'inscrire ce bureau, et mettez dans ce fichier les \
                64 signes reçus
                """,
            en: """
                ask whoever runs the hub to enrol this office, and put the 64 characters that you \
                get into this file
                """)
    }
}
