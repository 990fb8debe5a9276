import Charter
import SyncCore

extension RecordView {
    /// The record with those fields alone that `isOpen` says: of the others neither a value, nor what
    /// left of it, nor whether there is one.
    func limited(to isOpen: (Field) -> Bool) -> RecordView {
        let open = type.fields.filter(isOpen)
        let names = Set(open.map(\.name))
        let registers = Set(open.compactMap(\.exit).flatMap(\.registers))
        return RecordView(
            self, values: values.filter { names.contains($0.key) },
            undecided: undecided.filter { names.contains($0.key) },
            summary: summary.map { summary in
                RecordState(
                    type: summary.type,
                    fields: summary.fields.filter { registers.contains($0.key) })
            },
            withheld: type.fields.map(\.name).filter { !names.contains($0) })
    }

    /// The record as a line of a list may tell it: codes, dates and numbers, and no words of anybody.
    var listed: RecordView {
        let names = Set(type.fields.filter(\.isShort).map(\.name))
        return RecordView(
            self, values: values.filter { names.contains($0.key) },
            undecided: undecided.filter { names.contains($0.key) }, summary: nil,
            withheld: withheld)
    }
}

extension Field {
    /// Whether it tells records apart, and nothing of who somebody is.
    fileprivate var isShort: Bool {
        switch type {
        case .code, .date, .integer, .flag: true
        case .text, .note, .name, .identifier, .birthDate, .codes, .commune: false
        }
    }
}
