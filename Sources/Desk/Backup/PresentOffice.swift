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

    /// Whether SQLite finds nothing wrong with any store that is there. O(size).
    func isSound() throws -> Bool {
        func isSound(_ path: String, _ faults: () throws -> [String]?) throws -> Bool {
            try !FileManager.default.fileExists(atPath: path) || faults()?.isEmpty == true
        }
        return try isSound(files.dossiers) { try dossiers { try $0.faults() } }
            && isSound(files.summaries) { try summaries { try $0.faults() } }
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
        }
    }
}
