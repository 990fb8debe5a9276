package import SyncCore

/// A value as the office works with it, in clear and in memory.
///
/// A commune is a `code`. Deliberately not describable: a value must not find its way into an error
/// or a log by way of string interpolation.
package enum CaseValue: Hashable, Sendable {
    case text(String)
    case date(CivilDate)
    case number(Int64)
    case flag(Bool)
    case code(Code)
    case codes(Set<Code>)
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
