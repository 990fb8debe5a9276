import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("What was erased stays so, whatever is put back")
struct ErasureTests {
    let office: Office

    init() throws {
        office = try Office()
    }

    /// A contract, a copy of the office with it, and the office after the person was erased.
    private func erasedAfterBackup() throws -> (contract: RecordID, person: RecordID, old: Office) {
        let desk = try office.open()
        let contract = try desk.newContract()
        let person = try #require(try desk.record(contract).person)
        try desk.summaries.close()
        let old = try office.copy()
        _ = try office.open().erase(person: person)
        return (contract, person, old)
    }

    private func isGone(_ contract: RecordID, _ desk: Desk) throws -> Bool {
        let counts = try desk.dossiers.read { try $0.counts() }
        return try counts.records == 0 && desk.summaries.isErased(contract)
            && desk.summaries.record(contract) == nil
    }

    @Test("dossiers from before an erasure are erased again when they are opened")
    func byTheList() throws {
        let (contract, _, old) = try erasedAfterBackup()
        try FileManager.default.copyItem(
            atPath: office.erasuresPath, toPath: old.erasuresPath)
        #expect(try isGone(contract, try old.open()))
    }

    @Test("without the list, what the hub tells of the office's own erasure does the same")
    func byTheHub() throws {
        let (contract, _, old) = try erasedAfterBackup()
        let told = try office.open().summaries.pendingErasures()
        #expect(told.count == 2)
        do {
            let desk = try old.open()
            #expect(try desk.summaries.record(contract) != nil)
            try desk.hear(erasures: told)
            #expect(try desk.dossiers.read { try $0.counts() }.records == 2)
        }
        #expect(try isGone(contract, try old.open()))
    }

    @Test("an erasure by somebody at the hub reaches the summary alone")
    func byOthers() throws {
        let contract = try office.open().newContract()
        try office.open().hear(erasures: [contract])
        let desk = try office.open()
        #expect(try desk.summaries.isErased(contract))
        #expect(try desk.dossiers.read { try $0.counts() }.records == 2)
    }

    @Test("what another office's erasure is marked by means nothing here")
    func marksOfOthers() throws {
        let contract = try office.open().newContract()
        let other = try Office()
        let mark = try other.open().dossiers.ownErasureMark(of: contract)
        try office.open().hear(erasures: [contract, mark])
        #expect(try office.open().dossiers.read { try $0.counts() }.records == 2)
    }

    @Test("a mark counts as no erasure that waits, and is sent with it")
    func counted() throws {
        let (contract, _, _) = try erasedAfterBackup()
        let desk = try office.open()
        #expect(try desk.summaries.status().erasuresWaiting == 1)
        let mark = desk.dossiers.ownErasureMark(of: contract)
        #expect(Set(try desk.summaries.outbox().erasures) == [contract, mark])
    }

    @Test("no byte of an erased person is left in any file, sealed or not")
    func bytes() throws {
        let desk = try office.open()
        let contract = try desk.newContract()
        let person = try #require(try desk.record(contract).person)
        let others = try (1...40).map { try desk.newPerson("Voisine", "Zoé \($0)") }
        try desk.edit(contract, set: [end: date("2026-11-30"), actions: .text("CANARI-DEUX")])
        let boxes = try office.boxes(of: person)
        #expect(boxes.count == 3)
        #expect(try boxes.allSatisfy { try office.holds($0) })

        try desk.erase(person: person)
        for trace in boxes + [Data("CANARI".utf8)] { #expect(try !office.holds(trace)) }
        #expect(try !desk.hasTraces())
        #expect(try desk.dossiers.read { try $0.counts() }.persons == others.count)
    }

    @Test("what a reader keeps in the log is noted, and gone after the next opening")
    func readerOpen() throws {
        let desk = try office.open()
        let person = try #require(try desk.record(try desk.newContract()).person)
        let boxes = try office.boxes(of: person)
        let reading = try office.open()
        try reading.dossiers.read { dossiers in
            _ = try dossiers.counts()
            try desk.erase(person: person)
            #expect(try desk.hasTraces())
            #expect(try boxes.contains { try office.holds($0) })
        }
        let next = try office.open()
        #expect(try !next.hasTraces())
        for box in boxes { #expect(try !office.holds(box)) }
    }

    @Test("an erasure that fails is on no list, and isn't carried out at a later opening")
    func failed() throws {
        let desk = try office.open()
        let contract = try desk.newContract()
        let person = try #require(try desk.record(contract).person)
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try desk.dossiers.write { dossiers in
                try dossiers.erase(person: person, summarised: [contractType])
                throw Stop()
            }
        }
        #expect(!FileManager.default.fileExists(atPath: office.erasuresPath))
        let next = try office.open()
        #expect(try next.record(contract).person == person)
        #expect(try next.receipts().isEmpty)
    }

    @Test("an erasure that was listed and not committed is finished, with receipt and line")
    func cutOff() throws {
        let (contract, person, old) = try erasedAfterBackup()
        try FileManager.default.copyItem(
            atPath: office.erasuresPath, toPath: old.erasuresPath)
        let lines = try old.login(referent).read { try $0.forEachLine { _ in true } }
        let desk = try old.open(today: "2026-03-05")
        #expect(try isGone(contract, desk))
        let day = CivilDate("2026-03-05")!
        #expect(
            try desk.receipts().map(\.erasure) == [
                ErasureReceipt(person: person, day: day, summaries: [contract])
            ])
        var acts: [JournalNote] = []
        try desk.dossiers.read { dossiers in
            _ = try dossiers.forEachLine {
                if $0.number > UInt64(lines) { acts.append($0.note) }
                return true
            }
        }
        #expect(
            acts.filter { $0.act == .erase } == [
                JournalNote(by: desk.account, .erase, record: person, person: person)
            ])
    }
}
