package import DossierStore
package import SyncCore

/// Why an account isn't made or changed as asked. Nothing was changed. Never holds a password.
package enum AccountRefusal: Explained, Hashable {
    /// Somebody else chose the password, or it has lived its time.
    case passwordChangeDue(AccountCode)
    /// Only an administrator does that.
    case administratorOnly
    /// The charter declares no such role at the office.
    case unknownRole(Code)
    /// An account without a role could do nothing.
    case noRole
    /// Who looks after accounts, or oversees, reads no case.
    case rolesApart(Code, Code)
    /// Nobody could look after accounts any more.
    case lastAdministrator(AccountCode)
    /// The new password is the old one.
    case samePassword
    /// A setting about passwords that isn't allowed.
    case settingOutOfRange

    package var code: String {
        switch self {
        case .passwordChangeDue: "password-change-due"
        case .administratorOnly: "administrator-only"
        case .unknownRole: "role-unknown"
        case .noRole: "role-missing"
        case .rolesApart: "roles-apart"
        case .lastAdministrator: "last-administrator"
        case .samePassword: "password-unchanged"
        case .settingOutOfRange: "setting-out-of-range"
        }
    }

    package var what: Phrase {
        switch self {
        case .passwordChangeDue(let code):
            Phrase(
                fr: "Le mot de passe du compte \(code) doit d'abord être changé.",
                en: "The password of the account \(code) must be changed first.")
        case .administratorOnly:
            Phrase(
                fr: "Seul un administrateur s'occupe des comptes.",
                en: "Only an administrator looks after accounts.")
        case .unknownRole(let role):
            Phrase(
                fr: "La charte ne déclare pas de rôle « \(role) » au bureau.",
                en: "The charter declares no role '\(role)' at the office.")
        case .noRole:
            Phrase(
                fr: "Un compte a au moins un rôle.", en: "An account has at least one role.")
        case .rolesApart(let one, let other):
            Phrase(
                fr: "Un compte ne peut pas être à la fois « \(one) » et « \(other) ».",
                en: "One account can't be both '\(one)' and '\(other)'.")
        case .lastAdministrator(let code):
            Phrase(
                fr: "\(code) est le seul administrateur qui puisse agir.",
                en: "\(code) is the only administrator who can act.")
        case .samePassword:
            Phrase(
                fr: "Le nouveau mot de passe est l'ancien.",
                en: "The new password is the old one.")
        case .settingOutOfRange:
            Phrase(
                fr: "Ce réglage est hors des bornes.", en: "This setting is out of range.")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .passwordChangeDue(let code):
            Phrase(
                fr: "secteur account password \(code)", en: "secteur account password \(code)")
        case .administratorOnly:
            Phrase(
                fr: "Demandez-le à un administrateur de ce bureau.",
                en: "Ask an administrator of this office.")
        case .unknownRole, .noRole:
            Phrase(
                fr: "« secteur charter explain » dit quels rôles elle déclare.",
                en: "'secteur charter explain' says which roles it declares.")
        case .rolesApart:
            Phrase(
                fr: "Faites deux comptes : qui administre ou contrôle ne lit aucun dossier.",
                en: "Make two accounts: who administers or oversees reads no case file.")
        case .lastAdministrator:
            Phrase(
                fr: "Faites d'abord un autre administrateur : "
                    + "secteur account add CODE --role administrator",
                en: "Make another administrator first: "
                    + "secteur account add CODE --role administrator")
        case .samePassword:
            Phrase(fr: "Choisissez-en un autre.", en: "Choose another one.")
        case .settingOutOfRange:
            Phrase(
                fr: "De \(PasswordPolicy.bits.lowerBound) à \(PasswordPolicy.bits.upperBound) "
                    + "bits ; de \(PasswordPolicy.days.lowerBound) à "
                    + "\(PasswordPolicy.days.upperBound) jours, ou 0 pour jamais.",
                en: "From \(PasswordPolicy.bits.lowerBound) to "
                    + "\(PasswordPolicy.bits.upperBound) bits; from "
                    + "\(PasswordPolicy.days.lowerBound) to \(PasswordPolicy.days.upperBound) "
                    + "days, or 0 for never.")
        }
    }
}
