import DossierStore
internal import Foundation
import StoreFile

extension OfficeFiles {
    /// The same folder without symbolic links on the way, when it is there.
    var resolved: OfficeFiles {
        guard let path = realpath(folder, nil) else { return self }
        defer { free(path) }
        return OfficeFiles(folder: String(cString: path))
    }

    /// What an office has in its folder. Everything else there is somebody's own.
    private static let ownNames =
        withLogs("dossiers.sqlite") + ["dossiers.sqlite.new", "erasures", "erasures.new", "shared"]
    private static let ownSharedNames = withLogs("summaries.sqlite")

    private static func withLogs(_ store: String) -> [String] {
        ["", "-wal", "-shm", "-journal"].map { store + $0 }
    }

    private static func names(in folder: String) throws(StoreError) -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw StoreError(.readOnly, path: folder)
        }
    }

    /// Moves what isn't the office's to the folder of `other`, unless something has its name there.
    func handOver(to other: OfficeFiles) throws {
        let own = Set(try sharedNames().map { path(of: $0) })
        for (folder, destination, ownNames) in [
            (folder, other.folder, Self.ownNames), (shared, other.shared, Self.ownSharedNames),
        ] {
            for name in try Self.names(in: folder)
            where !ownNames.contains(name) && !own.contains(folder + "/" + name) {
                let place = destination + "/" + name
                guard !FileManager.default.fileExists(atPath: place) else { continue }
                try DurableName.change(folder + "/" + name, to: place)
            }
        }
    }

    /// Removes the office's own files, and the folder unless something else is in it. Returns whether
    /// it is gone.
    func removeOwn() throws -> Bool {
        let paths =
            Self.ownNames.filter { $0 != "shared" }.map { folder + "/" + $0 }
            + Self.ownSharedNames.map { shared + "/" + $0 }
            + (try sharedNames().map { path(of: $0) })
        for path in paths where unlink(path) != 0 && errno != ENOENT {
            throw StoreError(.readOnly, path: path)
        }
        for folder in [shared, folder] where rmdir(folder) != 0 && errno != ENOENT {
            guard errno == ENOTEMPTY else { throw StoreError(.readOnly, path: folder) }
        }
        return !FileManager.default.fileExists(atPath: folder)
    }

    /// Removes all that is in the folder: only for one that was made to be unpacked into.
    func empty() throws(StoreError) {
        for name in try Self.names(in: folder) {
            do {
                try FileManager.default.removeItem(atPath: folder + "/" + name)
            } catch {
                throw StoreError(.readOnly, path: folder)
            }
        }
    }

    /// Removes the folder with all that is in it: only for one that was made to be unpacked into.
    func remove() throws(StoreError) {
        try empty()
        guard rmdir(folder) == 0 || errno == ENOENT else {
            throw StoreError(.readOnly, path: folder)
        }
    }
}
