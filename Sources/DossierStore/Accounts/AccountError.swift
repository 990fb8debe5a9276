package import SyncCore

/// Why an account can't be used or changed. Never holds a password, nor says which half of a code
/// and password is wrong.
package enum AccountError: Explained, Hashable {
    /// No account of this code, or another password. `left` tries are left before it is locked.
    case refused(left: Int)
    /// Locked by failures or by an administrator.
    case locked(AccountCode)
    /// The office has no account yet: an earlier version made it.
    case noAccounts
    /// The office has accounts already.
    case hasAccounts
    /// An account's row, or the list of accounts, isn't as a program of ours left it.
    case altered(String)
    case unknown(AccountCode)
    case exists(AccountCode)
    /// The session ended, or there is none.
    case noSession
    /// The recovery code isn't this office's.
    case wrongRecoveryCode

    package var code: String {
        switch self {
        case .refused: "login-refused"
        case .locked: "account-locked"
        case .noAccounts: "accounts-missing"
        case .hasAccounts: "accounts-exist"
        case .altered: "account-altered"
        case .unknown: "account-unknown"
        case .exists: "account-exists"
        case .noSession: "login-needed"
        case .wrongRecoveryCode: "recovery-refused"
        }
    }

    package var what: Phrase {
        switch self {
        case .refused(let left):
            left == 0
                ? Phrase(
                    fr: "Code ou mot de passe refusé ; le compte est maintenant verrouillé.",
                    en: "Code or password refused; the account is locked now.")
                : Phrase(fr: "Code ou mot de passe refusé.", en: "Code or password refused.")
        case .locked(let code):
            Phrase(fr: "Le compte \(code) est verrouillé.", en: "The account \(code) is locked.")
        case .noAccounts:
            Phrase(
                fr: "Ce bureau n'a pas encore de compte.", en: "This office has no account yet.")
        case .hasAccounts:
            Phrase(fr: "Ce bureau a déjà des comptes.", en: "This office has accounts already.")
        case .altered(let what):
            Phrase(
                fr: "Les comptes ont été modifiés hors du programme : \(what).",
                en: "The accounts were altered from outside of the program: \(what).")
        case .unknown(let code):
            Phrase(fr: "Il n'y a pas de compte \(code).", en: "There is no account \(code).")
        case .exists(let code):
            Phrase(fr: "Le compte \(code) existe déjà.", en: "The account \(code) exists already.")
        case .noSession:
            Phrase(fr: "Personne n'a ouvert de session.", en: "Nobody is logged in.")
        case .wrongRecoveryCode:
            Phrase(
                fr: "Ce n'est pas le code de secours de ce bureau.",
                en: "This isn't this office's recovery code.")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .refused(left: 0), .locked:
            Phrase(
                fr: "Un administrateur le déverrouille : secteur account unlock CODE",
                en: "An administrator unlocks it: secteur account unlock CODE")
        case .refused(let left):
            Phrase(
                fr: "Vérifiez et recommencez ; essais avant verrouillage : \(left).",
                en: "Check them and try again; tries before it is locked: \(left).")
        case .noAccounts:
            Phrase(
                fr: "Faites le premier administrateur : secteur account begin CODE",
                en: "Make the first administrator: secteur account begin CODE")
        case .hasAccounts:
            Phrase(
                fr: "Un administrateur fait les autres : secteur account add CODE",
                en: "An administrator makes the others: secteur account add CODE")
        case .altered:
            Phrase(
                fr: "Remettez une sauvegarde, et prévenez la personne chargée de la sécurité.",
                en: "Put a backup back, and tell whoever is in charge of security.")
        case .unknown:
            Phrase(
                fr: "« secteur account list » les montre.", en: "'secteur account list' shows them."
            )
        case .exists:
            Phrase(fr: "Choisissez un autre code.", en: "Choose another code.")
        case .noSession:
            Phrase(fr: "Ouvrez-en une : secteur login CODE", en: "Log in: secteur login CODE")
        case .wrongRecoveryCode:
            Phrase(
                fr: "Recopiez-le du papier : huit groupes de quatre signes.",
                en: "Copy it from the paper: eight groups of four characters.")
        }
    }
}
