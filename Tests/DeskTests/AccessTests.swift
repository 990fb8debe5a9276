import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("Cases, those in charge of them, and everybody else")
struct AccessTests {
    let office: Office
    let person: RecordID
    let contract: RecordID
    let note: RecordID

    static let colleague = AccountCode("ref-13")!
    static let secretary = AccountCode("sec-1")!
    static let manager = AccountCode("man-1")!
    static let dpo = AccountCode("dpo-1")!

    init() throws {
        office = try Office()
        try office.add(Self.colleague, roles: ["referent", "colleague"])
        try office.add(Self.secretary, roles: ["secretary"])
        try office.add(Self.manager, roles: ["manager"])
        try office.add(Self.dpo, roles: ["dpo"])
        let desk = try office.open()
        contract = try desk.newContract()
        person = try #require(try desk.record(contract).person)
        note = try desk.newNote("CANARI-NOTE", about: person)
    }

    private func refusal(_ body: () throws -> Void) -> AccessRefusal.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? AccessRefusal)?.kind
        }
    }

    /// The journal as the data protection officer reads it, from the given line on.
    private func journal(from number: UInt64 = 1) throws -> [JournalNote] {
        var notes: [JournalNote] = []
        try office.open(as: Self.dpo).journal {
            if $0.number >= number { notes.append($0.note) }
        }
        return notes
    }

    private func lineCount() throws -> UInt64 {
        UInt64(try office.open().verifyJournal())
    }

    // MARK: Reading

    @Test("whoever opens a folder is in charge of it and reads all of it")
    func owner() throws {
        let desk = try office.open()
        let folder = try desk.folder(of: person)
        #expect(folder.map(\.id) == [person, contract, note])
        #expect(folder.map(\.withheld) == [[], [], []])
        #expect(try desk.custody(of: person) == Custody(owner: referent))
        #expect(try desk.typesWithheld(in: person).isEmpty)
    }

    @Test("another référent reads nothing of it, and doesn't find it by name")
    func otherReferent() throws {
        let desk = try office.open(as: Self.colleague)
        let refused = AccessRefusal.Kind.record(.otherCase)
        #expect(refusal { _ = try desk.folder(of: person) } == refused)
        #expect(refusal { _ = try desk.record(contract) } == refused)
        #expect(refusal { _ = try desk.record(note) } == refused)
        let matches = try desk.find(name: "canari", for: .ownScreen)
        #expect(matches.persons.isEmpty && matches.unnamed == 0)
        #expect(try desk.list(type: contractType, limit: 10).records.isEmpty)
    }

    @Test(
        "a secretary reads of each case what the charter opens to her, and is told the rest's names"
    )
    func secretary() throws {
        let desk = try office.open(as: Self.secretary)
        let folder = try desk.folder(of: person)
        #expect(folder.map(\.id) == [person, contract])
        #expect(folder[0].values == [familyName: .text("CANARI-NOM"), givenName: .text("Zoé")])
        #expect(folder[0].withheld.contains(Code(literal: "nir")))
        #expect(folder[1].values == [kind: code("cer"), status: code("draft")])
        #expect(
            Set(folder[1].summary?.fields.keys.map(\.text) ?? []) == ["kind", "status"])
        #expect(refusal { _ = try desk.record(note) } == .record(.role))
        #expect(
            try desk.typesWithheld(in: person).map(\.name.text) == [
                "note", "intervention", "report",
            ])
    }

    @Test("who looks after accounts and who oversees read no case, not even one handed to them")
    func duties() throws {
        for account in [administrator, Self.dpo] {
            let desk = try office.open(as: account)
            let refused = AccessRefusal.Kind.record(.duty)
            #expect(refusal { _ = try desk.folder(of: person) } == refused)
            #expect(refusal { _ = try desk.record(contract) } == refused)
            #expect(refusal { _ = try desk.newPerson() } != nil)
            #expect(refusal { _ = try desk.erase(person: person) } == refused)
            #expect(try desk.find(name: "canari", for: .ownScreen).persons.isEmpty)
            #expect(try desk.conflicts().isEmpty)
            #expect(
                refusal { try office.open().handOver(person, to: account) } == .cannotTake(account))
        }
    }

    // MARK: Writing

    @Test("a field that a role may not write is refused by its name, and nothing is changed")
    func writing() throws {
        let desk = try office.open(as: Self.secretary)
        let phone = Code(literal: "phone")
        #expect(try desk.edit(person, set: [phone: .text("0123")]))
        let nir = Code(literal: "nir")
        #expect(
            refusal { try desk.edit(person, set: [nir: .text("1"), phone: .text("9")]) }
                == .field(nir, .write, .role))
        #expect(
            refusal { try desk.edit(contract, set: [status: code("signed")]) }
                == .field(status, .write, .role))
        #expect(
            refusal { try desk.edit(contract, set: [:], remove: [end]) }
                == .field(end, .write, .role))
        #expect(refusal { _ = try desk.newNote("x", about: person) } != nil)
        #expect(refusal { _ = try desk.erase(person: person) } == .ownerOnly)
        let after = try office.open().folder(of: person)
        #expect(after[0].values[phone] == .text("0123"))
        #expect(after[1].values == usualContract)
        #expect(after.count == 3)
    }

    @Test("what the person's rights ask for is done by whoever is in charge")
    func rights() throws {
        let desk = try office.open(as: Self.manager)
        #expect(refusal { try desk.freeze(person, for: .legalClaim) } == .ownerOnly)
        #expect(refusal { try desk.unfreeze(person) } == .ownerOnly)
        #expect(refusal { try desk.moveToPaper(person) } == .ownerOnly)
        #expect(refusal { _ = try desk.access(of: person) } == .ownerOnly)
        #expect(refusal { _ = try desk.readers(of: person) } == .ownerOnly)
        #expect(refusal { try desk.rectify(contract, set: [status: code("sent")]) } == .ownerOnly)
        #expect(try office.open().marks(of: person) == FolderMarks())
    }

    @Test("whoever hands a case over in the middle of freezing it doesn't freeze it")
    func frozenMeanwhile() throws {
        let (other, person) = (try office.open(), person)
        let freezing = try office.open {
            guard $0 == .summaryWritten else { return }
            try other.handOver(person, to: Self.colleague)
        }
        #expect(refusal { try freezing.freeze(person, for: .legalClaim) } == .ownerOnly)
        let desk = try office.open(as: Self.colleague)
        #expect(try desk.marks(of: person) == FolderMarks())
        #expect(try desk.summaries.outbox().offers.map(\.id) == [contract])
    }

    @Test("marks are for who reads the folder, its size for who is in charge of it")
    func marksAndSize() throws {
        #expect(try office.open().folderSize(of: person) == 3)
        for account in [Self.colleague, Self.dpo, administrator] {
            let desk = try office.open(as: account)
            #expect(refusal { _ = try desk.marks(of: person) } != nil, "\(account)")
            #expect(refusal { _ = try desk.folderSize(of: person) } != nil, "\(account)")
        }
    }

    @Test("a person's whole answer isn't given by who may read but a part of it")
    func wholeAnswer() throws {
        try office.open(as: administrator).setRoles([Code(literal: "secretary")], of: referent)
        let desk = try office.open()
        #expect(try desk.custody(of: person).owner == referent)
        guard case .field(_, .read, .role) = refusal({ _ = try desk.access(of: person) }) else {
            Issue.record("the answer was given, or refused for another reason")
            return
        }
    }

    @Test("no receipt tells an administrator or the officer which summaries were whose")
    func receipts() throws {
        try office.open().erase(person: person)
        #expect(try office.open(as: Self.colleague).receipts().count == 1)
        for account in [Self.dpo, administrator] {
            let desk = try office.open(as: account)
            #expect(refusal { _ = try desk.receipts() } == .record(.duty))
            #expect(
                refusal { _ = try desk.receipt(startingWith: person.description) }
                    == .record(.duty))
        }
    }

    // MARK: Sharing and handing over

    @Test("a shared case is the colleague's to read and write until the end of the last day")
    func sharing() throws {
        try office.open().share(person, with: Self.colleague, until: CivilDate("2026-03-10")!)
        let during = try office.open(as: Self.colleague, today: "2026-03-10")
        #expect(try during.folder(of: person).map(\.id) == [person, contract, note])
        #expect(try during.edit(contract, set: [status: code("signed")]))
        #expect(refusal { _ = try during.erase(person: person) } == .ownerOnly)
        #expect(
            refusal {
                try during.share(person, with: Self.secretary, until: CivilDate("2026-03-11")!)
            } == .ownerOnly)
        let after = try office.open(as: Self.colleague, today: "2026-03-11")
        #expect(refusal { _ = try after.folder(of: person) } == .record(.otherCase))
        let setBack = try office.open(as: Self.colleague, today: "2026-03-05")
        #expect(refusal { _ = try setBack.folder(of: person) } == .record(.otherCase))
    }

    @Test("a share can be taken back at once")
    func unsharing() throws {
        let desk = try office.open()
        try desk.share(person, with: Self.colleague, until: CivilDate("2026-03-10")!)
        try desk.unshare(person, with: Self.colleague)
        let colleague = try office.open(as: Self.colleague)
        #expect(refusal { _ = try colleague.record(contract) } == .record(.otherCase))
    }

    @Test("a case isn't shared for good, into the past, or with who couldn't read it")
    func badShares() throws {
        let desk = try office.open()
        func share(_ code: AccountCode, _ day: String) -> AccessRefusal.Kind? {
            refusal { try desk.share(person, with: code, until: CivilDate(day)!) }
        }
        #expect(share(Self.colleague, "2026-03-01") == .shareDay)
        #expect(share(Self.colleague, "2027-03-04") == .shareDay)
        #expect(share(Self.dpo, "2026-03-05") == .cannotTake(Self.dpo))
        #expect(share(referent, "2026-03-05") == .cannotTake(referent))
        #expect(throws: AccountError.unknown(AccountCode("ref-99")!)) {
            try desk.share(person, with: AccountCode("ref-99")!, until: CivilDate("2026-03-05")!)
        }
        #expect(try desk.custody(of: person) == Custody(owner: referent))
    }

    @Test("a case that is handed over is the other's, and no longer one's own")
    func handingOver() throws {
        let desk = try office.open()
        try desk.handOver(person, to: Self.colleague)
        #expect(refusal { _ = try desk.folder(of: person) } == .record(.otherCase))
        #expect(refusal { try desk.handOver(person, to: referent) } == .ownerOnly)
        let colleague = try office.open(as: Self.colleague)
        #expect(try colleague.folder(of: person).count == 3)
        try colleague.handOver(person, to: referent)
        #expect(try office.open().record(contract).values == usualContract)
    }

    @Test("an administrator hands all cases of who leaves to another, without reading one")
    func handingOverAll() throws {
        _ = try office.open().newPerson("Martin")
        #expect(
            refusal { _ = try office.open().handOverAll(of: referent, to: Self.colleague) }
                == .dutyOnly(.accounts))
        let desk = try office.open(as: administrator)
        #expect(
            refusal { _ = try desk.handOverAll(of: referent, to: Self.dpo) }
                == .cannotTake(Self.dpo))
        #expect(
            refusal { _ = try desk.handOverAll(of: referent, to: Self.colleague) }
                == .accountInUse(referent))
        try desk.lock(referent)
        #expect(try desk.handOverAll(of: referent, to: Self.colleague) == 2)
        #expect(try desk.handOverAll(of: referent, to: Self.colleague) == 0)
        #expect(try desk.handOverAll(of: nil, to: Self.colleague) == 0)
        #expect(try office.open(as: Self.colleague).folder(of: person).count == 3)
    }

    @Test("an import puts whoever runs it in charge, and isn't told of other cases")
    func importing() throws {
        let desk = try office.open(as: Self.colleague)
        let tally = try desk.importing { intake in
            try intake.take(
                person: CaseRecord(
                    type: Code(literal: "person"),
                    values: [familyName: .text("CANARI-NOM"), givenName: .text("Zoé")]),
                key: nil, attached: [])
            return intake.tally
        }
        #expect(tally.newPersons == 1 && tally.knownPersons == 0)
        let found = try #require(try desk.find(name: "canari", for: .elsewhere).persons.first)
        #expect(found.id != person)
        #expect(try desk.custody(of: found.id).owner == Self.colleague)
    }

    // MARK: One row at a time

    @Test("several persons are named together on the screen of who is in charge, and nowhere else")
    func manyRows() throws {
        let desk = try office.open()
        _ = try desk.newPerson("CANARI-DEUX")
        #expect(try desk.find(name: "canari", for: .ownScreen).persons.count == 2)
        #expect(refusal { _ = try desk.find(name: "canari", for: .elsewhere) } == .manyRows(2))
        #expect(try desk.find(name: "canari deux", for: .elsewhere).persons.count == 1)
    }

    @Test("of other people's cases one at a time is named; of more it is told how many")
    func narrowing() throws {
        _ = try office.open().newPerson("CANARI-DEUX")
        let desk = try office.open(as: Self.secretary)
        for audience in [Desk.Audience.ownScreen, .elsewhere] {
            let matches = try desk.find(name: "canari", for: audience)
            #expect(matches.persons.isEmpty && matches.unnamed == 2)
        }
        let one = try desk.find(name: "canari nom", for: .elsewhere)
        #expect(one.persons.map(\.id) == [person] && one.unnamed == 0)
        let lines = try journal().filter { $0.act == .refuse }
        #expect(
            lines.map { "\($0.account) \($0.count ?? 0)" } == ["sec-1 2", "sec-1 2"])
    }

    @Test("a list has codes, dates and numbers, and no word of anybody")
    func listing() throws {
        let own = try office.open().list(type: contractType, limit: 10).records
        #expect(
            own.map(\.values) == [usualContract.filter { $0.key != themes && $0.key != actions }])
        let secretary = try office.open(as: Self.secretary).list(type: contractType, limit: 10)
        #expect(secretary.records.map(\.values) == [[kind: code("cer"), status: code("draft")]])
    }

    // MARK: The journal

    @Test("the journal tells each read, write, refusal and change of hands, in their order")
    func journal() throws {
        let before = try lineCount() + 1
        let desk = try office.open()
        _ = try desk.record(contract)
        _ = try desk.record(contract)
        _ = try desk.edit(contract, set: [status: code("signed")])
        try desk.share(person, with: Self.colleague, until: CivilDate("2026-03-10")!)
        _ = refusal { _ = try office.open(as: Self.secretary).record(note) }
        try desk.handOver(person, to: Self.colleague)
        _ = try office.open(as: Self.colleague).erase(person: person)
        func line(_ note: JournalNote) -> String {
            let record =
                note.record == contract ? "contract" : note.record == person ? "person" : ""
            return "\(note.account) \(note.act) \(record) \(note.subject?.description ?? "")"
        }
        #expect(
            try journal(from: before).map(line) == [
                "ref-12 read contract ", "ref-12 write contract ", "ref-12 share person ref-13",
                "sec-1 refuse  ", "ref-12 handOver person ref-13", "ref-13 erase person ",
                "dpo-1 journal  ",
            ])
    }

    @Test("the journal is the data protection officer's alone, who is noted in it as well")
    func officerOnly() throws {
        for account in [referent, administrator, Self.manager, Self.secretary] {
            let desk = try office.open(as: account)
            #expect(refusal { try desk.journal { _ in } } == .dutyOnly(.oversight))
        }
        let acts = try journal().map(\.act).suffix(5)
        #expect(Array(acts) == [.refuse, .refuse, .refuse, .refuse, .journal])
    }

    @Test("the officer chooses a time and a record, of an erased person too")
    func choosing() throws {
        try office.open().erase(person: person)
        var acts: [JournalAct] = []
        let digits = String(person.description.prefix(12))
        try office.open(as: Self.dpo).journal(ofRecordStartingWith: digits) {
            acts.append($0.note.act)
        }
        // Made with its contract and note, read once for the test's own sake.
        #expect(acts == [.write, .write, .read, .write, .erase])
        acts = []
        let later = Int64(CivilDate("2026-03-03")!.dayNumber) * 86_400
        try office.open(as: Self.dpo).journal(since: later) { acts.append($0.note.act) }
        #expect(acts.isEmpty)
    }

    @Test("whoever is in charge can tell the person who read their folder")
    func readers() throws {
        _ = try office.open(as: Self.secretary).folder(of: person)
        _ = try office.open(as: Self.manager).record(contract)
        let readers = try office.open().readers(of: person)
        #expect(
            readers.map { $0.note.roles.map(\.text) } == [
                ["referent"], ["secretary"], ["manager"],
            ])
    }

    @Test("a read that the journal can't be told of isn't given")
    func unjournaled() throws {
        let desk = try office.open()
        try office.tamper(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x'); END")
        #expect(throws: (any Error).self) { try desk.record(contract) }
        #expect(throws: (any Error).self) { try desk.folder(of: person) }
        #expect(throws: (any Error).self) { try desk.find(name: "canari", for: .ownScreen) }
        #expect(throws: (any Error).self) { try desk.list(type: contractType, limit: 1) }
        #expect(throws: (any Error).self) { try desk.edit(contract, set: [status: code("sent")]) }
        try office.tamper("DROP TRIGGER full")
        #expect(try desk.record(contract).values == usualContract)
    }

    // MARK: Nobody's work is told

    @Test("no account's code occurs in the shareable store, nor in what is offered to the hub")
    func noWorkerLeaves() throws {
        let desk = try office.open()
        _ = try desk.edit(contract, set: [status: code("signed")])
        try desk.handOver(person, to: Self.colleague)
        var exchange = OfficeExchange(
            charterDigest: desk.charter.digest(Office.sha256), sha256: Office.sha256)
        let request = exchange.request(from: try desk.summaries.outbox())
        let push = Data(request.encoded())
        let shared = try office.bytes(ofFilesNamed: "summaries")
        #expect(push.count > 100 && shared.count > 4_096)
        // Not `admin`: the charter, which is kept there, has the word administrator.
        for account in [referent, Self.colleague, Self.secretary, Self.dpo] {
            let code = Data(account.description.utf8)
            #expect(shared.range(of: code) == nil, "\(account)")
            #expect(push.range(of: code) == nil, "\(account)")
        }
    }
}
