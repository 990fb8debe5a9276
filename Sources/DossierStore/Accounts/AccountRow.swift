internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

/// One account as the file holds it: what is needed before anybody has the office's key, in clear,
/// and the rest sealed.
struct AccountRow {
    let code: AccountCode
    var wrap: KeyWrap
    var revision: UInt64
    var facts: Data
    var chain: FailureChain

    /// - Parameter corrupt: what to throw for what no program of ours writes.
    init(_ row: Row, corrupt: @autoclosure () -> StoreError) throws {
        let name: String = try row.decode(forColumn: "code")
        let cost = KeyCost(
            log2N: try row.decode(forColumn: "cost_log2n"),
            block: try row.decode(forColumn: "cost_block"),
            lanes: try row.decode(forColumn: "cost_lanes"))
        guard let code = AccountCode(name), let cost else { throw corrupt() }
        self.code = code
        wrap = KeyWrap(
            salt: try row.decode(forColumn: "salt"), cost: cost,
            box: try row.decode(forColumn: "wrapped"))
        revision = UInt64(bitPattern: try row.decode(Int64.self, forColumn: "revision"))
        facts = try row.decode(forColumn: "facts")
        chain = FailureChain(
            failures: try row.decode(forColumn: "failures"),
            link: try row.decode(forColumn: "link"))
    }

    /// A new account's, at revision 1.
    init(code: AccountCode, wrap: KeyWrap, facts: AccountFacts, key: OfficeKey) {
        self.code = code
        self.wrap = wrap
        revision = 0
        self.facts = Data()
        chain = FailureChain(seed: facts.seed)
        seal(facts, key)
    }

    // MARK: In the database

    static func fetch(_ code: AccountCode, _ db: Database, path: String) throws -> AccountRow? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM account WHERE code = ?", arguments: [code.description]
        ).map { try AccountRow($0, corrupt: StoreError(.corrupt, path: path)) }
    }

    /// In the order of their codes.
    static func fetchAll(_ db: Database, path: String) throws -> [AccountRow] {
        try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY code")
            .map { try AccountRow($0, corrupt: StoreError(.corrupt, path: path)) }
    }

    func save(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO account (
                    code, salt, cost_log2n, cost_block, cost_lanes, wrapped, revision, facts,
                    failures, link
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code.description, wrap.salt, wrap.cost.log2N, wrap.cost.block, wrap.cost.lanes,
                wrap.box, Int64(bitPattern: revision), facts, chain.failures, chain.link,
            ])
    }

    // MARK: Sealed facts

    /// Seals changed facts as the next revision.
    mutating func seal(_ facts: AccountFacts, _ key: OfficeKey) {
        revision += 1
        self.facts = Seal.close(facts.encoded, under: key.key, in: place)
    }

    /// The facts; `nil` when the row isn't as a program of ours left it.
    func open(_ key: OfficeKey) -> AccountFacts? {
        guard let bytes = try? Seal.open(facts, under: key.key, in: place),
            let facts = try? AccountFacts(decoding: bytes),
            facts.salt == wrap.salt, chain.began(with: facts.seed)
        else { return nil }
        return facts
    }

    func account(_ facts: AccountFacts) -> Account {
        Account(
            code: code, roles: facts.roles, passwordDay: facts.passwordDay,
            mustChangePassword: facts.mustChange, isLocked: facts.isLocked,
            failures: chain.failures)
    }

    private var place: Seal.Place {
        Seal.Place(
            table: "account", id: .init(bits: 0), person: .init(bits: 0), type: code.description,
            revision: revision)
    }
}
