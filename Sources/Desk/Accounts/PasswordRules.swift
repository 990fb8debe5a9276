package import DossierStore
internal import Foundation
package import SyncCore

/// What a new password must be. Judging one makes copies of it that the system may swap out, which
/// logging in doesn't: it happens when a password is set and not again.
package struct PasswordRules: Sendable {
    package let account: AccountCode
    package let officeName: String?
    /// The least entropy, in bits.
    package let minimumBits: Int

    package init(
        account: AccountCode, officeName: String?, minimumBits: Int = PasswordPolicy().minimumBits
    ) {
        self.account = account
        self.officeName = officeName
        self.minimumBits = minimumBits
    }

    package func check(_ password: SecretBytes) throws(PasswordRefusal) {
        let text = password.withBytes { String(decoding: $0, as: UTF8.self) }
        if let refusal = refusal(of: text) { throw refusal }
    }

    /// Why a password is refused; `nil` for a good one.
    package func refusal(of password: String) -> PasswordRefusal? {
        let folded = CommonWords.folded(password)
        if folded.contains(account.description) { return .holdsCode }
        if officeWords.contains(where: { folded.contains($0) }) { return .holdsOffice }
        if CommonWords.makeUp(password) { return .common }
        let bits = PasswordEntropy(of: password).bits
        return bits < minimumBits ? .weak(bits: bits, minimum: minimumBits) : nil
    }

    /// The words of the office's name that are long enough to be one.
    private var officeWords: [String] {
        CommonWords.folded(officeName ?? "").split { !$0.isLetter && !$0.isNumber }
            .filter { $0.count >= 4 }.map(String.init)
    }
}

/// Why a password can't be taken. Never holds any of it.
package enum PasswordRefusal: Explained, Hashable {
    case weak(bits: Int, minimum: Int)
    /// Next to nothing but common words and names.
    case common
    case holdsCode
    case holdsOffice

    package var code: String {
        switch self {
        case .weak: "password-weak"
        case .common: "password-common"
        case .holdsCode: "password-holds-code"
        case .holdsOffice: "password-holds-office"
        }
    }

    package var what: Phrase {
        switch self {
        case .weak(let bits, let minimum):
            Phrase(
                fr: "Ce mot de passe est trop facile à trouver : \(bits) bits, "
                    + "il en faut \(minimum).",
                en: "This password is too easy to guess: \(bits) bits, of \(minimum) needed.")
        case .common:
            Phrase(
                fr: "Ce mot de passe n'est fait que de mots ou prénoms courants.",
                en: "This password is made of common words or names only.")
        case .holdsCode:
            Phrase(
                fr: "Ce mot de passe contient le code du compte.",
                en: "This password holds the account's code.")
        case .holdsOffice:
            Phrase(
                fr: "Ce mot de passe contient le nom du bureau.",
                en: "This password holds the office's name.")
        }
    }

    package var remedy: Phrase {
        Phrase(
            fr: "prenez une phrase de cinq mots sans rapport entre eux, "
                + "ou 12 signes au hasard de toutes sortes",
            en: "take a phrase of five unrelated words, or 12 random characters of all kinds")
    }
}
