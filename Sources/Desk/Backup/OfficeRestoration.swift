package import DossierStore
internal import Foundation
import StoreFile
import SummaryStore
package import SyncCore

/// Puts a backup in the place of an office, or where there is none yet.
///
/// All of it is unpacked beside the place, opened, erased from what was erased since, and checked,
/// before the office that is there is touched. Then that one is set aside and the restored one takes
/// its name. After a crash the office is whole under one of the two names, and restoring again begins
/// by putting it back.
///
/// From beginning to end nobody else can open the office, and no other restoring can work here. What
/// lay in the folder and isn't the office's is there afterwards. The office that was set aside is
/// removed when all of it could be opened; another is kept.
package struct OfficeRestoration {
    package let office: OfficeFiles
    private let backup: SealedBackup
    private let key: BackupKey
    private let sha256: SHA256Function

    /// Throws `BackupError` for a folder that holds something else than an office.
    package init(
        _ backup: SealedBackup, with key: BackupKey, to office: OfficeFiles,
        sha256: @escaping SHA256Function
    ) throws {
        let office = office.resolved
        (self.backup, self.key, self.office, self.sha256) = (backup, key, office, sha256)
        let files = FileManager.default
        if !files.fileExists(atPath: office.folder), files.fileExists(atPath: aside.folder) {
            try DurableName.change(aside.folder, to: office.folder)
        }
        guard replaces || isFree else { throw BackupError(.folderTaken, path: office.folder) }
    }

    /// Whether an office is there, whose place the restored one takes.
    package var replaces: Bool { office.isOffice }

    private var isFree: Bool {
        let names = try? FileManager.default.contentsOfDirectory(atPath: office.folder)
        return names?.isEmpty ?? !FileManager.default.fileExists(atPath: office.folder)
    }

    private var staged: OfficeFiles { OfficeFiles(folder: office.folder + ".restoring") }
    private var aside: OfficeFiles { office.aside }
    private var present: PresentOffice { PresentOffice(office, sha256: sha256) }

    /// What came of it.
    package struct Report: Hashable, Sendable {
        package let persons: Int
        package let records: Int
        /// Persons whom the backup held and who were erased since.
        package let erasedAgain: Int
        /// Folders beside the office with one from before, which is damaged, could not be removed, or
        /// was left by a restoring that was cut off.
        package var kept: [String] = []

        package init(persons: Int, records: Int, erasedAgain: Int) {
            self.persons = persons
            self.records = records
            self.erasedAgain = erasedAgain
        }
    }

    /// Does it. When it throws, the office that was there is there as it was.
    ///
    /// Throws `StoreError` of kind `busy` when somebody has the office open, or restores it.
    package func run(
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> Report {
        try staged.makeStaged()
        var holds = [try FolderHold(alone: staged.folder)]
        defer { for hold in holds { hold.release() } }
        do {
            try staged.emptyStaged()
            for folder in [office.folder, office.shared]
            where FileManager.default.fileExists(atPath: folder) {
                holds.append(try FolderHold(alone: folder))
            }
            let replaces = replaces
            try unpack(progress)
            var report = try prepare(replaces: replaces)
            let isSound = replaces && present.isSound(by: key)
            if replaces {
                try staged.takeOwnership(of: office)
                // One file each, so that the office aside is whole without logs.
                try present.settle()
            }
            report.kept = try swap(replaces: replaces)
            // From here on the restored office is in its place.
            office.unmark()
            if let kept = retire(isSound: isSound) { report.kept.append(kept) }
            return report
        } catch let error as StoreError
            where [.corrupt, .foreign].contains(error.kind) && error.path.hasPrefix(staged.folder)
        {
            try? staged.removeStaged()
            throw BackupError(.damaged, path: backup.path)
        } catch {
            try? staged.removeStaged()
            throw error
        }
    }

    // MARK: Steps

    /// Beside the office, for one that is kept: `….kept`, `….kept-2` and so on.
    private var freeName: String {
        let base = office.folder + ".kept"
        var (name, number) = (base, 1)
        while FileManager.default.fileExists(atPath: name) {
            number += 1
            name = "\(base)-\(number)"
        }
        return name
    }

    private func unpack(_ progress: (_ done: Int, _ total: Int) throws -> Void) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: staged.shared, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.readOnly, path: staged.folder)
        }
        var file: NewFile?
        try backup.unpack(with: key, progress: progress) { name, piece in
            if piece.isEmpty {
                try file?.finish()
                file = try NewFile(creating: staged.path(of: name))
            } else {
                try file?.write(piece)
            }
        }
        try file?.finish()
    }

    /// Opens what was unpacked, brings to it what the present office knows, and checks all of it.
    private func prepare(replaces: Bool) throws -> Report {
        let sealed = try SealedDossiers(at: staged.dossiers, holdsFolder: false)
        let dossiers = try sealed.opened(by: key)
        let before = try sealed.counts()
        if replaces { try bringAlong(to: dossiers, officeOf: sealed) }
        let desk = try Desk(dossiers: dossiers, summaries: staged.summaries, sha256: sha256)
        let findings = try desk.findings(OfficeCheck.contents, in: staged)
        if let finding = findings.first { throw finding }
        try desk.note(.restore)
        let after = try sealed.counts()
        try desk.summaries.close()
        try sealed.close()
        try SealedDossiers.settle(staged.dossiers)
        try SummaryStore.settle(staged.summaries)
        return Report(
            persons: after.persons, records: after.records,
            erasedAgain: before.persons - after.persons)
    }

    /// What the present office erased since stays erased, and how the hub knows it stays as it is.
    /// A present store that is damaged has nothing to bring; one that can't be read just now, or by
    /// this program, throws: what it knows would be lost.
    private func bringAlong(to dossiers: DossierStore, officeOf sealed: SealedDossiers) throws {
        let identity = try sealed.office()
        let isOther = try present.dossiers {
            let own = try $0.office()
            return own != nil && own != identity
        }
        if isOther == true { throw BackupError(.otherOffice, path: office.folder) }
        try dossiers.adoptErasures(listedIn: office.path(of: .erasures))
        let summaries = try SummaryStore(path: staged.summaries, sha256: sha256)
        defer { try? summaries.close() }
        try present.summaries { try summaries.adoptErasures(of: $0) }
        for name in try office.sharedNames() {
            guard let bytes = try office.smallFile(name) else { continue }
            unlink(staged.path(of: name))
            let file = try NewFile(creating: staged.path(of: name))
            try file.write(bytes)
            try file.finish()
        }
    }

    /// Sets the present office aside and gives its name to the unpacked one.
    ///
    /// - Returns: the new name of what lay where it is set aside: a restoring left it that was cut off
    ///   after its end, or somebody put it there.
    private func swap(replaces: Bool) throws -> [String] {
        var kept: [String] = []
        if replaces {
            if FileManager.default.fileExists(atPath: aside.folder) {
                kept = [freeName]
                try DurableName.change(aside.folder, to: kept[0])
            }
            try DurableName.change(office.folder, to: aside.folder)
        } else if FileManager.default.fileExists(atPath: office.folder) {
            guard rmdir(office.folder) == 0 else {
                throw BackupError(.folderTaken, path: office.folder)
            }
        }
        do {
            try DurableName.change(staged.folder, to: office.folder)
        } catch {
            try? DurableName.change(aside.folder, to: office.folder)
            throw error
        }
        return kept
    }

    /// Ends what was set aside: what isn't the office's goes back into its folder, and the office from
    /// before away when it was sound.
    ///
    /// - Returns: where it lies, if it still does.
    private func retire(isSound: Bool) -> String? {
        guard FileManager.default.fileExists(atPath: aside.folder) else { return nil }
        do {
            try aside.handOver(to: office)
            if isSound, try aside.removeOwn() { return nil }
            let kept = freeName
            try DurableName.change(aside.folder, to: kept)
            return kept
        } catch {
            return aside.folder  // the person is told that it is there
        }
    }
}
