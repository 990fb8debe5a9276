internal import Crypto
internal import Foundation
internal import GRDB
import SyncCore

/// Sessions: the office's key for a quarter of an hour, in two halves.
///
/// A row holds the key sealed under the secret of the ticket, bound to the account, the machine's
/// start and the last use. The ticket lies elsewhere. Rows of sessions that are over are destroyed
/// by whoever comes next.
extension SealedDossiers {
    /// Opens the dossiers by a session, as the account that began it. A session of an account that
    /// was changed, locked or removed meanwhile is over.
    ///
    /// Throws `AccountError.noSession` when it is over or was never.
    package func resume(_ ticket: SessionTicket, at now: BootMoment) throws -> DossierStore {
        let found = try read { db in try SessionRow.fetch(ticket.id, db) }
        guard let found else { throw AccountError.noSession }
        guard now.finds(aliveSince: found.used) else {
            try endSessions(notAliveAt: now)
            throw AccountError.noSession
        }
        guard let key = found.open(ticket) else { throw AccountError.noSession }
        let account = try read { db in
            let (row, facts, _) = try verified(found.account, key, db)
            guard !facts.isLocked else { throw AccountError.noSession }
            return row.account(facts)
        }
        if now.seconds - found.used.seconds >= Session.noteSeconds {
            try write { db in
                // Ended meanwhile by another program: not to come back.
                guard try SessionRow.fetch(ticket.id, db) != nil else {
                    throw AccountError.noSession
                }
                try SessionRow(ticket, account.code, key, used: now).save(db)
            }
            try endSessions(notAliveAt: now)
        }
        return DossierStore(self, officeKey: key, account: account)
    }

    /// Ends a session, and tells the journal when it lived. One that isn't there is ended already.
    ///
    /// - Parameter time: for the journal: seconds since 1 January 1970.
    package func end(
        _ ticket: SessionTicket, at now: BootMoment, time: Int64 = SystemClock.seconds()
    ) throws {
        try write { db in
            let found = try SessionRow.fetch(ticket.id, db)
            try SessionRow.delete(ticket.id, db)
            guard let found, now.finds(aliveSince: found.used), let key = found.open(ticket) else {
                return
            }
            let (row, facts, _) = try verified(found.account, key, db)
            try note(JournalNote(by: row.account(facts), .logout), at: time, key, db)
        }
    }

    /// Destroys the rows of sessions that are over.
    func endSessions(notAliveAt now: BootMoment) throws {
        try write { try SessionRow.delete(notAliveAt: now, $0) }
    }
}

extension DossierStore {
    /// Begins a session of this account, and tells the journal. Its secret is in the ticket alone.
    ///
    /// - Parameter time: for the journal: seconds since 1 January 1970.
    package func beginSession(
        at now: BootMoment, time: Int64 = SystemClock.seconds(),
        using generator: inout some RandomNumberGenerator
    ) throws -> SessionTicket {
        let ticket = SessionTicket(
            id: SessionID(using: &generator),
            secret: SecretBytes(random: SessionTicket.secretBytes, using: &generator))
        try sealed.endSessions(notAliveAt: now)
        try sealed.write { db in
            try SessionRow(ticket, account.code, officeKey, used: now).save(db)
            try sealed.note(JournalNote(by: account, .login), at: time, officeKey, db)
        }
        return ticket
    }
}
