import Charter
import Foundation
import GRDB
import Simulation
import SummaryStore
import SyncCore
import Testing

/// What a wrong program wrote into the office's file, past the charter, must not stop its sync.
struct WrongProgramTests {
    @Test func whatIsHereAgainstTheCharterDoesNotStopWhatComes() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        let status = FieldName(text: "status")!
        var state = try store.write(store.charter.clearedContract(), to: id)
        try bench.sync(store, as: 1)
        try store.close()

        state.write(
            .number(3), to: status, dot: Dot(actor: ActorID(bits: 9), n: 1), shown: state[status])
        let file = try DatabaseQueue(path: bench.path("summaries.sqlite"))
        try file.write { db in
            try db.execute(
                sql: "UPDATE summary SET state = ?",
                arguments: [Data(PackedRecord(state).bytes)])
        }
        try file.close()
        bench.decideAtHub(.code(Code(literal: "signed")), on: id, status)

        let again = try bench.open("summaries.sqlite")
        try bench.sync(again, as: 1)
        let values = try again.record(id)?[status].versions.map(\.value)
        #expect(Set(values ?? []) == [.number(3), .code(Code(literal: "signed"))])
    }
}
