internal import ArgumentParser
package import SyncCore

/// How a program ends: the numbers of BSD's `sysexits.h`, so that scripts can tell what to do next.
package enum Exit: Int32, Sendable, CaseIterable {
    case ok = 0
    /// The command line is wrong.
    case usage = 64
    /// Data was refused: by the charter, by the hub, or because it can't be read.
    case dataRefused = 65
    /// A file or a store that should be there isn't.
    case noInput = 66
    /// A service that is needed isn't there, and waiting doesn't help.
    case unavailable = 69
    /// A fault of the program itself.
    case software = 70
    /// A file or a store can't be created.
    case cannotCreate = 73
    /// Reading or writing failed: a full disk, a damaged one.
    case io = 74
    /// Try again later: the hub can't be reached, and all work is kept.
    case temporary = 75
    /// The hub or the system doesn't let this office or person do it.
    case notAllowed = 77
    /// The set-up is wrong: a charter, an address, a store of a newer version.
    case config = 78
}

/// An error that says how the program ends.
package protocol ExitCoded: Explained {
    var exit: Exit { get }
}

extension Exit {
    /// How a program ends after `error`.
    package init(after error: any Error) {
        switch error {
        case let error as any ExitCoded: self = error.exit
        case let error as any Explained: self = Self.byCode[error.code] ?? .dataRefused
        case is WireError: self = .dataRefused
        default: self = .software
        }
    }

    /// The codes of the libraries' errors, which don't know about programs and their exit codes.
    /// One that isn't listed is refused data.
    static let byCode: [String: Exit] = [
        "certificate-bad-host": .usage,
        "certificate-bad-signature": .config,
        "certificate-malformed": .config,
        "certificate-not-of-this-authority": .config,
        "certificate-not-of-this-key": .config,
        "certificate-other-key": .config,
        "charter-refused": .config,
        "code-character": .usage,
        "code-length": .usage,
        "code-mistyped": .usage,
        "confinement-failed": .software,
        "hub-without-charter": .config,
        "input-missing": .noInput,
        "hub-no-such-port": .usage,
        "hub-not-loopback": .config,
        "hub-port-not-allowed": .notAllowed,
        "hub-port-taken": .unavailable,
        "store-busy": .temporary,
        "store-cannot-create": .cannotCreate,
        "store-corrupt": .dataRefused,
        "store-exists": .cannotCreate,
        "store-foreign": .config,
        "store-full": .io,
        "store-io": .io,
        "store-missing": .noInput,
        "store-newer": .config,
        "store-not-allowed": .notAllowed,
        "store-read-only": .notAllowed,
        "store-strange-journal": .dataRefused,
    ]
}

extension Exit {
    /// The same for the argument parser, which ends the program with it.
    var asThrown: ExitCode { ExitCode(rawValue) }
}
