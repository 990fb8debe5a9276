package import Console
import Desk
import DossierStore
import Foundation
import StoreFile
import SummaryStore
import SyncCore

extension OfficeFolder {
    /// Opens the office by the session that is there. Without one it asks for code and password
    /// at the terminal, and begins one.
    func desk() throws -> Desk {
        try gatherShared()
        let session = try OfficeSession(self)
        if let dossiers = try session.resume() { return try desk(dossiers) }
        guard Terminal.isInteractive(.input) else { throw AccountError.noSession }
        let code = try AccountCode.ask()
        let password = try SecretInput.ask(Phrase(fr: "Mot de passe", en: "Password"))
        let desk = try desk(try session.login(code, password: password))
        try session.begin(desk.dossiers)
        return desk
    }

    /// Opens the office by the session that is there, or not at all.
    func deskOfSession() throws -> Desk? {
        try gatherShared()
        return try OfficeSession(self).resume().map(desk)
    }

    /// The files of the office, for work on the whole of it.
    var files: OfficeFiles { OfficeFiles(folder: path) }

    /// Opens the office around dossiers that somebody opened.
    func desk(_ dossiers: DossierStore) throws -> Desk {
        try Desk(dossiers: dossiers, summaries: summaries, sha256: Console.sha256)
    }

    /// The ways in by which somebody sets their own password.
    func entrance(_ dossiers: SealedDossiers) throws -> OfficeEntrance {
        try OfficeEntrance(dossiers: dossiers, summaries: summaries, sha256: Console.sha256)
    }

    /// Opens what the office shares, and nothing else of it.
    func summaryStore() throws -> SummaryStore {
        try gatherShared()
        return try SummaryStore(path: summaries, sha256: Console.sha256)
    }

    /// Throws when a restoring was cut off and the office lies whole where it was set aside.
    func requireNotSetAside() throws {
        if files.isOffice { return }
        let aside = files.aside
        guard aside.isOffice else { return }
        throw OfficeSetAside(folder: files.resolved.folder, aside: aside.folder)
    }

    /// Moves what an office shares into the folder of its own, out of the one where the first
    /// version of the program kept it beside the case files. Does nothing in any other office.
    func gatherShared() throws {
        try requireNotSetAside()
        let files = FileManager.default
        let (oldStore, oldSecret) = (path + "/summaries.sqlite", path + "/hub.secret")
        guard files.fileExists(atPath: oldStore) else { return }
        // Of two programs that start at once, one moves.
        let hold = try FolderHold(alone: path)
        defer { hold.release() }
        guard files.fileExists(atPath: oldStore) else { return }
        guard mkdir(shared, 0o700) == 0 || errno == EEXIST else {
            throw StoreError(.readOnly, path: shared)
        }
        // The store comes last: while it isn't moved, the next opening goes on from here.
        if files.fileExists(atPath: oldSecret) {
            guard rename(oldSecret, hubSecret) == 0 else {
                throw StoreError(.readOnly, path: hubSecret)
            }
        }
        try SummaryStore.move(oldStore, to: summaries)
    }
}

/// The office lies beside its place, since a restoring was cut off.
private struct OfficeSetAside: ExitCoded {
    let folder: String
    let aside: String
    let code = "office-set-aside"
    let exit = Exit.config

    var what: Phrase {
        Phrase(
            fr: "Une remise en place a été interrompue : le bureau est entier dans \(aside).",
            en: "A restoring was cut off: the office is whole in \(aside).")
    }

    var remedy: Phrase {
        Phrase(
            fr: "Relancez « secteur restore », ou reprenez-le tel quel : mv \(aside) \(folder)",
            en: "Run 'secteur restore' again, or have it back as it was: mv \(aside) \(folder)")
    }
}

extension DossierError: ExitCoded {
    package var exit: Exit {
        switch kind {
        case .keyMissing: .noInput
        case .keyExposed, .keyWrong: .config
        case .sealBroken, .journalBroken, .unknownPerson, .duplicate: .dataRefused
        case .changedMeanwhile: .temporary
        }
    }
}

extension BackupError: ExitCoded {
    package var exit: Exit {
        switch kind {
        case .missing: .noInput
        case .exists, .folderTaken: .cannotCreate
        case .foreign, .damaged: .dataRefused
        case .newer, .otherOffice: .config
        case .refused, .notAdministrator: .notAllowed
        }
    }
}

extension AccountError: ExitCoded {
    package var exit: Exit {
        switch self {
        case .refused, .locked, .noSession, .wrongRecoveryCode: .notAllowed
        case .noAccounts: .config
        case .altered, .unknown, .exists, .hasAccounts: .dataRefused
        }
    }
}

extension AccessRefusal: ExitCoded {
    package var exit: Exit {
        switch kind {
        case .field, .record, .ownerOnly, .manyRows, .dutyOnly, .purgeOther, .cannotTake:
            .notAllowed
        case .shareDay, .tooManyShares, .accountInUse: .dataRefused
        }
    }
}

extension AccountRefusal: ExitCoded {
    package var exit: Exit {
        switch self {
        case .passwordChangeDue, .administratorOnly, .lastAdministrator: .notAllowed
        case .unknownRole, .noRole, .rolesApart, .settingOutOfRange, .samePassword: .dataRefused
        }
    }
}
