package import DossierStore
internal import Foundation
import StoreFile
import SummaryStore
package import SyncCore

/// Puts a backup in the place of an office, or where there is none yet.
///
/// All of it is unpacked beside the place, opened, erased from what was erased since, and checked,
/// before the office that is there is touched. Then that one is set aside, the restored one takes its
/// name, and what was set aside is removed. After a crash the office is whole under one of the two
/// names, and restoring again begins by putting it back.
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
        (self.backup, self.key, self.office, self.sha256) = (backup, key, office, sha256)
        let files = FileManager.default
        if !files.fileExists(atPath: office.folder), files.fileExists(atPath: aside.folder) {
            try DurableName.change(aside.folder, to: office.folder)
        }
        guard replaces || isFree else { throw BackupError(.folderTaken, path: office.folder) }
    }

    /// Whether an office is there, whose place the restored one takes.
    package var replaces: Bool { FileManager.default.fileExists(atPath: office.dossiers) }

    private var isFree: Bool {
        let names = try? FileManager.default.contentsOfDirectory(atPath: office.folder)
        return names?.isEmpty ?? !FileManager.default.fileExists(atPath: office.folder)
    }

    private var staged: OfficeFiles { OfficeFiles(folder: office.folder + ".restoring") }
    private var aside: OfficeFiles { OfficeFiles(folder: office.folder + ".before-restore") }

    /// What came of it.
    package struct Report: Hashable, Sendable {
        package let persons: Int
        package let records: Int
        /// Persons whom the backup held and who were erased since.
        package let erasedAgain: Int

        package init(persons: Int, records: Int, erasedAgain: Int) {
            self.persons = persons
            self.records = records
            self.erasedAgain = erasedAgain
        }
    }

    /// Does it. When it throws, the office that was there is there as it was.
    package func run(
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> Report {
        try remove(staged)
        do {
            try unpack(progress)
            let report = try prepare()
            if replaces { try staged.takeOwnership(of: office) }
            try swap()
            return report
        } catch {
            try? remove(staged)
            throw error
        }
    }

    // MARK: Steps

    private func unpack(_ progress: (_ done: Int, _ total: Int) throws -> Void) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: staged.shared, withIntermediateDirectories: true,
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
    private func prepare() throws -> Report {
        let sealed = try SealedDossiers(at: staged.dossiers)
        let dossiers = try sealed.opened(by: key)
        let before = try sealed.counts()
        if replaces { try bringAlong(to: dossiers, officeOf: sealed) }
        let desk = try Desk(dossiers: dossiers, summaries: staged.summaries, sha256: sha256)
        let findings = try desk.findings(in: staged)
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
        let presentDossiers = try unlessDamaged(office.dossiers) {
            try SealedDossiers(at: office.dossiers)
        }
        if let present = presentDossiers {
            defer { try? present.close() }
            guard try present.office() == nil || present.office() == sealed.office() else {
                throw BackupError(.otherOffice, path: office.folder)
            }
        }
        try dossiers.adoptErasures(listedIn: office.path(of: .erasures))
        let presentSummaries = try unlessDamaged(office.summaries) {
            try SummaryStore(path: office.summaries, sha256: sha256)
        }
        if let present = presentSummaries {
            defer { try? present.close() }
            let summaries = try SummaryStore(path: staged.summaries, sha256: sha256)
            try summaries.adoptErasures(of: present)
            try summaries.close()
        }
        for name in try office.sharedNames() {
            guard let bytes = try office.smallFile(name) else { continue }
            unlink(staged.path(of: name))
            let file = try NewFile(creating: staged.path(of: name))
            try file.write(bytes)
            try file.finish()
        }
    }

    /// What `open` opens; `nil` when there is nothing, or only damage, and so nothing to bring.
    private func unlessDamaged<Store>(
        _ path: String, _ open: () throws -> Store
    ) throws -> Store? {
        do {
            return try StoreFile.lookingTwice(at: path, open)
        } catch let error as StoreError where [.missing, .foreign, .corrupt].contains(error.kind) {
            return nil
        }
    }

    private func swap() throws {
        if replaces {
            try requireUnused()
            try remove(aside)
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
        try? remove(aside)
    }

    /// Refuses while a program has the present office open: what it writes would be lost. Whether
    /// one has a damaged file open can't be told.
    private func requireUnused() throws {
        try unlessDamaged(office.dossiers) { try SealedDossiers.settle(office.dossiers) }
        try unlessDamaged(office.summaries) { try SummaryStore.settle(office.summaries) }
    }

    private func remove(_ files: OfficeFiles) throws {
        guard FileManager.default.fileExists(atPath: files.folder) else { return }
        do {
            try FileManager.default.removeItem(atPath: files.folder)
        } catch {
            throw StoreError(.readOnly, path: files.folder)
        }
    }
}
