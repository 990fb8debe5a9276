import SyncCore

/// Each version says what its writer wrote, and claims to have seen exactly what its writer was shown.
/// In place of a value that some charter forbids there may be *withdrawn*.
enum TruthJudge: RecordJudge {
    static func objection(to sight: Sight, _ books: Books) -> Objection? {
        for (name, field) in sight.state.fields {
            guard field.checkInvariants() else {
                return sight.objection(.untrue, "\(name) is not a state of a field")
            }
            let place = Books.Place(record: sight.id, field: name)
            for version in field.versions {
                guard let writing = books.written[version.dot], writing.place == place,
                    writing.type == sight.state.type
                else { return sight.objection(.untrue, "nobody wrote this \(name)") }
                guard version.value == writing.value || version.value == .withdrawn else {
                    return sight.objection(
                        .untrue, "\(name) says \(version.value.words), not what was written")
                }
                guard version.past == writing.past else {
                    return sight.objection(.untrue, "\(name) claims to have seen something else")
                }
            }
        }
        return nil
    }
}
