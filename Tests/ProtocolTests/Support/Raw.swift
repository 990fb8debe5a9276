/// Builds CBOR by hand, right or wrong: what `CBORWriter` never writes included.
enum Raw {
    /// A head in its shortest form.
    static func head(_ major: UInt8, _ value: UInt64) -> [UInt8] {
        switch value {
        case 0..<24: [major << 5 | UInt8(value)]
        case ...0xff: head(major, value, widthBytes: 1)
        case ...0xffff: head(major, value, widthBytes: 2)
        case ...0xffff_ffff: head(major, value, widthBytes: 4)
        default: head(major, value, widthBytes: 8)
        }
    }

    /// A head whose number takes 1, 2, 4 or 8 bytes, needed or not.
    static func head(_ major: UInt8, _ value: UInt64, widthBytes: Int) -> [UInt8] {
        let low: UInt8 =
            switch widthBytes {
            case 1: 24
            case 2: 25
            case 4: 26
            default: 27
            }
        let number = stride(from: (widthBytes - 1) * 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> UInt64($0))
        }
        return [major << 5 | low] + number
    }

    static func unsigned(_ value: UInt64) -> [UInt8] { head(0, value) }

    static func bytes(_ byte: UInt8, count: Int) -> [UInt8] {
        head(2, UInt64(count)) + [UInt8](repeating: byte, count: count)
    }

    static func text(_ text: String) -> [UInt8] { head(3, UInt64(text.utf8.count)) + text.utf8 }

    static func array(_ items: [[UInt8]]) -> [UInt8] {
        head(4, UInt64(items.count)) + items.joined()
    }

    /// A map of these values under the keys 0, 1, 2 …
    static func message(_ values: [[UInt8]]) -> [UInt8] {
        head(5, UInt64(values.count))
            + values.enumerated().flatMap { unsigned(UInt64($0)) + $1 }
    }

    /// A packed record of one field and one value, of which any part may be another.
    static func record(
        type: [UInt8] = text("contract"), actors: [[UInt8]] = [actor(0xa1, base: 1)],
        names: [[UInt8]] = [text("status")], versions: [[UInt8]] = [array([version(0, 0)])],
        values: [[UInt8]] = [text("draft")]
    ) -> [UInt8] {
        array([type, array(actors), array(names), array(versions), array(values)])
    }

    static func actor(_ byte: UInt8, base: UInt64) -> [UInt8] {
        array([bytes(byte, count: 16), unsigned(base)])
    }

    static func version(_ numbers: UInt64...) -> [UInt8] { array(numbers.map(unsigned)) }

    static func checkpoint(_ seq: UInt64 = 0, tagBytes: Int = 8) -> [UInt8] {
        array([unsigned(seq), bytes(0, count: tagBytes)])
    }

    /// A request of which any part may be another.
    static func request(
        version: [UInt8] = unsigned(1), digest: [UInt8] = bytes(0xdd, count: 32),
        head: [UInt8] = checkpoint(), cursor: [UInt8] = unsigned(0),
        checkpoints: [UInt8] = array([checkpoint()]), wholes: [UInt8] = wholes(ids: []),
        parts: [UInt8] = parts(), erasures: [UInt8] = string([])
    ) -> [UInt8] {
        message([version, digest, head, cursor, checkpoints, wholes, parts, erasures])
    }

    /// A page of which any part may be another.
    static func page(
        version: [UInt8] = unsigned(1), kind: [UInt8] = unsigned(0),
        outcomes: [UInt8] = outcomes([]), feed: [UInt8] = feed(),
        cursor: [UInt8] = unsigned(0), head: [UInt8] = checkpoint(), more: [UInt8] = [0xf4]
    ) -> [UInt8] {
        message([version, kind, outcomes, feed, cursor, head, more])
    }
}
