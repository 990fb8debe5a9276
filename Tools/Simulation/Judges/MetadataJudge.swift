import SyncCore

/// What a record carries beside its values grows with the openings that wrote it, and with nothing
/// else: no past names an actor that didn't write the field, nor more than it wrote.
enum MetadataJudge: RecordJudge {
    static func objection(to sight: Sight, _ books: Books) -> Objection? {
        guard sight.packed.isWithinLimits else {
            return sight.objection(.unbounded, "the record is over the limits")
        }
        for (name, field) in sight.state.fields {
            let place = Books.Place(record: sight.id, field: name)
            let writers = books.writers(at: place)
            let seen = field.seen.entries
            guard seen.count <= writers.entries.count, seen.allSatisfy({ writers.covers($0) })
            else {
                return sight.objection(.unbounded, "a past of \(name) names who didn't write it")
            }
        }
        return nil
    }
}
