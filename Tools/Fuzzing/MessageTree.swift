import SyncCore

/// Items of CBOR as a tree, so that a fuzzer can change a message and leave its form right.
///
/// Changed byte by byte, a message mostly ends as `truncated` or `not-canonical`: counts and lengths
/// stand before what they count.
package struct MessageTree {
    private var items: [Item]

    private indirect enum Item {
        case value(Value)
        case natural(UInt64)
        case bytes([UInt8])
        case array([Item])
        /// Keys and values by turns.
        case map([Item])
    }

    private static let maximumDepth = 12
    private static let maximumItems = 4_096

    /// `nil` when the bytes are not items of the protocol's kinds, one after the other.
    package init?(_ bytes: [UInt8]) {
        var reader = CBORReader(bytes)
        items = []
        while reader.remainingBytes > 0 {
            guard let item = try? Self.read(from: &reader, depth: 0) else { return nil }
            items.append(item)
        }
        guard !items.isEmpty else { return nil }
    }

    package var bytes: [UInt8] {
        var writer = CBORWriter()
        for item in items { Self.write(item, to: &writer) }
        return writer.bytes
    }

    /// Changes one item, wherever it lies; now and then nothing. O(size).
    package mutating func mutate(using chance: inout some RandomNumberGenerator) {
        var all: [Item] = []
        Self.collect(.array(items), into: &all)
        var place = Int.random(in: 1..<max(all.count, 2), using: &chance)
        let other = all.randomElement(using: &chance)!
        let kind = Int.random(in: 0..<8, using: &chance)
        var root = Item.array(items)
        var draw = chance
        Self.change(&root, at: &place) { siblings, index in
            switch kind {
            case 0: siblings.remove(at: index)
            case 1: siblings.insert(siblings[index], at: index)
            case 2: siblings.swapAt(index, Int.random(in: siblings.indices, using: &draw))
            case 3: siblings[index] = other
            case 4: siblings.insert(other, at: index)
            default: siblings[index] = Self.varied(siblings[index], using: &draw)
            }
        }
        chance = draw
        let before = items
        if case .array(let changed) = root { items = changed }
        // What holds itself may have become too deep to be read again.
        if MessageTree(bytes) == nil { items = before }
    }

    private static func read(
        from reader: inout CBORReader, depth: Int
    ) throws(WireError) -> Item {
        guard depth < maximumDepth else { throw WireError(.tooLong, at: reader.offset) }
        switch try reader.peekMajor() {
        case 0: return .natural(try reader.readUnsigned())
        case 2: return .bytes(Array(try reader.readBytes(upTo: 1 << 16)))
        case 4:
            let count = try reader.beginArray(upTo: maximumItems)
            return .array(try read(count, from: &reader, depth))
        case 5:
            let count = try reader.beginMap(upTo: maximumItems)
            return .map(try read(2 * count, from: &reader, depth))
        default: return .value(try reader.readValue())
        }
    }

    private static func read(
        _ count: Int, from reader: inout CBORReader, _ depth: Int
    ) throws(WireError) -> [Item] {
        var items: [Item] = []
        for _ in 0..<count { items.append(try read(from: &reader, depth: depth + 1)) }
        return items
    }

    private static func write(_ item: Item, to writer: inout CBORWriter) {
        switch item {
        case .value(let value): writer.write(value)
        case .natural(let number): writer.write(unsigned: number)
        case .bytes(let bytes): writer.write(bytes: bytes)
        case .array(let items):
            writer.beginArray(items.count)
            for item in items { write(item, to: &writer) }
        case .map(let items):
            writer.beginMap(items.count / 2)
            for item in items.prefix(items.count & ~1) { write(item, to: &writer) }
        }
    }

    /// The item and all in it, each before what it holds.
    private static func collect(_ item: Item, into all: inout [Item]) {
        all.append(item)
        switch item {
        case .array(let items), .map(let items): for item in items { collect(item, into: &all) }
        default: break
        }
    }

    /// Lets `edit` change what holds the item at `place`, counted as `collect` lists them.
    private static func change(
        _ item: inout Item, at place: inout Int, _ edit: (inout [Item], Int) -> Void
    ) {
        func descend(_ items: inout [Item]) {
            for index in items.indices where place > 0 {
                place -= 1
                if place == 0 { return edit(&items, index) }
                change(&items[index], at: &place, edit)
            }
        }
        switch item {
        case .array(var items):
            descend(&items)
            item = .array(items)
        case .map(var items):
            descend(&items)
            item = .map(items)
        default: break
        }
    }

    /// Something like the item: a near number, one bit of a string, another word.
    private static func varied(
        _ item: Item, using chance: inout some RandomNumberGenerator
    ) -> Item {
        switch item {
        case .natural(let number):
            let numbers = [
                number &+ 1, number &- 1, 0, 1, .max, number << 1, 1 << 63,
                UInt64.random(in: 0...30, using: &chance),
            ]
            return .natural(numbers.randomElement(using: &chance)!)
        case .bytes(var bytes):
            guard !bytes.isEmpty else { return .bytes([0]) }
            let index = Int.random(in: bytes.indices, using: &chance)
            bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            return .bytes(bytes)
        case .value:
            return .value(values.randomElement(using: &chance)!)
        case .array, .map:
            return .array([])
        }
    }

    /// Values, names of types and registers, and words of messages.
    private static let values: [Value] =
        [.withdrawn, .flag(true), .flag(false), .number(-1), .number(.min)]
        + [
            "contract", "person", "status", "kind", "draft", "signed", "cer", "renewals", "tags",
            "type-mismatch", "contradictory", "busy", "a", "zz",
        ].map { .code(Code(literal: $0)) }
}
