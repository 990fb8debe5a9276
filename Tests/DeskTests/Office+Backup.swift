import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore

extension Office {
    /// A name for a backup that nothing has.
    var newBackup: String { folder.path + "-\(UUID().uuidString).backup" }

    func backup(_ desk: Desk) throws -> String {
        let path = newBackup
        _ = try desk.backup(files, to: path)
        return path
    }

    /// A backup of the office with one contract; nobody has it open any more.
    func closedBackup() throws -> (path: String, contract: RecordID) {
        let desk = try open()
        let contract = try desk.newContract()
        let path = try backup(desk)
        try close(desk)
        return (path, contract)
    }

    func close(_ desk: Desk) throws {
        try desk.summaries.close()
        try desk.dossiers.sealed.close()
    }

    /// By the administrator's password.
    func restoration(_ path: String, to folder: String) throws -> OfficeRestoration {
        let backup = try SealedBackup(reading: path)
        let key = try backup.key(of: administrator, password: secret(of: administrator))
        return try OfficeRestoration(
            backup, with: key, to: OfficeFiles(folder: folder), sha256: Office.sha256)
    }
}
