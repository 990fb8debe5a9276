package import SyncCore

/// A value as the office works with it, in clear and in memory.
///
/// A commune is a `code`.
package enum CaseValue: Hashable, Sendable {
    case text(String)
    case date(CivilDate)
    case number(Int64)
    case flag(Bool)
    case code(Code)
    case codes(Set<Code>)
}

/// A value must not find its way into an error or a log, not even by interpolation or a dump: only
/// its kind can be told.
extension CaseValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .text: "(text)"
        case .date: "(date)"
        case .number: "(number)"
        case .flag: "(flag)"
        case .code: "(code)"
        case .codes: "(codes)"
        }
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a dossier holds of one record, in clear and in memory.
package struct CaseRecord: Hashable, Sendable {
    package let type: Code
    package var values: [Code: CaseValue]
    /// The fields that held something and were emptied: what left of them is withdrawn.
    package var removed: Set<Code>

    package init(type: Code, values: [Code: CaseValue] = [:], removed: Set<Code> = []) {
        self.type = type
        self.values = values
        self.removed = removed
    }
}
