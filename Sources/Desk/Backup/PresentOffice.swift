import Charter
import DossierStore
internal import Foundation
import StoreFile
import SummaryStore
import SyncCore

/// An office whose place another takes, as far as it can be read: it may be damaged, and be replaced
/// for that. Whoever uses this has its folders alone.
struct PresentOffice {
    private let files: OfficeFiles
    private let sha256: SHA256Function

    init(_ files: OfficeFiles, sha256: @escaping SHA256Function) {
        self.files = files
        self.sha256 = sha256
    }

    /// What `body` reads of the dossiers; `nil` when there are none, or only damage.
    func dossiers<Result>(_ body: (SealedDossiers) throws -> Result) throws -> Result? {
        try unlessDamaged(files.dossiers) {
            let dossiers = try SealedDossiers(at: files.dossiers, holdsFolder: false)
            defer { try? dossiers.close() }  // it only read
            return try body(dossiers)
        }
    }

    /// What `body` reads of the summaries; `nil` when there are none, or only damage.
    func summaries<Result>(_ body: (SummaryStore) throws -> Result) throws -> Result? {
        try unlessDamaged(files.summaries) {
            let summaries = try SummaryStore(
                path: files.summaries, sha256: sha256, holdsFolder: false)
            defer { try? summaries.close() }  // it only read
            return try body(summaries)
        }
    }

    /// Makes one file of each store that can be read.
    func settle() throws {
        try unlessDamaged(files.dossiers) { try SealedDossiers.settle(files.dossiers) }
        try unlessDamaged(files.summaries) { try SummaryStore.settle(files.summaries) }
    }

    /// Whether all of it opens, and passes what a backup must: then nothing is in it that can't be read
    /// today. An office that the key doesn't open isn't known to be sound. O(all).
    func isSound(by key: BackupKey) -> Bool {
        let findings = try? dossiers { sealed in
            let desk = try Desk(
                dossiers: try sealed.opened(by: key), summaries: files.summaries, sha256: sha256,
                holdsFolder: false)
            defer { try? desk.summaries.close() }  // it goes, or is kept as it is
            return try desk.findings(OfficeCheck.contents, in: files)
        }
        return findings?.isEmpty == true
    }

    /// What `body` returns; `nil` when there is no such store, or only damage.
    private func unlessDamaged<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws -> Result? {
        do {
            return try StoreFile.lookingTwice(at: path, body)
        } catch let error as StoreError
            where [.missing, .foreign, .corrupt].contains(error.kind) && error.path == path
        {
            return nil
        } catch is CharterRefusal {
            return nil  // it was read when it was stored: only damage makes another of it
        }
    }
}
