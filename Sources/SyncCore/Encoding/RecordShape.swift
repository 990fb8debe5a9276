/// What records of one kind have in common: the names of their registers and how their versions lie.
///
/// A reader keeps the shape of the record before; when the next one's bytes for it are the same,
/// it doesn't read them again. Two shapes are equal when their bytes are.
package final class RecordShape: Hashable, Sendable {
    package let names: [FieldName]
    /// For each version, which of `names` it belongs to.
    package let nameOfVersion: [Int]
    let versions: [Layout]
    let actorCount: Int
    /// For each actor, how far its greatest number lies above its base.
    let greatestOffsets: [UInt64]
    /// `names` and `versions` as they stand in the packed record.
    let bytes: [UInt8]

    /// A dot as it is packed: which of the record's actors, how far above that actor's base.
    struct Place: Hashable, Comparable, Sendable {
        let actor: Int
        let offset: UInt64

        static func < (a: Self, b: Self) -> Bool { (a.actor, a.offset) < (b.actor, b.offset) }
    }

    /// One version's dot and past.
    struct Layout: Hashable, Sendable {
        let dot: Place
        let past: [Place]
    }

    var pastEntries: Int { versions.reduce(0) { $0 + $1.past.count } }

    init(
        names: [FieldName], nameOfVersion: [Int], versions: [Layout], actorCount: Int,
        bytes: [UInt8]
    ) {
        self.names = names
        self.nameOfVersion = nameOfVersion
        self.versions = versions
        self.actorCount = actorCount
        self.bytes = bytes
        var greatest = [UInt64](repeating: 0, count: actorCount)
        for version in versions {
            greatest[version.dot.actor] = max(greatest[version.dot.actor], version.dot.offset)
            for place in version.past {
                greatest[place.actor] = max(greatest[place.actor], place.offset)
            }
        }
        greatestOffsets = greatest
    }

    package static func == (a: RecordShape, b: RecordShape) -> Bool {
        a === b || a.bytes == b.bytes
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
