import DossierStore
internal import Foundation
import StoreFile

extension OfficeFiles {
    /// Gives each file and folder here the owner, the group and the permissions of its counterpart
    /// in the office whose place this one takes, less what `secteur verify` would find. A file that
    /// has no counterpart goes with its folder's owner and group. Throws `StoreError`.
    ///
    /// Who isn't root can't give a file away: then all stays with whoever runs it, as it was made.
    func takeOwnership(of present: OfficeFiles) throws {
        // The folder last: until then nobody else can put something in the place of a file in it.
        for name in [BackupName.dossiers, .erasures] {
            try take(path(of: name), after: [present.path(of: name), present.folder], at: 0o600)
        }
        for name in try [.summaries] + sharedNames() {
            try take(path(of: name), after: [present.path(of: name), present.shared], at: 0o660)
        }
        try take(shared, after: [present.shared], at: 0o2770)
        try take(folder, after: [present.folder], at: 0o711)
    }

    private func take(
        _ path: String, after counterparts: [String], at mostMode: mode_t
    ) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw StoreError(.readOnly, path: path)
        }
        defer { close(descriptor) }
        for (place, counterpart) in counterparts.enumerated() {
            var status = stat()
            guard lstat(counterpart, &status) == 0 else { continue }
            guard fchown(descriptor, status.st_uid, status.st_gid) == 0 else {
                if errno == EPERM { return }
                throw StoreError(.io, path: path)
            }
            if place == 0, fchmod(descriptor, status.st_mode & mostMode) != 0 {
                throw StoreError(.io, path: path)
            }
            return
        }
    }
}
