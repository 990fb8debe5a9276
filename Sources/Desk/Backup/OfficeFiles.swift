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

    /// Where the office is set aside while another takes its place.
    package var aside: OfficeFiles { OfficeFiles(folder: resolved.folder + ".before-restore") }

    var dossiers: String { path(of: .dossiers) }
    var summaries: String { path(of: .summaries) }
    var shared: String { folder + "/shared" }

    /// No file of an office beside its stores is as large as this.
    private static let smallBytes = 1 << 24

    /// The small files that lie beside the summaries: how a hub knows the office, and what has a
    /// plain name like that. None when there is no such folder; one that can't be read throws.
    func sharedNames() throws(StoreError) -> [BackupName] {
        try Self.names(in: shared).sorted().filter { !$0.contains(".sqlite") }
            .compactMap { BackupName(shared: $0) }
            // What is missing of the office must be told; what else lies there need not be small.
            .filter { $0.description.hasPrefix("shared/hub.") || isSmallFile(path(of: $0)) }
    }

    /// What lies in a folder; nothing when it isn't there.
    static func names(in folder: String) throws(StoreError) -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw StoreError(.readOnly, path: folder)
        }
    }

    /// Not a link: whoever may write to the shared folder could make one to what only we may read.
    private func isSmallFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && status.st_size <= Self.smallBytes
    }

    /// The bytes of a small file, which must be no link; `nil` when there is none.
    func smallFile(_ name: BackupName) throws(StoreError) -> [UInt8]? {
        let path = path(of: name)
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StoreError(errno == ELOOP ? .io : .readOnly, path: path)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let data = try? handle.read(upToCount: Self.smallBytes + 1) ?? Data(),
            data.count <= Self.smallBytes
        else { throw StoreError(.io, path: path) }
        return [UInt8](data)
    }
}
