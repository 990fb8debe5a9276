import Charter
import DossierStore
import SyncCore

extension Desk {
    /// Opens each seal of each folder. Returns the number of folders; throws at the first that
    /// doesn't open or from which something was taken away. O(records), memory for one folder.
    package func verifyFolders(progress: (_ records: Int) throws -> Void) throws -> Int {
        var persons: [RecordID] = []
        try dossiers.read { dossiers in
            try dossiers.forEach(type: try personType().name) {
                persons.append($0.person)
                return true
            }
            guard try dossiers.counts().persons == persons.count else {
                throw DossierError(.sealBroken, at: "-")
            }
            for person in persons { try progress(try dossiers.records(of: person).count) }
        }
        return persons.count
    }
}
