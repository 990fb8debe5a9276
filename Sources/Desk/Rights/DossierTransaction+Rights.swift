import Charter
import DossierStore
import SyncCore

extension DossierTransaction {
    /// Refuses to put these fields into a person's folder when it is frozen, or when the person
    /// refused to be recorded and something of the fields can't leave: only what a recipient may
    /// know anyway is kept of such a person.
    func admit(
        _ fields: some Sequence<Code>, of type: RecordType, into person: RecordID
    ) throws {
        let marks = try marks(of: person)
        guard marks.freeze == nil else { throw DeskError.frozen(person) }
        guard marks.isPaper else { return }
        let allowed = Set(type.leavingFields.map(\.name))
        if allowed.isEmpty, type.subject != .person { throw DeskError.onPaper(type.name) }
        if let field = fields.sorted().first(where: { !allowed.contains($0) }) {
            throw DeskError.onPaper(field)
        }
    }

    /// Those of the records whose folder isn't frozen.
    func thawed(_ records: [DossierRecord]) throws -> [DossierRecord] {
        try records.filter { try marks(of: $0.person).freeze == nil }
    }
}
