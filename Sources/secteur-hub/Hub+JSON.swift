import Console
import HubStore
import SyncCore

extension Value {
    /// For `--json`: a code or a word as text, a number, a flag, or null for a withdrawn value.
    var json: JSON {
        switch self {
        case .withdrawn: .null
        case .flag(let flag): .bool(flag)
        case .number(let number): .integer(number)
        case .code(let code): .string(code.text)
        }
    }
}

extension Office {
    var json: JSON { ["number": .integer(number.value), "name": .string(name)] }
}
