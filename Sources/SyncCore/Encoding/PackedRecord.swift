/// A record's state as it is packed: who wrote, which fields, which dots, then all values side by side.
///
/// Its deterministic bytes are what the stores keep and what digests are over; messages lay the same
/// parts of many records out in columns (`RecordColumns`). They are made only when asked for.
///
///     record   = [type, actors, names, versions, values]
///     actors   = [* [actor, base]]            sorted; base is the actor's least number in here
///     names    = [* name]                     sorted by bytes
///     versions = [* [+ version]]              for each name, sorted by dot
///     version  = [actor index, n - base, * (actor index, n - base)]    the dot, then its past
///     values   = [* value]                    one for each version
///
/// Immutable, and an object since it is handed on by the thousand: that costs one reference then.
package final class PackedRecord: Hashable, Sendable {
    package let type: Code
    let actors: [Dot]
    package let shape: RecordShape
    /// One for each version, in the order of `shape.nameOfVersion`.
    package let values: [Value]

    init(type: Code, actors: [Dot], shape: RecordShape, values: [Value]) {
        self.type = type
        self.actors = actors
        self.shape = shape
        self.values = values
    }

    package static func == (a: PackedRecord, b: PackedRecord) -> Bool {
        a === b
            || a.type == b.type && a.actors == b.actors && a.shape == b.shape
                && a.values == b.values
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(actors)
        hasher.combine(shape)
        hasher.combine(values)
    }

    /// The deterministic bytes. O(size), made anew at each call.
    package var bytes: [UInt8] {
        var writer = CBORWriter(reserving: byteCount)
        writer.write(self)
        return writer.bytes
    }

    /// How many `bytes` are, without making them.
    package var byteCount: Int {
        var count = 1 + CBORWriter.byteCount(text: type.text)
        count += CBORWriter.headByteCount(UInt64(actors.count))
        for actor in actors { count += 1 + 17 + CBORWriter.headByteCount(actor.n) }
        count += shape.bytes.count + CBORWriter.headByteCount(UInt64(values.count))
        for value in values { count += CBORWriter.byteCount(of: value) }
        return count
    }

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
