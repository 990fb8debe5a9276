private import Glibc

/// Names of files and folders that outlast a loss of power.
package enum DurableName {
    /// Gives a file or folder another name, durably. Refuses a name that is taken. (To refuse it in
    /// one step takes hard links or `renameat2`, which the file systems of USB sticks don't have.)
    package static func change(_ path: String, to name: String) throws(StoreError) {
        var status = stat()
        guard lstat(name, &status) != 0 else { throw StoreError(.exists, path: name) }
        guard Glibc.rename(path, name) == 0 else {
            throw StoreError(errno, path: name, otherwise: .readOnly)
        }
        try syncFolder(of: name)
    }

    static func folder(of path: String) -> String {
        let slash = path.lastIndex(of: "/")
        return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// What was renamed, made or removed in the folder of `path` is so after a loss of power too.
    package static func syncFolder(of path: String) throws(StoreError) {
        let folder = folder(of: path)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(.readOnly, path: folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StoreError(errno, path: folder, otherwise: .io)
        }
    }
}
