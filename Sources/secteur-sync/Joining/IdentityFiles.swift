import Certificates
import Console

/// Where an office keeps what a hub knows it by, among what it shares.
struct IdentityFiles {
    /// The key, its certificate and the hub's authority, in one file: they change together or not.
    let identity: KeyFile
    /// The key that waits for its first certificate, and which code it goes with.
    let joining: KeyFile
    /// The key that waits for its turn.
    let renewal: KeyFile

    init(in folder: OfficeFolder) {
        identity = KeyFile(path: folder.hubIdentity)
        joining = KeyFile(path: folder.shared + "/hub.joining")
        renewal = KeyFile(path: folder.shared + "/hub.renewal.pem")
    }

    /// `nil` when the office hasn't joined.
    func read() throws -> OfficeIdentity? {
        try identity.read().map { try OfficeIdentity(pem: $0) }
    }
}
