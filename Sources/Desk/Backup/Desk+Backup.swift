import DossierStore
internal import Foundation
import StoreFile
import SummaryStore

extension Desk {
    /// What a backup came to.
    package struct BackupReport: Hashable, Sendable {
        package let path: String
        package let byteCount: Int
        package let files: Int
    }

    /// Writes one sealed file of the whole office, while the office works: both stores as they are at
    /// one moment, the list of erasures, and how a hub knows the office.
    ///
    /// The journal is told first, so that the backup tells of itself. The file has its name only once
    /// it is on the disk and was read back whole. Never overwrites one. Needs memory for both stores.
    ///
    /// What can't be opened can't be put back: throws the `OfficeFinding` of a damaged office. O(all).
    package func backup(
        _ office: OfficeFiles, to path: String,
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> BackupReport {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw BackupError(.exists, path: path)
        }
        try note(.backup)
        let parts = try backupParts(office)
        if let finding = try findings(OfficeCheck.contents, in: office).first { throw finding }
        let unfinished = path + ".part"
        try SealedBackup.removeUnfinished(unfinished)
        do {
            let file = try NewFile(creating: unfinished)
            var generator = SystemRandomNumberGenerator()
            var byteCount = 0
            try dossiers.seal(parts, using: &generator, progress: progress) { piece in
                try file.write(piece)
                byteCount += piece.count
            }
            try file.finish()
            try SealedBackup(reading: unfinished).unpack(with: dossiers.backupKey)
            try DurableName.change(unfinished, to: path)
            return BackupReport(path: path, byteCount: byteCount, files: parts.count)
        } catch {
            unlink(unfinished)
            throw error
        }
    }

    private func backupParts(_ office: OfficeFiles) throws -> [BackupPart] {
        let (own, shared) = try dossiers.image { try summaries.image() }
        var parts = [BackupPart(.dossiers, own), BackupPart(.summaries, shared)]
        for name in try [.erasures] + office.sharedNames() {
            if let bytes = try office.smallFile(name) { parts.append(BackupPart(name, bytes)) }
        }
        return parts
    }
}
