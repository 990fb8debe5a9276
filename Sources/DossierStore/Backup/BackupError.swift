package import SyncCore

/// Why a backup can't be read. Whoever gets one of these has touched nothing.
package struct BackupError: Explained, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// There is no such file.
        case missing = "backup-missing"
        /// A file of this name is there already.
        case exists = "backup-exists"
        /// The file isn't a backup of ours.
        case foreign = "backup-foreign"
        /// A later version of the program wrote it.
        case newer = "backup-newer"
        /// Cut short, altered, put together from several, or sealed by another office.
        case damaged = "backup-damaged"
        /// No account of this code is in it, or the password or recovery code is another.
        case refused = "backup-refused"
        /// The account may not put a backup back.
        case notAdministrator = "backup-administrator-only"
        /// It is another office's than the one in whose place it should come.
        case otherOffice = "backup-other-office"
        /// The folder holds something that is no office.
        case folderTaken = "backup-folder-taken"
    }

    package let kind: Kind
    /// The file or the folder.
    package let path: String

    package init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    package var code: String { kind.rawValue }

    package var what: Phrase {
        switch kind {
        case .missing:
            Phrase(
                fr: "Il n'y a pas de sauvegarde \(path).", en: "There is no backup at \(path).")
        case .exists:
            Phrase(fr: "Le fichier \(path) existe déjà.", en: "The file \(path) exists already.")
        case .foreign:
            Phrase(
                fr: "\(path) n'est pas une sauvegarde de Secteur.",
                en: "\(path) is not a backup of Secteur's.")
        case .newer:
            Phrase(
                fr: "\(path) a été écrite par une version plus récente de Secteur.",
                en: "\(path) was written by a newer version of Secteur.")
        case .damaged:
            Phrase(
                fr: "La sauvegarde \(path) est incomplète ou a été modifiée.",
                en: "The backup \(path) is incomplete or was altered.")
        case .refused:
            Phrase(
                fr: "Ce code et ce mot de passe n'ouvrent pas la sauvegarde \(path).",
                en: "This code and password don't open the backup \(path).")
        case .notAdministrator:
            Phrase(
                fr: "Seul un administrateur remet une sauvegarde.",
                en: "Only an administrator puts a backup back.")
        case .otherOffice:
            Phrase(
                fr: "Cette sauvegarde n'est pas celle du bureau \(path).",
                en: "This backup isn't the one of the office in \(path).")
        case .folderTaken:
            Phrase(
                fr: "Le dossier \(path) contient autre chose qu'un bureau.",
                en: "The folder \(path) holds something else than an office.")
        }
    }

    package var remedy: Phrase {
        switch kind {
        case .exists:
            Phrase(
                fr: "Donnez un autre nom, par exemple avec la date du jour.",
                en: "Give another name, such as one with today's date.")
        case .missing, .foreign:
            Phrase(
                fr: "Vérifiez le chemin ; rien n'a été modifié.",
                en: "Check the path; nothing was changed.")
        case .newer:
            Phrase(
                fr: "Installez cette version plus récente ; rien n'a été modifié.",
                en: "Install that newer version; nothing was changed.")
        case .damaged:
            Phrase(
                fr: "Prenez-en une autre ; rien n'a été modifié.",
                en: "Take another one; nothing was changed.")
        case .refused:
            Phrase(
                fr: "Il faut ceux du jour de la sauvegarde, ou le code de secours de ce jour-là.",
                en: "It takes those of the day of the backup, or that day's recovery code.")
        case .notAdministrator:
            Phrase(
                fr: "Donnez le compte d'un administrateur, ou le code de secours.",
                en: "Give an administrator's account, or the recovery code.")
        case .otherOffice:
            Phrase(
                fr: "Donnez un autre dossier ; rien n'a été modifié.",
                en: "Give another folder; nothing was changed.")
        case .folderTaken:
            Phrase(
                fr: "Donnez un autre dossier, ou déplacez celui-là ; rien n'a été modifié.",
                en: "Give another folder, or move that one away; nothing was changed.")
        }
    }
}
