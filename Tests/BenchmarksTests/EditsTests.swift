import Charter
import SyncCore
import Testing

@testable import benchmarks

/// What peers are measured on must be what it says: other edits, of other contracts, each a change.
@Suite("The edits of a benchmark")
struct EditsTests {
    private let workload = Workload(charter: Charter.insertion(), records: 1000)
    private var edits: Edits { Edits(workload: workload, count: 100) }

    @Test("the same place has the same contract, for whoever asks; another has another")
    func reproducible() throws {
        let again = Workload(charter: Charter.insertion(), records: 1000)
        #expect(try workload.row(at: 7).line == again.row(at: 7).line)
        #expect(try workload.row(at: 7).id != workload.row(at: 8).id)
        #expect(try workload.row(at: 7).values.count == 12)
    }

    @Test("no contract is edited by two blocks, nor twice by one, while there are contracts left")
    func disjoint() throws {
        let ids = try (0..<10).flatMap { try edits.block($0, by: .one).map(\.id) }
        #expect(Set(ids).count == 1000)
    }

    @Test("each edit changes one field, in which a person decides, to another value")
    func changes() throws {
        let registers = workload.registers
        let type = workload.charter.summarySchema.type(Workload.type)!
        let rows = try Dictionary(
            uniqueKeysWithValues: (0..<1000).map(workload.row).map { ($0.id, $0.values) })
        for edit in try edits.block(0, by: .one) + edits.block(1, by: .other) {
            #expect(edit.cleared.values == [edit.field: edit.value])
            #expect(type.field(of: edit.field)?.merge == .ask)
            #expect(rows[edit.id]?[registers.firstIndex(of: edit.field)!] != edit.value)
        }
    }

    @Test("the two sides of a block change the same fields to different values")
    func sides() throws {
        let one = try edits.block(3, by: .one)
        let other = try edits.block(3, by: .other)
        for (one, other) in zip(one, other) {
            #expect(one.id == other.id && one.field == other.field && one.value != other.value)
        }
        #expect(Set(one.map(\.field)).count == 4)
    }

    @Test("a line of text has a cell for each column, and is empty where nothing was written")
    func text() throws {
        let cleared = try workload.charter.clear(
            CaseRecord(
                type: Workload.type, values: [Code(literal: "kind"): .code(Code(literal: "cer"))]))
        let id = try workload.row(at: 0).id
        let row = PlainRow(id: id, cleared: cleared, registers: workload.registers)
        let cells = row.line.dropLast().split(separator: "\t", omittingEmptySubsequences: false)
        #expect(cells.count == 13 && cells[0] == "\(id)")
        #expect(cells.dropFirst().filter { !$0.isEmpty } == ["cer"])
    }
}
