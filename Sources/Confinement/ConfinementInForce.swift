package import SyncCore

/// What a kernel took away from a program that confined itself.
package struct ConfinementInForce: Sendable, Hashable {
    /// `nil` when the kernel has no Landlock.
    package let version: LandlockVersion?

    package init(version: LandlockVersion?) {
        self.version = version
    }

    /// What is in force, and what isn't, each in a sentence.
    ///
    /// - Parameter folder: the one that the program kept.
    package func sentences(folder: String) -> [Phrase] {
        guard let version else {
            return [
                Phrase(
                    fr: """
                        Ce noyau n'a pas Landlock : rien que les droits des fichiers n'empêche \
                        ce programme de lire ailleurs que dans \(folder).
                        """,
                    en: """
                        This kernel has no Landlock: nothing but the permissions of files keeps this \
                        program from reading outside \(folder).
                        """)
            ]
        }
        return [files(folder, version), tcp(version)] + (version >= .scopes ? [scopes] : [])
    }

    private func files(_ folder: String, _ version: LandlockVersion) -> Phrase {
        let name = "Landlock \(version.rawValue)"
        return Phrase(
            fr: "Confiné (\(name)) : des fichiers de cette machine, \(folder) et le système.",
            en: "Confined (\(name)): of this machine's files, \(folder) and the system's.")
    }

    private func tcp(_ version: LandlockVersion) -> Phrase {
        guard version >= .tcp else {
            return Phrase(
                fr: "TCP n'est pas limité : il faut Linux 6.7.",
                en: "TCP is not restricted: that takes Linux 6.7.")
        }
        return Phrase(
            fr: "TCP : aucun autre port que ceux qu'il faut.",
            en: "TCP: no port but those that it needs.")
    }

    private var scopes: Phrase {
        Phrase(
            fr: "Ni signal ni socket abstraite vers d'autres programmes.",
            en: "No signals and no abstract sockets to other programs.")
    }
}
