package import Console
import Desk
import DossierStore
import Foundation
import StoreFile
import SummaryStore

extension OfficeFolder {
    /// Opens the office.
    func desk() throws -> Desk {
        try gatherShared()
        return try Desk(dossiers: dossiers, summaries: summaries, sha256: Console.sha256)
    }

    /// Opens what the office shares, and nothing else of it.
    func summaryStore() throws -> SummaryStore {
        try gatherShared()
        return try SummaryStore(path: summaries, sha256: Console.sha256)
    }

    /// Moves what an office shares into the folder of its own, out of the one where the first
    /// version of the program kept it beside the case files. Does nothing in any other office.
    func gatherShared() throws {
        let files = FileManager.default
        let (oldStore, oldSecret) = (path + "/summaries.sqlite", path + "/hub.secret")
        guard files.fileExists(atPath: oldStore) else { return }
        // Held until the folder is closed: of two programs that start at once, one moves.
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        guard flock(folder, LOCK_EX) == 0 else { throw StoreError(.readOnly, path: path) }
        guard files.fileExists(atPath: oldStore) else { return }
        guard mkdir(shared, 0o700) == 0 || errno == EEXIST else {
            throw StoreError(.readOnly, path: shared)
        }
        // The store comes last: while it isn't moved, the next opening goes on from here.
        if files.fileExists(atPath: oldSecret) {
            guard rename(oldSecret, hubSecret) == 0 else {
                throw StoreError(.readOnly, path: hubSecret)
            }
        }
        try SummaryStore.move(oldStore, to: summaries)
    }
}

extension DossierError: ExitCoded {
    package var exit: Exit {
        switch kind {
        case .keyMissing: .noInput
        case .keyExposed, .keyWrong: .config
        case .sealBroken, .unknownPerson, .duplicate: .dataRefused
        case .changedMeanwhile: .temporary
        }
    }
}
