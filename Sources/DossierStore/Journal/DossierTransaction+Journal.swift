internal import Crypto
internal import Foundation
internal import GRDB
import SyncCore

/// The journal of access: a chain of sealed lines in the dossiers' own file, so that a write and
/// the line that tells of it are one transaction.
///
/// Each line is sealed under a key of the journal's own, which is derived from the office's, and
/// holds the hash of the line before; where the chain begins and ends is sealed apart. So a line
/// that was altered, taken away, put elsewhere or put back is noticed. The whole file put back from
/// before is what restoring a backup looks like, and isn't.
extension DossierTransaction {
    /// Adds a line, and lets go of those that were kept their time.
    ///
    /// - Parameter time: now, in seconds since 1 January 1970 in Greenwich.
    package func note(_ note: JournalNote, at time: Int64) throws {
        var head = try journalHead()
        let before = head.day
        let day = head.pass(to: Self.day(of: time))
        let entry = JournalEntry(number: head.last + 1, time: time, note: note)
        let box = Seal.close(
            entry.encoded(after: head.hash), under: journalKey,
            in: Self.linePlace(entry.number, day: day))
        let statement = try db.cachedStatement(
            sql: "INSERT INTO journal (number, day, box) VALUES (?, ?, ?)")
        try statement.execute(arguments: [Int64(entry.number), day, box])
        head.last = entry.number
        head.hash = Self.hash(box)
        if day != before { try dropOldLines(before: day - JournalHead.keptDays, &head) }
        setJournal(head)
    }

    /// The day by which what was given for a time ends: the clock's, but never before the last one
    /// that the journal saw.
    package func journalDay(at time: Int64) throws -> Int {
        max(Self.day(of: time), try journalHead().day ?? .min)
    }

    /// Hands over each line, oldest first, until `body` returns false. Opens each and checks the
    /// chain up to there: O(lines), memory for one. Returns how many lines it handed over.
    ///
    /// Throws `journal-broken` at the first line that is not what was noted.
    @discardableResult
    package func forEachLine(_ body: (JournalEntry) throws -> Bool) throws -> Int {
        let head = try journalHead()
        var (number, hash) = (head.first, head.anchor)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT number, day, box FROM journal ORDER BY number")
        var goesOn = true
        while goesOn, let row = try rows.next() {
            let box: Data = try row.decode(forColumn: "box")
            let stored: Int64 = try row.decode(forColumn: "number")
            guard stored == Int64(number), number <= head.last else {
                throw broken(number)
            }
            let day: Int = try row.decode(forColumn: "day")
            let (entry, previous) = try line(box, number, day: day)
            guard previous == hash else { throw broken(number) }
            hash = Self.hash(box)
            number += 1
            goesOn = try body(entry)
        }
        guard !goesOn || (number == head.last + 1 && hash == head.hash) else {
            throw broken(number)
        }
        return Int(number - head.first)
    }

    // MARK: Lines

    private func line(
        _ box: Data, _ number: UInt64, day: Int
    ) throws -> (entry: JournalEntry, previous: [UInt8]) {
        let place = Self.linePlace(number, day: day)
        guard let bytes = try? Seal.open(box, under: journalKey, in: place) else {
            throw broken(number)
        }
        return try decoding { () throws(WireError) in
            try JournalEntry.decode(bytes, number: number)
        }
    }

    /// The chain begins anew after the last line that goes.
    private func dropOldLines(before day: Int, _ head: inout JournalHead) throws {
        let last = try Row.fetchOne(
            db, sql: "SELECT number, box FROM journal WHERE day < ? ORDER BY number DESC LIMIT 1",
            arguments: [day])
        guard let last else { return }
        let number: Int64 = try last.decode(forColumn: "number")
        guard number > 0 else { throw corrupt }
        try db.execute(sql: "DELETE FROM journal WHERE number <= ?", arguments: [number])
        head.first = UInt64(number) + 1
        head.anchor = Self.hash(try last.decode(forColumn: "box"))
    }

    private static func linePlace(_ number: UInt64, day: Int) -> Seal.Place {
        Seal.Place(
            table: "journal", id: RecordID(bits: UInt128(number)), person: RecordID(bits: 0),
            type: "", revision: UInt64(bitPattern: Int64(day)))
    }

    private static func hash(_ box: Data) -> [UInt8] { Array(SHA256.hash(data: box)) }

    private static func day(of time: Int64) -> Int {
        Int(time >= 0 ? time / 86_400 : (time - 86_399) / 86_400)
    }

    private func broken(_ number: UInt64) -> DossierError {
        DossierError(.journalBroken, at: "\(number)")
    }

    // MARK: Head

    private func journalHead() throws -> JournalHead {
        if let journal { return journal }
        let box = try Data.fetchOne(db, sql: "SELECT box FROM journal_head")
        guard let box else {
            let new = try newJournal()
            journal = new
            return new
        }
        guard let bytes = try? Seal.open(box, under: journalKey, in: Self.headPlace) else {
            throw broken(0)
        }
        let head = try decoding { () throws(WireError) in try JournalHead(decoding: bytes) }
        journal = head
        return head
    }

    /// A journal that has no head begins, unless something was written that it would tell of: since
    /// there is a journal, whoever makes a folder is in charge of it.
    private func newJournal() throws -> JournalHead {
        let lines = try Int.fetchOne(db, sql: "SELECT count(*) FROM journal") ?? 0
        guard lines == 0 else { throw broken(0) }
        for person in try Data.fetchAll(db, sql: "SELECT id FROM person") {
            guard let person = RecordID(bytes: Array(person)) else { throw corrupt }
            if try cover(of: person)?.custody.owner != nil { throw broken(0) }
        }
        return JournalHead()
    }

    /// Seals the head, when lines were added.
    func sealJournal() throws {
        guard let journal, isJournalChanged else { return }
        let box = Seal.close(journal.encoded, under: journalKey, in: Self.headPlace)
        try db.execute(
            sql: "INSERT OR REPLACE INTO journal_head (one, box) VALUES (1, ?)", arguments: [box])
        isJournalChanged = false
    }

    private func setJournal(_ head: JournalHead) {
        journal = head
        isJournalChanged = true
    }

    private static let headPlace = Seal.Place(
        table: "journal_head", id: RecordID(bits: 0), person: RecordID(bits: 0), type: "",
        revision: 0)
}
