/// A record's state as its deterministic bytes, checked.
///
/// These bytes are what the stores keep and what messages embed as they are, so that a page of
/// the feed is a copy and not an encoding. They are laid out so that records of one kind differ
/// in few places: who wrote, which fields, which dots, then all values side by side.
///
///     record   = [type, actors, names, versions, values]
///     actors   = [* [actor, base]]            sorted; base is the actor's least number in here
///     names    = [* name]                     sorted by bytes
///     versions = [* [+ version]]              for each name, sorted by dot
///     version  = [actor index, n - base, * (actor index, n - base)]    the dot, then its past
///     values   = [* value]                    one for each version
package struct PackedRecord: Hashable, Sendable {
    package let bytes: [UInt8]
    package let type: Code
    let actors: [Dot]
    package let shape: RecordShape
    /// One for each version, in the order of `shape.nameOfVersion`.
    package let values: [Value]

    init(bytes: [UInt8], type: Code, actors: [Dot], shape: RecordShape, values: [Value]) {
        self.bytes = bytes
        self.type = type
        self.actors = actors
        self.shape = shape
        self.values = values
    }

    package static func == (a: Self, b: Self) -> Bool { a.bytes == b.bytes }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// Every live value with the name of its register, in the order of the bytes.
    package var contents: Contents { Contents(record: self) }

    package struct Contents: Sequence, IteratorProtocol {
        private let record: PackedRecord
        private var index = 0

        init(record: PackedRecord) { self.record = record }

        package mutating func next() -> (name: FieldName, value: Value)? {
            guard index < record.values.count else { return nil }
            defer { index += 1 }
            return (record.shape.names[record.shape.nameOfVersion[index]], record.values[index])
        }
    }
}
