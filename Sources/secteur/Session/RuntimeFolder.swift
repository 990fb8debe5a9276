import Console
import Foundation
import SyncCore

/// The folder for what lives no longer than the machine runs: `$XDG_RUNTIME_DIR/secteur`, else
/// `/run/user/UID/secteur`, else `/tmp/secteur-UID`.
enum RuntimeFolder {
    /// Finds the folder or makes it. Refuses one that isn't this user's alone: in `/tmp` anybody
    /// might have made it first.
    static func path(environment: Environment = .process) throws -> String {
        let user = geteuid()
        let path: String
        if let runtime = environment["XDG_RUNTIME_DIR"] {
            path = runtime + "/secteur"
        } else if isPrivate("/run/user/\(user)") {
            path = "/run/user/\(user)/secteur"
        } else {
            path = "/tmp/secteur-\(user)"
        }
        _ = mkdir(path, 0o700)
        guard isPrivate(path) else { throw RuntimeRefusal(path: path) }
        return path
    }

    /// Whether it is a folder, no link, that nobody but this user may look into.
    private static func isPrivate(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
    }
}

/// There is no folder where a session can be kept.
private struct RuntimeRefusal: ExitCoded {
    let path: String
    let code = "runtime-folder-exposed"
    let exit = Exit.config

    var what: Phrase {
        Phrase(
            fr: "\(path) n'est pas un dossier privé de cet utilisateur.",
            en: "\(path) isn't a private folder of this user.")
    }

    var remedy: Phrase {
        Phrase(
            fr: "retirez-le, ou donnez XDG_RUNTIME_DIR : un dossier à vous seul (chmod 700)",
            en: "remove it, or give XDG_RUNTIME_DIR: a folder of yours alone (chmod 700)")
    }
}
