internal import Crypto
package import SyncCore

/// What the three programs share: how they speak, print, ask, fail and stop.
package enum Console {
    /// The version that `--version` prints.
    package static let version = "0.1.0"

    /// SHA-256 for the parts that have no hash function of their own.
    package static let sha256: SHA256Function = { bytes in
        SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
    }

    /// The language of the person's locale; English for any that isn't French.
    package static let language = language(in: Environment.process)

    /// As POSIX orders them: `LC_ALL`, then `LC_MESSAGES`, then `LANG`; empty counts as unset.
    package static func language(in environment: Environment) -> Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        return Language(locale: names.lazy.compactMap { environment[$0] }.first)
    }
}

extension Phrase {
    /// In the language of the person's locale.
    package var local: String { self.in(Console.language) }
}

/// A sentence in the language of the person's locale, for help texts.
package func local(fr: String, en: String) -> String {
    Phrase(fr: fr, en: en).local
}
