package import SyncCore

/// What really happened in a world, noted as it happens: who wrote what, having been shown what, and
/// what was erased. The judges hold the stores against it; nothing in the world reads it to act.
package struct Books {
    package struct Place: Hashable {
        package let record: RecordID
        package let field: FieldName
    }

    struct Writing {
        let place: Place
        let type: Code
        let value: Value
        /// The live versions that the writer was shown.
        let shown: [Dot]
        /// All that these versions claim to have seen, and themselves.
        let past: VersionVector
    }

    private(set) var written: [Dot: Writing] = [:]
    private(set) var dotsAt: [Place: [Dot]] = [:]
    private(set) var places: [RecordID: Set<FieldName>] = [:]
    /// Written, but then no copy was left that held it: nobody could save it.
    private(set) var excused: Set<Dot> = []
    /// Erased, and some copy knows.
    private(set) var erased: Set<RecordID> = []
    /// Erased at some time; of these nothing has to be kept.
    private(set) var everErased: Set<RecordID> = []
    private var names: [RecordID: Int] = [:]

    mutating func note(
        _ dot: Dot, _ value: Value, at place: Place, of type: Code, shown: FieldState
    ) {
        if written[dot] != nil { return }  // An old voice: what it said first stands.
        written[dot] = Writing(
            place: place, type: type, value: value, shown: shown.versions.map(\.dot),
            past: shown.seen)
        dotsAt[place, default: []].append(dot)
        places[place.record, default: []].insert(place.field)
        if names[place.record] == nil { names[place.record] = names.count + 1 }
    }

    mutating func noteErasure(of id: RecordID) {
        erased.insert(id)
        everErased.insert(id)
    }

    /// No copy is left that holds these.
    mutating func excuse(_ dots: some Sequence<Dot>) { excused.formUnion(dots) }

    /// A message brought these back to a store, as far as `isHeld` finds them there.
    mutating func unexcuse(_ state: PackedRecord, where isHeld: (Dot, Place) -> Bool) {
        guard !excused.isEmpty else { return }
        for version in state.unpacked().fields.values.flatMap(\.versions) {
            guard let place = written[version.dot]?.place, isHeld(version.dot, place) else {
                continue
            }
            excused.remove(version.dot)
        }
    }

    /// No copy is left that knows that these were erased.
    mutating func forgetErasures(_ ids: Set<RecordID>) { erased.subtract(ids) }

    /// Every dot of a record's register that this vector covers.
    func covered(by past: VersionVector, at place: Place) -> [Dot] {
        dotsAt[place, default: []].filter { past.covers($0) }
    }

    /// These dots, and all that anybody had been shown on the way to them.
    func everythingBehind(_ live: some Sequence<Dot>) -> Set<Dot> {
        var (behind, open) = (Set<Dot>(), Array(live))
        while let dot = open.popLast() {
            guard behind.insert(dot).inserted else { continue }
            open += written[dot]?.shown ?? []
        }
        return behind
    }

    /// Who wrote this register, and the greatest number of each.
    func writers(at place: Place) -> VersionVector { VersionVector(dotsAt[place, default: []]) }

    /// What people call a record.
    func name(of id: RecordID) -> String { "record \(names[id, default: 0])" }
}
