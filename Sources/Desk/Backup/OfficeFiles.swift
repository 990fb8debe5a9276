package import DossierStore
internal import Foundation
import StoreFile

/// Where the files of an office lie, for work on the whole of it: each in the place that a backup
/// names it by.
package struct OfficeFiles: Hashable, Sendable {
    package let folder: String

    package init(folder: String) {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        self.folder = folder
    }

    package func path(of name: BackupName) -> String { folder + "/" + name.description }

    var dossiers: String { path(of: .dossiers) }
    var summaries: String { path(of: .summaries) }
    var shared: String { folder + "/shared" }

    /// No file of an office beside its stores is as large as this.
    private static let smallBytes = 1 << 24

    /// The small files that lie beside the summaries: how a hub knows the office. None when there is
    /// no such folder; one that can't be read throws.
    func sharedNames() throws(StoreError) -> [BackupName] {
        guard FileManager.default.fileExists(atPath: shared) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: shared)
        } catch {
            throw StoreError(.readOnly, path: shared)
        }
        return names.sorted().filter { !$0.contains(".sqlite") }
            .compactMap { BackupName(shared: $0) }
    }

    /// The bytes of a small file; `nil` when there is none.
    func smallFile(_ name: BackupName) throws(StoreError) -> [UInt8]? {
        let path = path(of: name)
        guard let handle = FileHandle(forReadingAtPath: path) else {
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            throw StoreError(.readOnly, path: path)
        }
        guard let data = try? handle.read(upToCount: Self.smallBytes + 1) ?? Data() else {
            throw StoreError(.io, path: path)
        }
        guard data.count <= Self.smallBytes else { throw StoreError(.io, path: path) }
        return [UInt8](data)
    }
}
