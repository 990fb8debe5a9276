import Charter
package import SyncCore

extension AccessRefusal {
    package var what: Phrase {
        switch kind {
        case .field(let field, .read, _):
            Phrase(
                fr: "Votre compte ne peut pas lire la rubrique « \(field) » ici.",
                en: "Your account may not read the field '\(field)' here.")
        case .field(let field, .write, _):
            Phrase(
                fr: "Votre compte ne peut pas écrire la rubrique « \(field) » ici.",
                en: "Your account may not write the field '\(field)' here.")
        case .record:
            Phrase(
                fr: "Rien de cet enregistrement n'est ouvert à votre compte.",
                en: "Nothing of this record is open to your account.")
        case .ownerOnly:
            Phrase(
                fr: "Seule la personne en charge du dossier peut faire cela.",
                en: "Only who is in charge of the case file can do that.")
        case .manyRows(let count):
            Phrase(
                fr: "\(count) personnes seraient nommées à la fois hors de votre écran.",
                en: "\(count) persons would be named at once outside your own screen.")
        case .dutyOnly(.accounts):
            Phrase(
                fr: "Seul un administrateur des comptes fait cela.",
                en: "Only an administrator of accounts does that.")
        case .dutyOnly(.oversight):
            Phrase(
                fr: "Seul le délégué à la protection des données lit le journal.",
                en: "Only the data protection officer reads the journal.")
        case .purgeOther:
            Phrase(
                fr: "Votre compte n'efface pas ce qui a passé son délai.",
                en: "Your account doesn't erase what has outlived its period.")
        case .cannotTake(let code):
            Phrase(
                fr: "Le compte \(code) n'a pas de rôle pour cela.",
                en: "The account \(code) has no role for that.")
        case .accountInUse(let code):
            Phrase(
                fr: "Le compte \(code) sert encore : ses dossiers ne sont pas à redistribuer.",
                en: "The account \(code) is still in use: its case files aren't to be given away.")
        case .shareDay:
            Phrase(
                fr: "Un dossier se partage à partir d'aujourd'hui et pour un an au plus.",
                en: "A case file is shared from today on and for a year at most.")
        case .tooManyShares:
            Phrase(
                fr: "Ce dossier est déjà partagé avec trop de comptes.",
                en: "This case file is shared with too many accounts already.")
        }
    }

    package var remedy: Phrase {
        switch kind {
        case .field(_, _, .duty), .record(.duty):
            Phrase(
                fr: "Qui administre les comptes ou contrôle les accès ne lit aucun dossier.",
                en: "Who looks after accounts or oversees access reads no case file.")
        case .field(_, _, .role), .record(.role):
            Phrase(
                fr:
                    "« secteur charter explain » dit quels rôles lisent et écrivent chaque rubrique.",
                en: "'secteur charter explain' says which roles read and write each field.")
        case .field(_, _, .otherCase), .record(.otherCase), .ownerOnly:
            Phrase(
                fr: "Demandez à la personne en charge : secteur share, ou secteur handover.",
                en: "Ask whoever is in charge: secteur share, or secteur handover.")
        case .manyRows:
            Phrase(
                fr: "Précisez la recherche, ou lisez la réponse à l'écran, sans --json.",
                en: "Narrow the search, or read the answer on the screen, without --json.")
        case .dutyOnly(.accounts):
            Phrase(
                fr: "Demandez-le à un administrateur de ce bureau.",
                en: "Ask an administrator of this office.")
        case .dutyOnly(.oversight):
            Phrase(
                fr: "Demandez-le au délégué ; un administrateur lui fait un compte : "
                    + "secteur account add CODE --role dpo",
                en: "Ask the officer; an administrator makes their account: "
                    + "secteur account add CODE --role dpo")
        case .purgeOther:
            Phrase(
                fr: "Demandez-le à qui suit des dossiers, ou à un administrateur de ce bureau.",
                en: "Ask somebody who has cases, or an administrator of this office.")
        case .cannotTake(let code):
            Phrase(
                fr: "Un administrateur lui donne tous ses rôles ensemble, par exemple : "
                    + "secteur account role \(code) --role referent --role colleague",
                en: "An administrator gives it all of its roles together, such as: "
                    + "secteur account role \(code) --role referent --role colleague")
        case .accountInUse(let code):
            Phrase(
                fr: "Verrouillez-le d'abord, si la personne part : secteur account lock \(code)",
                en: "Lock it first, if its person leaves: secteur account lock \(code)")
        case .shareDay:
            Phrase(
                fr: "Donnez un jour, comme --until 2026-12-31.",
                en: "Give a day, such as --until 2026-12-31.")
        case .tooManyShares:
            Phrase(
                fr: "Retirez d'abord un partage : secteur unshare",
                en: "Take a share back first: secteur unshare")
        }
    }
}
