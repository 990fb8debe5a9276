import Charter
import DossierStore
import StoreFile
import SyncCore

extension DossierRecord {
    /// The summary as this dossier last disclosed it or was shown it.
    func shownState() throws -> RecordState {
        guard !shown.isEmpty else { return RecordState(type: record.type) }
        var reader = RecordReader()
        do {
            return try reader.read(shown).unpacked()
        } catch {
            throw DossierError(.sealBroken, at: id.description)
        }
    }

    /// Notes that whoever edits these fields was shown what the summary says of them now: they can
    /// be edited on both sides, and the edit supersedes what was seen and nothing else.
    mutating func show(_ summary: RecordState?, of fields: [Field]) throws {
        guard !fields.isEmpty else { return }
        let names = Set(fields.compactMap(\.exit).flatMap(\.registers))
        let kept = try shownState().fields.filter { !names.contains($0.key) }
        let seen = summary?.fields.filter { names.contains($0.key) } ?? [:]
        let state = RecordState(type: record.type, fields: kept.merging(seen) { $1 })
        shown = PackedRecord(state).bytes
    }
}

extension Field.Exit {
    /// The registers that hold what leaves of the field.
    var registers: [FieldName] { rule.shape.registers(of: name) }
}

extension RecordState {
    /// The state with, for each register, those versions of `other` beside its own that state the
    /// very value given for it.
    ///
    /// A dossier that says a value may supersede whoever says the same: nothing is lost by it. So a
    /// projection that a crash cut off after its first half, and that is done again, finds its own
    /// value and no conflict.
    func adopting(_ values: [FieldName: Value], from other: RecordState?) -> RecordState {
        guard let other else { return self }
        var adopted = fields
        for (name, value) in values {
            for version in other[name].versions where version.value == value {
                adopted[name] = (adopted[name] ?? FieldState()).joined(with: FieldState(version))
            }
        }
        return RecordState(type: type, fields: adopted)
    }
}
