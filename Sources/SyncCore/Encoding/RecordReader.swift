/// Reads packed records, remembering the shapes that came last.
///
/// One reader serves one message or one pass over a store: records of a kind mostly share a few
/// shapes, and then a shape's bytes are compared instead of read. Refuses whatever
/// `PackedRecord(_:)` would not have made, so that equal states always have equal bytes.
package struct RecordReader {
    /// Latest first.
    private var shapes: [RecordShape] = []
    private static let rememberedShapes = 16

    package init() {}

    /// Reads bytes that hold one record and nothing else.
    package mutating func read(_ bytes: [UInt8]) throws(WireError) -> PackedRecord {
        var reader = CBORReader(bytes)
        let record = try read(from: &reader)
        try reader.expectEnd()
        return record
    }

    /// Reads the record that is next in a message.
    package mutating func read(from reader: inout CBORReader) throws(WireError) -> PackedRecord {
        let start = reader.offset
        try reader.beginArray(exactly: 5)
        let type = try reader.readCode()
        let actors = try Self.readActors(from: &reader)
        let shape = try readShape(from: &reader, actorCount: actors.count)
        try reader.beginArray(exactly: shape.versions.count)
        var values: [Value] = []
        values.reserveCapacity(shape.versions.count)
        for _ in 0..<shape.versions.count { values.append(try reader.readValue()) }
        guard reader.offset - start <= RecordLimits.packedBytes else {
            throw WireError(.tooLong, at: start)
        }
        guard Self.numbersFit(shape, actors) else { throw WireError(.invalidRecord, at: start) }
        return PackedRecord(type: type, actors: actors, shape: shape, values: values)
    }

    private static func readActors(from reader: inout CBORReader) throws(WireError) -> [Dot] {
        let count = try reader.beginArray(upTo: RecordLimits.actors)
        var actors: [Dot] = []
        actors.reserveCapacity(count)
        for _ in 0..<count {
            let start = reader.offset
            try reader.beginArray(exactly: 2)
            let actor = Dot(actor: try reader.readID(), n: try reader.readUnsigned())
            guard actor.n > 0 else { throw WireError(.invalidRecord, at: start) }
            if let last = actors.last, last.actor >= actor.actor {
                throw WireError(.notCanonical, at: start)
            }
            actors.append(actor)
        }
        return actors
    }

    /// No number may pass 2⁶⁴ − 1 when its actor's base is added.
    ///
    /// Each actor is judged by its own offsets: a join of two records that fit always fits.
    static func numbersFit(_ shape: RecordShape, _ actors: [Dot]) -> Bool {
        zip(actors, shape.greatestOffsets).allSatisfy { actor, offset in
            !actor.n.addingReportingOverflow(offset).overflow
        }
    }

    mutating func readShape(
        from reader: inout CBORReader, actorCount: Int
    ) throws(WireError) -> RecordShape {
        for (index, shape) in shapes.enumerated()
        where shape.actorCount == actorCount && reader.skip(shape.bytes) {
            if index > 0 { shapes.swapAt(0, index) }
            return shape
        }
        let shape = try RecordShape(from: &reader, actorCount: actorCount)
        if shapes.count == Self.rememberedShapes { shapes.removeLast() }
        shapes.insert(shape, at: 0)
        return shape
    }
}

extension RecordShape {
    /// Reads names and versions, and checks that they are what packing a valid state gives.
    convenience init(
        from reader: inout CBORReader, actorCount: Int
    ) throws(WireError) {
        let start = reader.offset
        let names = try Self.readNames(from: &reader)
        try reader.beginArray(exactly: names.count)
        var versions: [Layout] = []
        var nameOfVersion: [Int] = []
        var pastEntries = 0
        for name in names.indices {
            let place = reader.offset
            let count = try reader.beginArray(upTo: RecordLimits.versions - versions.count)
            let first = versions.count
            for _ in 0..<count {
                let version = try Self.readVersion(from: &reader, actorCount: actorCount)
                pastEntries += version.past.count
                versions.append(version)
                nameOfVersion.append(name)
            }
            guard Self.isFieldState(versions[first...]), pastEntries <= RecordLimits.pastEntries
            else { throw WireError(.invalidRecord, at: place) }
        }
        guard Self.basesAreLeast(versions, actorCount: actorCount) else {
            throw WireError(.notCanonical, at: start)
        }
        self.init(
            names: names, nameOfVersion: nameOfVersion, versions: versions,
            actorCount: actorCount, bytes: Array(reader.bytes[start..<reader.offset]))
    }

    private static func readNames(from reader: inout CBORReader) throws(WireError) -> [FieldName] {
        let count = try reader.beginArray(upTo: RecordLimits.registers)
        var names: [FieldName] = []
        for _ in 0..<count {
            let start = reader.offset
            let text = try reader.readText(upTo: FieldName.maximumBytes)
            guard let name = FieldName(text: text) else { throw WireError(.notACode, at: start) }
            if let last = names.last, last >= name { throw WireError(.notCanonical, at: start) }
            names.append(name)
        }
        return names
    }

    private static func readVersion(
        from reader: inout CBORReader, actorCount: Int
    ) throws(WireError) -> Layout {
        let start = reader.offset
        let count = try reader.beginArray(upTo: 2 + 2 * RecordLimits.pastEntries)
        guard count >= 2, count.isMultiple(of: 2) else {
            throw WireError(.unexpectedItem, at: start)
        }
        var places: [Place] = []
        for _ in 0..<count / 2 {
            let place = reader.offset
            let actor = try reader.readUnsigned()
            guard actor < UInt64(actorCount) else { throw WireError(.invalidRecord, at: place) }
            places.append(Place(actor: Int(actor), offset: try reader.readUnsigned()))
        }
        let past = Array(places.dropFirst())
        guard zip(past, past.dropFirst()).allSatisfy({ $0.actor < $1.actor }) else {
            throw WireError(.notCanonical, at: start)
        }
        return Layout(dot: places[0], past: past)
    }

    /// At least one version, sorted by dot, none in the past of any (so not in its own either).
    private static func isFieldState(_ versions: ArraySlice<Layout>) -> Bool {
        guard !versions.isEmpty else { return false }
        let sorted = zip(versions, versions.dropFirst()).allSatisfy { $0.dot < $1.dot }
        // For each actor the greatest number that any past holds.
        var past: [Int: UInt64] = [:]
        for place in versions.lazy.flatMap(\.past) {
            past[place.actor] = max(place.offset, past[place.actor] ?? 0)
        }
        return sorted
            && versions.allSatisfy { version in
                past[version.dot.actor].map { $0 < version.dot.offset } ?? true
            }
    }

    /// Each actor appears, and its base is the least of its numbers: some offset of it is zero.
    private static func basesAreLeast(_ versions: [Layout], actorCount: Int) -> Bool {
        var found = [Bool](repeating: false, count: actorCount)
        for version in versions {
            if version.dot.offset == 0 { found[version.dot.actor] = true }
            for place in version.past where place.offset == 0 { found[place.actor] = true }
        }
        return found.allSatisfy { $0 }
    }
}
