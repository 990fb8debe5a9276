import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("A charter that changes, at the desk")
struct CharterChangeTests {
    private let office: Office
    private let renewals = Code(literal: "renewals")
    private let signed = Code(literal: "signed")
    private let signedQuarter = FieldName(Code(literal: "signed-quarter"))

    init() throws {
        office = try Office()
    }

    /// The next version: renewals stay home, the day of signature leaves as a quarter, and the
    /// actions are declared no more.
    private func second() -> String {
        Charter.insertion().source
            .replacing("\nversion: 1\n", with: "\nversion: 2\n")
            .replacing(
                """
                        read: [referent, colleague, commission]
                        leaves: as-is
                        recipients: [commission, department]
                        merge: highest

                """, with: ""
            )
            .replacing(
                """
                        purpose: contract
                        leaves: never
                      sent:
                """,
                with: """
                            purpose: contract
                            leaves: quarter
                            as: signed-quarter
                            recipients: [department]
                          sent:
                    """
            ).replacing("      actions:\n", with: "      deeds:\n")
    }

    private func newContract(_ desk: Desk) throws -> RecordID {
        var values = usualContract
        values[renewals] = .number(3)
        values[signed] = date("2026-02-11")
        return try desk.newContract(values)
    }

    private func hearCharter(_ desk: Desk) throws {
        var exchange = OfficeExchange(
            charterDigest: desk.charter.digest(Office.sha256), sha256: Office.sha256)
        _ = exchange.request(from: try desk.summaries.outbox())
        _ = try desk.summaries.receive(.charter(Array(second().utf8)), by: &exchange)
    }

    private func accept(_ account: AccountCode) throws -> Desk.Acceptance {
        try office.open(as: account).accept(version: 2, at: 1_800_000_000)
    }

    @Test("What may no longer leave comes home; what is declared no more is hidden, not destroyed")
    func narrowing() throws {
        let id: RecordID
        do {
            let desk = try office.open()
            id = try newContract(desk)
            try hearCharter(desk)
        }
        let desk = try office.open()
        #expect(desk.charter.version == 2)
        let record = try #require(try desk.dossiers.read { try $0.record(id) })
        #expect(record.record.values[renewals] == .number(3))
        #expect(record.record.values[actions] == usualContract[actions])
        let view = try desk.record(id)
        #expect(view.values[renewals] == .number(3))
        #expect(view.values[actions] == nil)
        #expect(view.values[status] == code("draft"))
        let registers = try #require(view.summary).fields.keys.map(\.text)
        #expect(!registers.contains("renewals") && !registers.contains("signed-quarter"))
        #expect(try desk.summaries.keptHome().isEmpty)
        // Work goes on, and discloses what both versions allow.
        try desk.edit(id, set: [signed: date("2026-03-01"), end: date("2026-11-30")])
        let summary = try #require(try desk.summaries.record(id))
        #expect(summary[endQuarter].versions.map(\.value) == [.number(20264)])
        #expect(summary[signedQuarter].versions.isEmpty)
    }

    @Test("the journal says that a charter narrowed, what came home, and who accepted it")
    func journal() throws {
        let id: RecordID
        do {
            let desk = try office.open()
            id = try newContract(desk)
            try hearCharter(desk)
        }
        let told = try office.journal(named: [id: "contract"]) {
            _ = try office.open()
            _ = try accept(referent)
            #expect(try accept(administrator) == .inForce)
        }
        #expect(
            told == [
                "ref-12 bring-home contract", "ref-12 new-charter (2)", "ref-12 charter (2)",
                "admin charter (2)",
            ])
    }

    @Test("Two different accounts put it in force; it reaches no record that was written before")
    func acceptance() throws {
        let (id, other): (RecordID, RecordID)
        do {
            let desk = try office.open()
            (id, other) = (try newContract(desk), try newContract(desk))
            try hearCharter(desk)
        }
        #expect(try accept(referent) == .waitsForAnother)
        #expect(try accept(referent) == .waitsForAnother)
        #expect(try office.open().charterStanding().acceptedBy == ["ref-12"])
        #expect(
            try office.open().dossiers.read { try $0.record(id) }?.record.values[actions] != nil)
        #expect(try accept(administrator) == .inForce)

        let desk = try office.open()
        #expect(try desk.charterStanding().isAccepted)
        let record = try #require(try desk.dossiers.read { try $0.record(id) })
        #expect(record.record.values[actions] == nil)
        #expect(record.record.values[renewals] == .number(3))
        try desk.discloseAll()
        #expect(try desk.summaries.record(id)?[signedQuarter].versions.isEmpty == true)
        // Editing another field doesn't let it leave either; writing it does.
        try desk.edit(id, set: [end: date("2026-11-30")])
        #expect(try desk.summaries.record(id)?[signedQuarter].versions.isEmpty == true)
        try desk.edit(id, set: [signed: date("2026-04-01")])
        #expect(
            try desk.summaries.record(id)?[signedQuarter].versions.map(\.value)
                == [.number(20262)])
        #expect(try desk.summaries.record(other)?[signedQuarter].versions.isEmpty == true)
    }

    @Test(
        "Cut off, it is finished at the next opening or by accepting again",
        arguments: [Desk.Moment.broughtHome, .charterAccepted])
    func crash(moment: Desk.Moment) throws {
        let id: RecordID
        do {
            let desk = try office.open()
            id = try newContract(desk)
            try hearCharter(desk)
        }
        let failing = { (account: AccountCode) in
            try office.open(as: account) { if $0 == moment { throw PowerFailure() } }
                .accept(version: 2, at: 1)
        }
        if moment == .broughtHome {
            #expect(throws: PowerFailure.self) { try failing(referent) }
        }
        _ = try accept(referent)
        if moment == .charterAccepted {
            #expect(throws: PowerFailure.self) { try failing(administrator) }
            #expect(try office.open().charterStanding().isAccepted == false)
        }
        #expect(try accept(administrator) == .inForce)
        let desk = try office.open()
        let record = try #require(try desk.dossiers.read { try $0.record(id) })
        #expect(record.record.values[renewals] == .number(3))
        #expect(record.record.values[actions] == nil)
        #expect(try desk.summaries.keptHome().isEmpty)
    }
}
