import Charter
import SyncCore

/// A record as a row of a table: its identifier and the value of each register.
struct PlainRow {
    let id: RecordID
    let values: [Value]

    init(id: RecordID, cleared: ClearedRecord, registers: [FieldName]) {
        self.id = id
        values = registers.map { cleared.values[$0] ?? .withdrawn }
    }

    /// A line of tab-separated values; what was never written is empty.
    var line: String {
        ([id.description] + values.map(\.cell)).joined(separator: "\t") + "\n"
    }
}

extension Value {
    /// What stands in a table's cell: empty for nothing.
    var cell: String {
        switch self {
        case .withdrawn: ""
        case .flag(let flag): flag ? "1" : "0"
        case .number(let number): "\(number)"
        case .code(let code): code.text
        }
    }
}
