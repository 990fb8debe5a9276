package import GRDB
private import Glibc
package import SyncCore

/// Why a store's file can't be used. Names the file and what SQLite said by number, no content.
package struct StoreError: Explained, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case missing = "store-missing"
        case exists = "store-exists"
        case foreign = "store-foreign"
        case newer = "store-newer"
        case corrupt = "store-corrupt"
        case full = "store-full"
        case busy = "store-busy"
        case readOnly = "store-read-only"
        case io = "store-io"
        /// The journal of another copy lies beside it.
        case strangeJournal = "store-strange-journal"
    }

    package let kind: Kind
    package let path: String
    /// SQLite's extended result code, or 0.
    package let sqliteCode: Int32

    package init(_ kind: Kind, path: String, sqliteCode: Int32 = 0) {
        self.kind = kind
        self.path = path
        self.sqliteCode = sqliteCode
    }

    /// Less than SQLite takes to open a store: the index of its log, and a few pages.
    private static let leastFreeBytes = 64 << 10

    /// Says in our words what SQLite said in numbers.
    package init(_ error: DatabaseError, path: String) {
        self.init(error, path: path, freeBytes: Self.freeBytes(at: path))
    }

    /// SQLite says that a disk is full only where a page of the store found no room; where its log's
    /// index found none, or a new file, it speaks of input and output, or of opening.
    init(_ error: DatabaseError, path: String, freeBytes: Int?) {
        let isFull = freeBytes.map { $0 < Self.leastFreeBytes } ?? false
        let kind: Kind =
            switch error.resultCode {
            case .SQLITE_IOERR where isFull, .SQLITE_CANTOPEN where isFull: .full
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_SCHEMA: .corrupt
            case .SQLITE_FULL: .full
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .readOnly
            default: .io
            }
        self.init(kind, path: path, sqliteCode: error.extendedResultCode.rawValue)
    }

    /// Says in our words why the system could not make or write a file.
    package init(_ number: Int32, path: String, otherwise kind: Kind) {
        let isFull = [ENOSPC, EDQUOT, EFBIG].contains(number)
        self.init(isFull ? .full : kind, path: path)
    }

    /// Free for this user on the disk of a file; `nil` when the system doesn't say.
    private static func freeBytes(at path: String) -> Int? {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return nil }
        // A disk can run out of files too. Some kinds of disk don't count them.
        let hasFiles = disk.f_files == 0 || disk.f_favail > 0
        return hasFiles ? Int(disk.f_bavail) * Int(disk.f_frsize) : 0
    }

    package var code: String { kind.rawValue }

    package var what: Phrase {
        let detail = sqliteCode == 0 ? "" : " (SQLite \(sqliteCode))"
        return switch kind {
        case .missing:
            Phrase(fr: "Il n'y a pas de base \(path).", en: "There is no store at \(path).")
        case .exists:
            Phrase(fr: "La base \(path) existe déjà.", en: "The store \(path) exists already.")
        case .foreign:
            Phrase(
                fr: "\(path) n'est pas une base de Secteur de cette sorte.",
                en: "\(path) is not a Secteur store of this kind.")
        case .newer:
            Phrase(
                fr: "\(path) a été écrite par une version plus récente de Secteur.",
                en: "\(path) was written by a newer version of Secteur.")
        case .corrupt:
            Phrase(
                fr: "\(path) est endommagée, ou le disque la lit mal\(detail).",
                en: "\(path) is damaged, or the disk misreads it\(detail).")
        case .full:
            Phrase(
                fr: "Plus de place sur le disque pour \(path).",
                en: "No space left on the disk for \(path).")
        case .busy:
            Phrase(
                fr: "\(path) est occupée par un autre programme.",
                en: "\(path) is in use by another program.")
        case .readOnly:
            Phrase(
                fr: "\(path) ne peut être ni ouverte ni écrite\(detail).",
                en: "\(path) can't be opened or written\(detail).")
        case .io:
            Phrase(
                fr: "Le disque n'a pas pu lire ou écrire \(path)\(detail).",
                en: "The disk could not read or write \(path)\(detail).")
        case .strangeJournal:
            Phrase(
                fr: "À côté de \(path), \(path)-journal vient d'une autre copie de la base.",
                en: "Beside \(path), \(path)-journal comes from another copy of the store.")
        }
    }

    package var remedy: Phrase {
        switch kind {
        case .missing:
            Phrase(
                fr: "Vérifiez le dossier indiqué, ou créez-le avec la commande init.",
                en: "Check the folder that was given, or make one with the init command.")
        case .exists:
            Phrase(
                fr: "Choisissez un autre dossier ; rien n'a été modifié.",
                en: "Choose another folder; nothing was changed.")
        case .foreign:
            Phrase(
                fr: "Vérifiez le chemin ; le fichier n'a pas été modifié.",
                en: "Check the path; the file was not changed.")
        case .newer:
            Phrase(
                fr: "Installez cette version plus récente ; le fichier n'a pas été modifié.",
                en: "Install that newer version; the file was not changed.")
        case .corrupt:
            Phrase(
                fr: """
                    Recommencez ; si le message revient, gardez ce fichier tel quel et remettez une \
                    sauvegarde.
                    """,
                en: "Try again; if you are told so again, keep this file and put a backup back.")
        case .full:
            Phrase(
                fr: "Libérez de la place et recommencez ; rien d'enregistré n'est perdu.",
                en: "Free some space and try again; nothing that was stored is lost.")
        case .busy:
            Phrase(fr: "Recommencez dans un instant.", en: "Try again in a moment.")
        case .readOnly:
            Phrase(
                fr: "Vérifiez les droits sur le fichier et son dossier.",
                en: "Check the permissions of the file and its folder.")
        case .io:
            Phrase(
                fr: "Vérifiez le disque ; rien d'enregistré n'est perdu.",
                en: "Check the disk; nothing that was stored is lost.")
        case .strangeJournal:
            Phrase(
                fr: """
                    Si vous venez de remettre une copie, déplacez ce fichier ailleurs, gardez-le, et \
                    recommencez ; rien n'a été modifié.
                    """,
                en: """
                    If you have just put a copy back, move that file elsewhere, keep it, and try \
                    again; nothing was changed.
                    """)
        }
    }
}
