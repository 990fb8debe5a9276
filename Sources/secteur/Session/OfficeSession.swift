import Console
import DossierStore
import SyncCore

/// The command line's session at one office.
struct OfficeSession {
    let sealed: SealedDossiers
    private let file: SessionFile?

    /// Throws when the office's file can't be used, or there is no folder for a session.
    init(_ folder: OfficeFolder) throws {
        sealed = try SealedDossiers(at: folder.dossiers)
        file = try sealed.office().map(SessionFile.init)
    }

    /// Opens the office by the session that is there; `nil` when there is none that lives.
    func resume() throws -> DossierStore? {
        guard let ticket = try file?.read() else { return nil }
        do {
            return try sealed.resume(ticket, at: .now)
        } catch AccountError.noSession {
            file?.remove()
            return nil
        }
    }

    /// Opens the office with a password.
    func login(_ code: AccountCode, password: SecretBytes) throws -> DossierStore {
        try sealed.login(code, password: password, today: Today.day)
    }

    /// Begins a session in the place of the one before.
    func begin(_ dossiers: DossierStore) throws {
        try end()
        var generator = SystemRandomNumberGenerator()
        let file = try file ?? sealed.office().map(SessionFile.init)
        try file?.write(try dossiers.beginSession(at: .now, using: &generator))
    }

    /// Ends the session, if there is one. Returns whether there was.
    @discardableResult
    func end() throws -> Bool {
        guard let ticket = try file?.read() else { return false }
        file?.remove()
        try sealed.end(ticket, at: .now)
        return true
    }
}
