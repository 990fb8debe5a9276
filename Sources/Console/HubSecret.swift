internal import Glibc
package import SyncCore

/// The secret by which a hub without TLS knows this office: one line in a file of its own. Never
/// printed.
package struct HubSecret: Sendable {
    package let text: String

    /// Reads the file, and takes other people's right to read it away once it is known to hold a
    /// secret: somebody may have named another file, or a folder.
    ///
    /// Throws `HubSecretRefusal` or `KeyFileRefusal`.
    package init(file path: String) throws {
        guard let content = try KeyFile(path: path).read(restricting: false) else {
            throw HubSecretRefusal.missing(path: path)
        }
        let line = content.filter { !$0.isWhitespace }
        guard line.utf8.count == 64, line.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw HubSecretRefusal.malformed(path: path)
        }
        chmod(path, 0o600)
        text = line
    }

    /// Puts it into a file of its owner alone, in place of the one before. Throws
    /// `KeyFileRefusal`.
    package func write(to path: String) throws {
        try KeyFile(path: path).write(text + "\n")
    }
}

/// Why the secret can't be used. Never holds any of it.
package enum HubSecretRefusal: ExitCoded, Equatable {
    case missing(path: String)
    case malformed(path: String)

    package var code: String {
        switch self {
        case .missing: "hub-secret-missing"
        case .malformed: "hub-secret-malformed"
        }
    }

    package var exit: Exit { .config }

    package var what: Phrase {
        switch self {
        case .missing(let path):
            Phrase(
                fr: "le secret de ce bureau manque : il n'y a pas de \(path)",
                en: "this office's secret is missing: there is no \(path)")
        case .malformed(let path):
            Phrase(
                fr: "\(path) ne contient pas le secret d'un bureau",
                en: "\(path) doesn't hold an office's secret")
        }
    }

    package var remedy: Phrase {
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
