import Charter
import Crypto
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("Conflicts on the command line")
struct ConflictTests {
    private static let sha256: SHA256Function = { Array(SHA256.hash(data: $0)) }
    private static let status = FieldName(Code(literal: "status"))

    let program: Program
    let contract: String

    init() throws {
        program = try Program()
        try program.initialise()
        contract = try program.newContract().contract
    }

    /// A sync brings what the hub's commission wrote while the office wrote `signed`.
    private func collide(with code: Code, shown: RecordState) throws {
        let store = try SummaryStore(path: program.summaries, sha256: Self.sha256)
        var state = shown
        var generator = SystemRandomNumberGenerator()
        state.write(
            .code(code), to: Self.status, dot: Dot(actor: ActorID(using: &generator), n: 1),
            shown: shown[Self.status])
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(Self.sha256), sha256: Self.sha256)
        let outbox = try store.outbox()
        let request = exchange.request(from: outbox)
        let number = outbox.position.head.seq + 1
        let page = ExchangeAnswer.Page(
            outcomes: (0..<request.offerCount).map { _ in .state(PackedRecord(state)) }, feed: [],
            cursor: number, head: Checkpoint(seq: number, tag: number), more: false)
        _ = try store.receive(.page(page), by: &exchange)
        try store.close()
    }

    private func shownNow() throws -> RecordState {
        let store = try SummaryStore(path: program.summaries, sha256: Self.sha256)
        defer { try? store.close() }
        return try #require(try store.record(RecordID(contract)!))
    }

    @Test("both values are shown, an edit can't pass over them, and a decision settles them")
    func deciding() throws {
        let shown = try shownNow()
        _ = try program.run("contract", "edit", contract, "--status", "signed")
        try collide(with: Code(literal: "refused"), shown: shown)

        let edit = try program.run("contract", "edit", contract, "--status", "sent")
        #expect(edit.code == 65)
        #expect(edit.err.contains("code: field-undecided"))
        #expect(try program.run("contract", "show", contract).out.contains("undecided"))
        #expect(try program.run("status", "--json").json()["in_conflict"] as? Int == 1)

        let words = try program.run("conflicts").out
        #expect(words.contains("Signed") && words.contains("Refused"))
        #expect(words.contains("secteur resolve \(contract.prefix(12)) status"))
        let listed = try program.run("conflicts", "--json").json()
        let conflict = try #require((listed["conflicts"] as? [[String: Any]])?.first)
        #expect(conflict["record"] as? String == contract)
        let values = try #require(conflict["values"] as? [[String: Any]])
        #expect(Set(values.compactMap { $0["value"] as? String }) == ["signed", "refused"])
        let token = try #require(conflict["shown"] as? String)

        let none = try program.run(
            "resolve", contract, "status", "--value", "validated", "--shown", token)
        #expect(none.code == 65)
        #expect(none.err.contains("code: value-not-shown"))
        let kept = try program.run(
            "resolve", contract, "status", "--value", "Refused", "--shown", token, "--json")
        #expect(
            try kept.json() as NSDictionary == [
                "record": contract, "field": "status", "value": "refused", "settled": true,
            ])
        #expect(try program.run("conflicts").out == "No conflict.\n")
        let fields = try program.run("contract", "show", contract, "--json").json()["fields"]
        #expect((fields as? [String: Any])?["status"] as? String == "refused")
    }

    @Test("a value that arrived after the person looked stays a conflict")
    func late() throws {
        let shown = try shownNow()
        _ = try program.run("contract", "edit", contract, "--status", "signed")
        try collide(with: Code(literal: "refused"), shown: shown)
        let listed = try program.run("conflicts", "--json").json()
        let conflict = try #require((listed["conflicts"] as? [[String: Any]])?.first)
        let token = try #require(conflict["shown"] as? String)
        try collide(with: Code(literal: "adjourned"), shown: shown)
        let kept = try program.run(
            "resolve", contract, "status", "--value", "signed", "--shown", token, "--json")
        #expect(try kept.json()["settled"] as? Bool == false)
        let after = try program.run("conflicts", "--json").json()
        let values = (after["conflicts"] as? [[String: Any]])?.first?["values"] as? [[String: Any]]
        #expect(
            Set((values ?? []).compactMap { $0["value"] as? String }) == ["signed", "adjourned"])
    }
}
