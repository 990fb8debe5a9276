/// The values that one register has in many records, side by side: each value once, in the order of
/// first appearance, then for each row which of them it has.
///
///     values = [dictionary, numbers]
struct ValueColumn {
    private(set) var dictionary: [Value] = []
    private(set) var indexes: [UInt64] = []
    private var places: [Value: Int] = [:]
    /// Up to here a search through the dictionary is quicker than hashing.
    private static let searched = 12

    mutating func append(_ value: Value) {
        indexes.append(UInt64(place(of: value)))
    }

    private mutating func place(of value: Value) -> Int {
        if dictionary.count <= Self.searched {
            if let place = dictionary.firstIndex(of: value) { return place }
        } else if let place = places[value] {
            return place
        }
        dictionary.append(value)
        let place = dictionary.count - 1
        if place == Self.searched {
            for (index, value) in dictionary.enumerated() { places[value] = index }
        } else if place > Self.searched {
            places[value] = place
        }
        return place
    }

    func write(to writer: inout CBORWriter) {
        writer.beginArray(2)
        writer.beginArray(dictionary.count)
        for value in dictionary { writer.write(value) }
        NumberColumn.write(indexes, to: &writer)
    }

    /// Reads the values of `count` rows. Refuses what `write` would not have made.
    static func read(
        count: Int, from reader: inout CBORReader
    ) throws(WireError) -> (dictionary: [Value], indexes: [Int]) {
        try reader.beginArray(exactly: 2)
        let start = reader.offset
        let valueCount = try reader.beginArray(upTo: count)
        var dictionary: [Value] = []
        for _ in 0..<valueCount { dictionary.append(try reader.readValue()) }
        guard !dictionary.isEmpty else { throw WireError(.unexpectedItem, at: start) }
        let indexes = try NumberColumn.read(count: count, from: &reader)
        // In the order of first appearance each new index is the next.
        var seen: UInt64 = 0
        for index in indexes {
            guard index <= seen else { throw WireError(.notCanonical, at: start) }
            if index == seen { seen += 1 }
        }
        guard seen == UInt64(valueCount), valueCount == 1 || Set(dictionary).count == valueCount
        else {
            throw WireError(.notCanonical, at: start)
        }
        return (dictionary, indexes.map { Int($0) })
    }
}
