import Charter
import SyncCore
import Testing

@testable import DossierStore

@Suite("What an earlier version sealed is read")
struct FormerFormatTests {
    @Test("a box without a history")
    func box() throws {
        var writer = CBORWriter(reserving: 64)
        writer.beginArray(5)
        writer.write(unsigned: 1)
        writer.write(text: "note")
        writer.beginMap(1)
        writer.write(text: "title")
        writer.beginArray(2)
        writer.write(unsigned: 0)
        writer.write(bytes: "Visite".utf8)
        writer.beginArray(0)
        writer.write(bytes: [])
        let contents = try BoxContents(decoding: writer.bytes)
        #expect(contents.record.values == [Code(literal: "title"): .text("Visite")])
        #expect(contents.history == RecordHistory())
        let again = try BoxContents(decoding: contents.encoded)
        #expect(again.record == contents.record && again.history == RecordHistory())
    }

    @Test("a cover without marks")
    func cover() throws {
        var writer = CBORWriter(reserving: 96)
        writer.beginArray(3)
        writer.write(unsigned: 1)
        writer.write(bytes: [UInt8](repeating: 7, count: 32))
        writer.beginMap(1)
        writer.write(id(1))
        writer.write(unsigned: 4)
        let cover = try Cover(decoding: writer.bytes)
        #expect(cover.revisions == [id(1): 4])
        #expect(cover.marks == FolderMarks())
        #expect(try Cover(decoding: cover.encoded).key == cover.key)
    }

    @Test("a cover without custody")
    func coverOfNobody() throws {
        let marks = FolderMarks(isPaper: true)
        var writer = CBORWriter(reserving: 96)
        writer.beginArray(4)
        writer.write(unsigned: 2)
        writer.write(bytes: [UInt8](repeating: 7, count: 32))
        writer.beginMap(0)
        marks.write(to: &writer)
        let cover = try Cover(decoding: writer.bytes)
        #expect(cover.marks == marks)
        #expect(cover.custody == Custody())
    }

    @Test("a later version's box and cover are told apart from damage")
    func later() {
        for elements in [3, 4, 5, 6, 7] {
            var writer = CBORWriter(reserving: 16)
            writer.beginArray(elements)
            writer.write(unsigned: 4)
            for _ in 1..<elements { writer.writeNull() }
            #expect(throws: WireError(.unknownMessage, at: 0)) {
                try BoxContents(decoding: writer.bytes)
            }
            #expect(throws: WireError(.unknownMessage, at: 0)) {
                try Cover(decoding: writer.bytes)
            }
        }
    }

    @Test("who is in charge, and with whom a folder is shared, come back as they were written")
    func custody() throws {
        let custody = Custody(owner: AccountCode("ref-1"), shares: [AccountCode("ref-2")!: 20_100])
        #expect(try Cover(decoding: Cover(custody: custody).encoded).custody == custody)
        #expect(try Cover(decoding: Cover().encoded).custody == Custody())
    }

    @Test("history and marks come back as they were written")
    func roundTrip() throws {
        let day = CivilDate("2026-02-28")!
        var history = RecordHistory(created: day, written: nil)
        history.note(correctionsOf: [Code(literal: "b"), Code(literal: "a")], on: day)
        history.note(correctionsOf: [Code(literal: "a")], on: day)
        #expect(history.corrections.map(\.field.text) == ["a", "b"])
        let contents = BoxContents(
            record: CaseRecord(type: noteType), undisclosed: [], shown: [], history: history)
        #expect(try BoxContents(decoding: contents.encoded).history == history)
        for reason in FolderMarks.Freeze.Reason.allCases {
            for isPaper in [false, true] {
                let marks = FolderMarks(freeze: .init(reason, since: day), isPaper: isPaper)
                #expect(try Cover(decoding: Cover(marks: marks).encoded).marks == marks)
            }
        }
    }

    @Test("more corrections than a record can have drop the oldest")
    func bounded() {
        var history = RecordHistory()
        let first = CivilDate("2026-01-01")!
        for number in 0..<(RecordHistory.correctionLimit + 2) {
            history.note(
                correctionsOf: [Code(literal: "a")], on: first.adding(days: number))
        }
        #expect(history.corrections.count == RecordHistory.correctionLimit)
        #expect(history.corrections.first?.day == first.adding(days: 2))
    }
}
