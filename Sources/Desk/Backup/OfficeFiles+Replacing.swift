import DossierStore
internal import Foundation
import StoreFile

extension OfficeFiles {
    /// The same folder without symbolic links on the way; where a link leads that leads to nothing.
    package var resolved: OfficeFiles {
        if let path = realpath(folder, nil) {
            defer { free(path) }
            return OfficeFiles(folder: String(cString: path))
        }
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder)
        guard let target else { return self }
        let parent = (folder as NSString).deletingLastPathComponent
        return OfficeFiles(
            folder: target.hasPrefix("/")
                ? target : (parent as NSString).appendingPathComponent(target))
    }

    /// Whether anything of an office is here.
    package var isOffice: Bool {
        [dossiers, summaries, path(of: .erasures)].contains {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    // MARK: A folder to unpack into

    private var mark: String { inFolder(Self.markName) }
    private static let markName = ".secteur-restoring"

    /// Makes the folder, or takes one that is marked as left by such a work. Throws
    /// `backup-folder-taken` for anything else of this name: it is somebody's.
    func makeStaged() throws {
        let parent = (folder as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: parent.isEmpty ? "." : parent, withIntermediateDirectories: true)
        } catch {
            throw StoreError(.readOnly, path: folder)
        }
        if mkdir(folder, 0o700) != 0 {
            var status = stat()
            guard errno == EEXIST, lstat(folder, &status) == 0 else {
                throw StoreError(errno, path: folder, otherwise: .readOnly)
            }
            guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
                try Self.names(in: folder).isEmpty || FileManager.default.fileExists(atPath: mark)
            else { throw BackupError(.folderTaken, path: folder) }
        }
    }

    /// Empties the folder but for its mark.
    func emptyStaged() throws {
        if !FileManager.default.fileExists(atPath: mark) {
            try NewFile(creating: mark).finish()
        }
        try empty(but: [Self.markName])
    }

    /// The folder is an office from now on.
    func unmark() { unlink(mark) }

    /// Removes the folder with all that is in it.
    func removeStaged() throws {
        guard FileManager.default.fileExists(atPath: mark) else { return }
        try empty(but: [Self.markName])
        unlink(mark)
        guard rmdir(folder) == 0 || errno == ENOENT else {
            throw StoreError(.readOnly, path: folder)
        }
    }

    private func empty(but kept: Set<String>) throws(StoreError) {
        for name in try Self.names(in: folder) where !kept.contains(name) {
            do {
                try FileManager.default.removeItem(atPath: folder + "/" + name)
            } catch {
                throw StoreError(.readOnly, path: folder)
            }
        }
    }

    // MARK: An office that was replaced

    /// What an office has in its folders. Everything else there is somebody's own.
    private func ownFiles() throws(StoreError) -> [String] {
        func withLogs(_ store: String) -> [String] {
            ["", "-wal", "-shm", "-journal"].map { store + $0 }
        }
        return try withLogs(dossiers) + withLogs(summaries) + sharedNames().map(path(of:))
            + ["dossiers.sqlite.new", "erasures", "erasures.new", Self.markName].map(inFolder)
            // Where the first version of the program kept what is in `shared` now.
            + withLogs(inFolder("summaries.sqlite")) + [inFolder("hub.secret")]
    }

    private func inFolder(_ name: String) -> String { folder + "/" + name }

    /// Moves what isn't the office's to the folder of `other`, unless something has its name there.
    func handOver(to other: OfficeFiles) throws {
        let own = Set(try ownFiles() + [shared])
        for (folder, destination) in [(folder, other.folder), (shared, other.shared)] {
            for name in try Self.names(in: folder) where !own.contains(folder + "/" + name) {
                let place = destination + "/" + name
                guard !FileManager.default.fileExists(atPath: place) else { continue }
                try DurableName.change(folder + "/" + name, to: place)
            }
        }
    }

    /// Removes the office's own files, and the folder unless something else is in it. Returns whether
    /// it is gone.
    func removeOwn() throws -> Bool {
        for path in try ownFiles() where unlink(path) != 0 && errno != ENOENT {
            throw StoreError(.readOnly, path: path)
        }
        for folder in [shared, folder] where rmdir(folder) != 0 && errno != ENOENT {
            guard errno == ENOTEMPTY else { throw StoreError(.readOnly, path: folder) }
        }
        return !FileManager.default.fileExists(atPath: folder)
    }
}
