import Certificates
import Console

/// Where an office keeps what a hub knows it by, among what it shares.
struct IdentityFiles {
    /// The key, its certificate and the hub's authority, in one file: they change together or not.
    let identity: PrivateFile
    /// The key that waits for its first certificate, and which code it goes with.
    let joining: PrivateFile
    /// The key that waits for its turn.
    let renewal: PrivateFile

    init(in folder: OfficeFolder) {
        identity = PrivateFile(path: folder.hubIdentity)
        joining = PrivateFile(path: folder.shared + "/hub.joining")
        renewal = PrivateFile(path: folder.shared + "/hub.renewal.pem")
    }

    /// `nil` when the office hasn't joined.
    func read() throws -> OfficeIdentity? {
        try identity.read().map { try OfficeIdentity(pem: $0) }
    }
}
