import Charter
import Console
import SummaryStore
import SyncCore
import Testing

@testable import secteur_sync

@Suite struct DryRunTests {
    let office: TestOffice
    let hub: TestHub

    init() throws {
        office = try TestOffice(1)
        hub = TestHub(offices: [office])
    }

    private func lines(_ language: Language) throws -> [String] {
        var lines: [String] = []
        try DryRun(store: office.store, words: Words(language)).print { lines.append($0) }
        return lines
    }

    @Test func everyFieldIsToldInWords() throws {
        let id = try office.writeContract()
        let lines = try lines(.fr)
        #expect(
            lines.dropLast() == [
                "Partiraient : 1 fiche, 0 effacement. Rien n'a été envoyé.", "",
                "Contrat \(id)",
                "  Nature du contrat : Contrat d'engagements réciproques (RSA)",
                "  État du contrat : Signé",
                "  Début : T3 2026",
                "  Thèmes d'action : Social : oui",
                "",
            ])
        #expect(lines.last?.contains("identifiant aléatoire") == true)
    }

    @Test func itIsWhatTheNextSyncSendsAndNothingElse() throws {
        let first = try office.writeContract()
        let erased = try office.writeContract()
        _ = try Sync(office, hub).run()
        try office.writeContract(first, status: "sent")
        try office.writeContract()
        try office.store.erase(erased)
        var told: [RecordID: [FieldName: [Value]]] = [:]
        try office.store.pending { id, record in
            let fields = DryRun.fields(of: record, office.store.charter.summarySchema)
            told[id] = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.values) })
        }
        let erasures = try office.store.pendingErasures()

        _ = try Sync(office, hub).run()
        let request = try #require(hub.requests.last)
        var sent: [RecordID: [FieldName: [Value]]] = [:]
        for whole in request.wholes {
            for (name, value) in whole.state.contents {
                sent[whole.id, default: [:]][name, default: []].append(value)
            }
        }
        for part in request.parts {
            let bitCount = request.referenceBitCount
            let id = try #require(
                told.keys.first { RecordReference(to: $0, bitCount: bitCount) == part.reference })
            for (name, value) in part.fields.contents {
                sent[id, default: [:]][name, default: []].append(value)
            }
        }
        #expect(told == sent)
        #expect(told[first] == [FieldName(text: "status")!: [.code(Code(literal: "sent"))]])
        #expect(erasures == request.erasures)
        #expect(erasures == [erased])
    }

    @Test func itSendsNothingAndWritesNothing() throws {
        try office.writeContract()
        let before = try office.store.status()
        _ = try lines(.en)
        _ = try DryRun(store: office.store, words: Words(.en)).json()
        #expect(try office.store.status() == before)
        #expect(hub.requests.isEmpty)
        var journal = 0
        try office.store.disclosures { _ in journal += 1 }
        #expect(journal == 0)
    }

    @Test func nothingToSend() throws {
        #expect(try lines(.en).first == "Nothing would leave. Nothing was sent.")
        #expect(
            try DryRun(store: office.store, words: Words(.en)).json().text
                == #"{"dry_run":true,"records":[],"erasures":[]}"#)
    }
}
