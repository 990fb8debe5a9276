internal import Crypto
internal import Foundation
internal import GRDB
import SyncCore

/// A session as the file holds it.
struct SessionRow {
    let id: SessionID
    let account: AccountCode
    let used: BootMoment
    private let box: Data

    init(_ ticket: SessionTicket, _ account: AccountCode, _ key: OfficeKey, used: BootMoment) {
        id = ticket.id
        self.account = account
        self.used = used
        box = Seal.wrap(
            key.bytes, under: ticket.key, context: Self.context(ticket.id, account, used))
    }

    private init?(_ row: Row) throws {
        guard let id = SessionID(bytes: Array(try row.decode(Data.self, forColumn: "id"))),
            let account = AccountCode(try row.decode(String.self, forColumn: "account"))
        else { return nil }
        self.id = id
        self.account = account
        used = BootMoment(
            boot: try row.decode(forColumn: "boot"), seconds: try row.decode(forColumn: "used"))
        box = try row.decode(forColumn: "box")
    }

    /// The office's key; `nil` with another ticket, or when the row was altered.
    func open(_ ticket: SessionTicket) -> OfficeKey? {
        Seal.unwrap(box, under: ticket.key, context: Self.context(id, account, used))
            .flatMap(OfficeKey.init)
    }

    private static func context(
        _ id: SessionID, _ account: AccountCode, _ used: BootMoment
    ) -> [UInt8] {
        Seal.context(
            "session", account.description, id.bytes, Array(used.boot.utf8),
            Array(String(used.seconds).utf8))
    }

    // MARK: In the database

    static func fetch(_ id: SessionID, _ db: Database) throws -> SessionRow? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM session WHERE id = ?", arguments: [Data(id.bytes)]
        ).flatMap(SessionRow.init)
    }

    func save(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO session (id, account, boot, used, box)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [Data(id.bytes), account.description, used.boot, used.seconds, box])
    }

    static func delete(_ id: SessionID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [Data(id.bytes)])
    }

    static func delete(of account: AccountCode, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM session WHERE account = ?", arguments: [account.description])
    }

    static func delete(notAliveAt now: BootMoment, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM session WHERE boot <> ? OR used > ? OR used <= ?",
            arguments: [now.boot, now.seconds, now.seconds - Session.idleSeconds])
    }
}

extension SessionTicket {
    fileprivate var key: SymmetricKey { secret.withBytes { SymmetricKey(data: $0) } }
}
