import DossierStore
import Foundation
import GRDB
import SyncCore
import Testing

@Suite("The journal of access")
struct JournalTests {
    let scratch: Scratch
    let store: DossierStore

    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
    }

    private static let day: Int64 = 86_400
    private static let noon = Int64(firstDay) * day + 43_200

    private func note(_ act: JournalAct, record: UInt? = nil, after days: Int64 = 0) throws {
        try store.write {
            try $0.note(
                JournalNote(by: store.account, act, record: record.map(id), person: id(1)),
                at: Self.noon + days * Self.day)
        }
    }

    private func lines() throws -> [JournalEntry] {
        try store.read { dossiers in
            var lines: [JournalEntry] = []
            try dossiers.forEachLine {
                lines.append($0)
                return true
            }
            return lines
        }
    }

    private func broken() -> String? { refusal { _ = try lines() } }

    @Test("tells who did what, with which record, when, in the order in which it was noted")
    func tells() throws {
        try note(.read, record: 11)
        let colleague = AccountCode("ref-2")
        try store.write {
            try $0.note(
                JournalNote(by: store.account, .share, person: id(1), subject: colleague),
                at: Self.noon + 60)
            try $0.note(JournalNote(by: store.account, .list, count: 12), at: Self.noon + 61)
        }
        let found = try lines()
        #expect(found.map(\.number) == [1, 2, 3])
        #expect(found.map(\.time) == [Self.noon, Self.noon + 60, Self.noon + 61])
        #expect(
            found.map(\.note) == [
                JournalNote(by: store.account, .read, record: id(11), person: id(1)),
                JournalNote(by: store.account, .share, person: id(1), subject: colleague),
                JournalNote(by: store.account, .list, count: 12),
            ])
        #expect(found[0].note.roles == [Account.administrator])
    }

    @Test("what was not written has no line either")
    func oneTransaction() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try store.write {
                try $0.note(JournalNote(by: store.account, .write), at: Self.noon)
                throw Failure()
            }
        }
        #expect(try lines().isEmpty)
        try note(.read)
        #expect(try lines().map(\.number) == [1])
    }

    @Test("goes on where it was when the office is opened again, and nothing of it is in clear")
    func reopened() throws {
        try note(.handOver, record: 11)
        let again = try scratch.open()
        try again.write { try $0.note(JournalNote(by: again.account, .read), at: Self.noon) }
        #expect(try lines().map(\.number) == [1, 2])
        for (name, bytes) in try scratch.files() {
            #expect(bytes.range(of: Data("hand-over".utf8)) == nil, "found in \(name)")
        }
    }

    static let tampering = [
        "DELETE FROM journal WHERE number = 1",
        "DELETE FROM journal WHERE number = 2",
        "DELETE FROM journal WHERE number = 3",
        "DELETE FROM journal",
        "DELETE FROM journal_head",
        "UPDATE journal SET day = day + 1 WHERE number = 2",
        "UPDATE journal SET box = (SELECT box FROM journal WHERE number = 1) WHERE number = 2",
        "UPDATE journal SET box = substr(box, 2) WHERE number = 3",
        "UPDATE journal SET number = 9 WHERE number = 3",
        "INSERT INTO journal SELECT 4, day, box FROM journal WHERE number = 3",
        "UPDATE journal_head SET box = substr(box, 2)",
    ]

    @Test("a line that is taken away, altered, moved or added is missed", arguments: tampering)
    func tampered(_ sql: String) throws {
        for act in [JournalAct.read, .write, .refuse] { try note(act, record: 11) }
        #expect(broken() == nil)
        try scratch.tamper(sql)
        #expect(broken() == "journal-broken")
    }

    @Test("the end of the journal from before doesn't fit the lines that came since")
    func oldHead() throws {
        try note(.read)
        let head = try scratch.query { try Data.fetchOne($0, sql: "SELECT box FROM journal_head") }
        try note(.write)
        try scratch.tamper("UPDATE journal_head SET box = ?", [head])
        #expect(broken() == "journal-broken")
    }

    @Test("a journal that is taken away whole is missed once a folder has somebody in charge")
    func takenAway() throws {
        try store.write {
            try $0.add(person(1), owner: AccountCode("ref-1"))
            try $0.note(JournalNote(by: store.account, .write, record: id(1)), at: Self.noon)
        }
        try scratch.tamper("DELETE FROM journal; DELETE FROM journal_head")
        #expect(broken() == "journal-broken")
        #expect(refusal { try note(.read) } == "journal-broken")
    }

    @Test("lines are kept twelve months, and the chain holds without those that went")
    func kept() throws {
        for day in stride(from: Int64(0), through: 400, by: 10) { try note(.read, after: day) }
        let found = try lines()
        let oldest = Self.noon + 400 * Self.day - 365 * Self.day
        #expect(found.first?.time == Self.noon + 40 * Self.day)
        #expect(found.allSatisfy { $0.time >= oldest })
        #expect(found.last?.number == 41)
        try scratch.tamper("DELETE FROM journal WHERE number = \(found[0].number)")
        #expect(broken() == "journal-broken")
    }

    @Test("a clock that is set far ahead doesn't end the time of what is to be kept")
    func clockAhead() throws {
        try note(.read)
        for _ in 0..<20 { try note(.read, after: 5_000) }
        try note(.read, after: 1)
        #expect(try lines().count == 22)
    }

    @Test("a clock that is set back doesn't lengthen what was given for a time")
    func clockBack() throws {
        try note(.read, after: 9)
        let day = try store.read { try $0.journalDay(at: Self.noon) }
        #expect(day == firstDay + 9)
        #expect(
            try store.read { try $0.journalDay(at: Self.noon + 20 * Self.day) } == firstDay + 20)
    }
}
