import Charter
import Console
import SyncCore

/// What a summary says of one field.
struct SummaryWords {
    let field: SummaryField
    let state: RecordState

    /// `nil` when it says nothing.
    var text: String? {
        if case .set = field.shape { return set }
        switch state[FieldName(field.name)].reading(field.merge) {
        case .absent: return nil
        case .settled(let value): return field.describe(value, in: Console.language)
        case .concurrent(let versions):
            let values = versions.map { field.describe($0.value, in: Console.language) }
            let mark = local(fr: "à décider", en: "undecided")
            return values.joined(separator: " / ") + "  [\(mark)]"
        }
    }

    private var set: String? {
        guard case .set(let codes) = field.shape else { return nil }
        let registers = codes.map {
            (label: $0.label.local, state: state[.init(field.name, holds: $0.name)])
        }
        guard registers.contains(where: { !$0.state.versions.isEmpty }) else { return nil }
        let held = registers.filter { $0.state.reading(.keep) == .settled(.flag(true)) }
        return held.isEmpty
            ? local(fr: "aucun", en: "none") : held.map(\.label).joined(separator: ", ")
    }
}
