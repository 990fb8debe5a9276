/// Many records as a message carries them: those of one type and shape together, and of these each
/// part side by side. What records have in common is said once, and zstd finds like beside like.
///
///     records = [actors, groups]
///     actors  = a byte string: each actor's 16 bytes, once, ascending
///     groups  = [* [type, count, actor count, names, versions, slots, values]]
///     slots   = [* [actors, bases]]     for each actor of the shape: which of `actors`, and its base
///     values  = [* value column]        for each version of the shape
///
/// Names and versions are those of `PackedRecord`. Rows are counted through all groups.
enum RecordColumns {
    /// The most cells of such records together: one for each value, one for each actor with its base,
    /// at least one for a record. A column of one value takes the same bytes whatever its rows are, so
    /// that the size of a message doesn't bound what is made of it.
    ///
    /// 2 MiB of packed records have at most 2¹⁹, for a version takes four bytes and an actor more; the
    /// last number of a page may add `ExchangeLimits.rowsPerNumber` records that are full.
    static let cellLimit = 1 << 21

    /// The same items, those whose records share type and shape together, groups and items in the order
    /// of their first appearance. O(items).
    static func grouped<Item>(_ items: [Item], by record: (Item) -> PackedRecord) -> [Item] {
        var groups = Groups()
        var places: [Int] = []
        places.reserveCapacity(items.count)
        for item in items { places.append(groups.place(of: record(item))) }
        let isGrouped = zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }
        guard !isGrouped else { return items }
        var sorted: [[Item]] = Array(repeating: [], count: groups.count)
        for (item, place) in zip(items, places) { sorted[place].append(item) }
        return sorted.flatMap(\.self)
    }

    /// Numbers the kinds of records in the order in which they come.
    private struct Groups {
        private struct Kind: Hashable {
            let type: Code
            let shape: RecordShape
        }

        private var places: [Kind: Int] = [:]
        private var last: (kind: Kind, place: Int)?
        var count: Int { places.count }

        mutating func place(of record: PackedRecord) -> Int {
            let kind = Kind(type: record.type, shape: record.shape)
            if let last, last.kind == kind { return last.place }
            let place = places[kind] ?? places.count
            places[kind] = place
            last = (kind, place)
            return place
        }
    }

    // MARK: Writing

    /// Writes records that are `grouped`.
    static func write(_ records: [PackedRecord], to writer: inout CBORWriter) {
        var index: [ActorID: UInt64] = [:]
        for record in records { for actor in record.actors { index[actor.actor] = 0 } }
        let actors = index.keys.sorted()
        for (place, actor) in actors.enumerated() { index[actor] = UInt64(place) }

        writer.beginArray(2)
        writer.write(ids: actors)
        let groups = records.chunked { $0.shape == $1.shape && $0.type == $1.type }
        writer.beginArray(groups.count)
        for group in groups { write(records[group], index, to: &writer) }
    }

    private static func write(
        _ group: ArraySlice<PackedRecord>, _ index: [ActorID: UInt64],
        to writer: inout CBORWriter
    ) {
        let first = group[group.startIndex]
        writer.beginArray(7)
        writer.write(text: first.type.text)
        writer.write(unsigned: UInt64(group.count))
        writer.write(unsigned: UInt64(first.actors.count))
        writer.write(encoded: first.shape.bytes)
        writer.beginArray(first.actors.count)
        for slot in first.actors.indices {
            writer.beginArray(2)
            NumberColumn.write(group.map { index[$0.actors[slot].actor]! }, to: &writer)
            NumberColumn.writeSteps(group.lazy.map { $0.actors[slot].n }, to: &writer)
        }
        writer.beginArray(first.values.count)
        for version in first.values.indices {
            var column = ValueColumn()
            for record in group { column.append(record.values[version]) }
            column.write(to: &writer)
        }
    }

    // MARK: Reading

    /// Reads records that anybody may have sent. Refuses what `write` would not have made of records
    /// that `PackedRecord(_:)` can make.
    ///
    /// - Parameter limit: how many they may be.
    static func read(
        upTo limit: Int, from reader: inout CBORReader
    ) throws(WireError) -> [PackedRecord] {
        try reader.beginArray(exactly: 2)
        let start = reader.offset
        let actors: [ActorID] = try reader.readIDs(upTo: cellLimit)
        guard zip(actors, actors.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw WireError(.notCanonical, at: start)
        }
        var group = GroupReader(actors: actors, limit: limit)
        for _ in 0..<(try reader.beginArray(upTo: limit)) { try group.read(from: &reader) }
        guard group.areAllActorsUsed else { throw WireError(.notCanonical, at: start) }
        return group.records
    }

    private struct GroupReader {
        let actors: [ActorID]
        let limit: Int
        private var isUsed: [Bool]
        private var cellsLeft = RecordColumns.cellLimit
        private var kinds: Set<[UInt8]> = []
        private(set) var records: [PackedRecord] = []

        init(actors: [ActorID], limit: Int) {
            self.actors = actors
            self.limit = limit
            isUsed = Array(repeating: false, count: actors.count)
        }

        var areAllActorsUsed: Bool { isUsed.allSatisfy(\.self) }

        mutating func read(from reader: inout CBORReader) throws(WireError) {
            let start = reader.offset
            try reader.beginArray(exactly: 7)
            let type = try reader.readCode()
            let place = reader.offset
            let count = try reader.readCount(upTo: limit - records.count)
            guard count > 0 else { throw WireError(.unexpectedItem, at: place) }
            let actorCount = try reader.readCount(upTo: RecordLimits.actors)
            let shape = try RecordShape(from: &reader, actorCount: actorCount)
            guard kinds.insert(Array(type.text.utf8) + shape.bytes).inserted else {
                throw WireError(.notCanonical, at: start)
            }
            cellsLeft -= count * max(1, shape.versions.count + actorCount)
            guard cellsLeft >= 0 else { throw WireError(.tooLong, at: place) }
            let slots = try readSlots(shape, count, from: &reader)
            let values = try Self.readValues(shape, count, from: &reader)
            records.reserveCapacity(records.count + count)
            for row in 0..<count {
                let record = PackedRecord(
                    type: type, actors: slots[row], shape: shape, values: values[row])
                guard RecordReader.numbersFit(shape, record.actors) else {
                    throw WireError(.invalidRecord, at: start)
                }
                guard record.byteCount <= RecordLimits.packedBytes else {
                    throw WireError(.tooLong, at: start)
                }
                records.append(record)
            }
        }

        /// For each row, its actors with their bases.
        private mutating func readSlots(
            _ shape: RecordShape, _ count: Int, from reader: inout CBORReader
        ) throws(WireError) -> [[Dot]] {
            try reader.beginArray(exactly: shape.actorCount)
            var rows = [[Dot]](repeating: [], count: count)
            for _ in 0..<shape.actorCount {
                let start = reader.offset
                try reader.beginArray(exactly: 2)
                let which = try NumberColumn.read(count: count, from: &reader)
                let bases = try NumberColumn.readSteps(count: count, from: &reader)
                guard which.allSatisfy({ $0 < UInt64(actors.count) }),
                    bases.allSatisfy({ $0 > 0 })
                else { throw WireError(.invalidRecord, at: start) }
                for row in 0..<count {
                    let actor = actors[Int(which[row])]
                    isUsed[Int(which[row])] = true
                    if let last = rows[row].last, last.actor >= actor {
                        throw WireError(.notCanonical, at: start)
                    }
                    rows[row].append(Dot(actor: actor, n: bases[row]))
                }
            }
            return rows
        }

        private static func readValues(
            _ shape: RecordShape, _ count: Int, from reader: inout CBORReader
        ) throws(WireError) -> [[Value]] {
            try reader.beginArray(exactly: shape.versions.count)
            var rows = [[Value]](repeating: [], count: count)
            for row in 0..<count { rows[row].reserveCapacity(shape.versions.count) }
            for _ in 0..<shape.versions.count {
                let (dictionary, indexes) = try ValueColumn.read(count: count, from: &reader)
                for row in 0..<count { rows[row].append(dictionary[indexes[row]]) }
            }
            return rows
        }
    }
}

extension Array {
    /// The ranges of neighbours that belong together.
    fileprivate func chunked(_ belong: (Element, Element) -> Bool) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        var start = 0
        for index in indices.dropFirst() where !belong(self[index - 1], self[index]) {
            chunks.append(start..<index)
            start = index
        }
        if !isEmpty { chunks.append(start..<count) }
        return chunks
    }
}

extension CBORWriter {
    /// Identifiers side by side, as one byte string of 16 bytes each.
    mutating func write<Of>(ids: [RandomID<Of>]) {
        write(bytes: ids.flatMap(\.bytes))
    }
}

extension CBORReader {
    /// Reads what `write(ids:)` wrote.
    mutating func readIDs<Of>(upTo maximum: Int) throws(WireError) -> [RandomID<Of>] {
        let start = offset
        let bytes = try readBytes(upTo: 16 * maximum)
        guard bytes.count.isMultiple(of: 16) else { throw WireError(.unexpectedItem, at: start) }
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: 16).map {
            RandomID(
                bits: UInt128(bigEndianWord(at: $0)) << 64 | UInt128(bigEndianWord(at: $0 + 8)))
        }
    }
}
