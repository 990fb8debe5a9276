extension PackedRecord {
    /// Packs a state; the same state always gives the same bytes. O(size · log size).
    package convenience init(_ state: RecordState) {
        let names = state.fields.keys.sorted()
        let fields = names.map { state[$0].versions }
        let bases = Self.bases(of: fields.joined())
        let layouts = fields.map { $0.map { Self.layout(of: $0, bases) } }

        var shapeWriter = CBORWriter(reserving: 24 * names.count)
        shapeWriter.beginArray(names.count)
        for name in names { shapeWriter.write(text: name.text) }
        shapeWriter.beginArray(layouts.count)
        for field in layouts { Self.write(field, to: &shapeWriter) }

        let values = fields.flatMap { $0.map(\.value) }
        let shape = RecordShape(
            names: names,
            nameOfVersion: fields.indices.flatMap { i in fields[i].map { _ in i } },
            versions: Array(layouts.joined()), actorCount: bases.count,
            bytes: shapeWriter.bytes)
        self.init(type: state.type, actors: bases, shape: shape, values: values)
    }

    /// Each actor in here with the least number that it has in here, sorted.
    private static func bases(of versions: some Sequence<Version>) -> [Dot] {
        var least: [ActorID: UInt64] = [:]
        for version in versions {
            for dot in [version.dot] + version.past.entries {
                least[dot.actor] = min(dot.n, least[dot.actor] ?? .max)
            }
        }
        return least.map { Dot(actor: $0.key, n: $0.value) }.sorted()
    }

    private static func layout(of version: Version, _ bases: [Dot]) -> RecordShape.Layout {
        func place(_ dot: Dot) -> RecordShape.Place {
            let actor = bases.place(of: dot.actor)
            return .init(actor: actor, offset: dot.n - bases[actor].n)
        }
        return .init(dot: place(version.dot), past: version.past.entries.map(place))
    }

    private static func write(_ versions: [RecordShape.Layout], to writer: inout CBORWriter) {
        writer.beginArray(versions.count)
        for version in versions {
            writer.beginArray(2 + 2 * version.past.count)
            for place in [version.dot] + version.past {
                writer.write(unsigned: UInt64(place.actor))
                writer.write(unsigned: place.offset)
            }
        }
    }

    /// The state that these bytes stand for. Packing it again gives the same bytes.
    package func unpacked() -> RecordState {
        func dot(_ place: RecordShape.Place) -> Dot {
            Dot(actor: actors[place.actor].actor, n: actors[place.actor].n + place.offset)
        }
        var fields: [FieldName: [Version]] = [:]
        for (index, layout) in shape.versions.enumerated() {
            let version = Version(
                dot: dot(layout.dot), past: VersionVector(layout.past.map(dot)),
                value: values[index])
            fields[shape.names[shape.nameOfVersion[index]], default: []].append(version)
        }
        return RecordState(type: type, fields: fields.mapValues(FieldState.init(sorted:)))
    }
}

extension CBORWriter {
    package mutating func write(_ record: PackedRecord) {
        beginArray(5)
        write(text: record.type.text)
        beginArray(record.actors.count)
        for actor in record.actors {
            beginArray(2)
            write(actor.actor)
            write(unsigned: actor.n)
        }
        write(encoded: record.shape.bytes)
        beginArray(record.values.count)
        for value in record.values { write(value) }
    }

    package mutating func write(_ value: Value) {
        switch value {
        case .withdrawn: writeNull()
        case .flag(let flag): write(flag)
        case .number(let number): write(number)
        case .code(let code): write(text: code.text)
        }
    }

    /// How many bytes `write` makes of a value.
    static func byteCount(of value: Value) -> Int {
        switch value {
        case .withdrawn, .flag: 1
        case .number(let number): headByteCount(UInt64(number < 0 ? -1 - number : number))
        case .code(let code): byteCount(text: code.text)
        }
    }

    static func byteCount(text: String) -> Int {
        headByteCount(UInt64(text.utf8.count)) + text.utf8.count
    }

    /// How many bytes the head of an item takes that carries this number.
    static func headByteCount(_ value: UInt64) -> Int {
        switch value {
        case ..<24: 1
        case ...0xff: 2
        case ...0xffff: 3
        case ...0xffff_ffff: 5
        default: 9
        }
    }
}
