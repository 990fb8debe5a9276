import SyncCore

/// Records that break one rule each.
enum InvalidRecords {
    static var all: [InvalidVector] {
        framing + encoding + kinds + words + bounds + actors + states
    }

    private static let twoActors = [Raw.actor(0xa1, base: 1), Raw.actor(0xb2, base: 1)]

    private static func two(_ versions: [UInt8]...) -> [UInt8] {
        Raw.record(
            actors: twoActors, versions: [Raw.array(versions)],
            values: versions.map { _ in Raw.text("draft") })
    }

    private static let framing: [InvalidVector] = [
        .init(.record, "empty", "No byte at all.", .truncated, []),
        .init(
            .record, "cut-short", "The last byte is missing.", .truncated,
            Raw.record().dropLast()),
        .init(
            .record, "cut-in-a-head", "The bytes end inside an item's head.", .truncated,
            [0x85, 0x78]),
        .init(
            .record, "claims-more-items", "An array of more items than bytes follow.", .truncated,
            Raw.head(4, 5) + Raw.text("contract") + Raw.head(4, 1_000)),
        .init(.record, "trailing", "A byte follows.", .trailing, Raw.record() + [0x00]),
    ]

    private static let encoding: [InvalidVector] = [
        .init(
            .record, "array-head-too-long", "The array's count takes a byte that it needs not.",
            .notCanonical, Raw.head(4, 5, widthBytes: 1) + Raw.record().dropFirst()),
        .init(
            .record, "array-indefinite", "An array of indefinite length.", .notCanonical,
            [0x9f] + Raw.record().dropFirst() + [0xff]),
        .init(
            .record, "text-indefinite", "A text string of indefinite length.", .notCanonical,
            Raw.record(type: [0x7f] + Raw.text("contract") + [0xff])),
        .init(
            .record, "text-head-too-long", "A text's length takes more bytes than it needs.",
            .notCanonical,
            Raw.record(type: Raw.head(3, 8, widthBytes: 2) + Array("contract".utf8))),
        .init(
            .record, "reserved-head", "A head whose low bits are reserved.", .notCanonical,
            Raw.record(type: [0x7c])),
        .init(
            .record, "number-too-long", "A number of one byte written in eight.", .notCanonical,
            Raw.record(values: [Raw.head(0, 200, widthBytes: 8)])),
        .init(
            .record, "names-out-of-order", "Names must ascend by their bytes.", .notCanonical,
            Raw.record(
                names: [Raw.text("status"), Raw.text("kind")],
                versions: [Raw.array([Raw.version(0, 0)]), Raw.array([Raw.version(0, 1)])],
                values: [Raw.text("draft"), Raw.text("cer")])),
        .init(
            .record, "name-twice", "One name twice.", .notCanonical,
            Raw.record(
                names: [Raw.text("status"), Raw.text("status")],
                versions: [Raw.array([Raw.version(0, 0)]), Raw.array([Raw.version(0, 1)])],
                values: [Raw.text("draft"), Raw.text("sent")])),
    ]

    private static let kinds: [InvalidVector] = [
        .init(.record, "map-for-record", "A map in place of the array.", .unexpectedItem, [0xa0]),
        .init(
            .record, "four-parts", "The values are missing.", .unexpectedItem,
            Raw.array([
                Raw.text("contract"), Raw.array([]), Raw.array([]), Raw.array([]),
            ])),
        .init(
            .record, "value-missing", "Fewer values than versions.", .unexpectedItem,
            Raw.record(values: [])),
        .init(
            .record, "short-actor", "An actor of 15 bytes.", .unexpectedItem,
            Raw.record(actors: [Raw.array([Raw.bytes(0xa1, count: 15), Raw.unsigned(1)])])),
        .init(
            .record, "half-a-dot", "A version of three numbers.", .unexpectedItem,
            Raw.record(versions: [Raw.array([Raw.version(0, 0, 0)])])),
        .init(
            .record, "version-without-dot", "A version of no numbers.", .unexpectedItem,
            Raw.record(versions: [Raw.array([Raw.version()])])),
        .init(
            .record, "float", "A number with a fraction.", .unexpectedItem,
            Raw.record(values: [[0xf9, 0x3e, 0x00]])),
        .init(
            .record, "timestamp", "A point in time (tag 1).", .unexpectedItem,
            Raw.record(values: [[0xc1] + Raw.unsigned(1_759_190_400)])),
        .init(
            .record, "date", "A date as text (tag 1004).", .unexpectedItem,
            Raw.record(values: [Raw.head(6, 1_004) + Raw.text("2026-09-30")])),
        .init(
            .record, "bignum", "A number that no Int64 holds (tag 2).", .unexpectedItem,
            Raw.record(values: [[0xc2] + Raw.bytes(0xff, count: 9)])),
        .init(
            .record, "undefined", "Not null.", .unexpectedItem, Raw.record(values: [[0xf7]])),
        .init(
            .record, "simple-value", "A simple value of its own byte.", .unexpectedItem,
            Raw.record(values: [[0xf8, 0xff]])),
        .init(
            .record, "bytes-as-value", "A byte string could hold anything.", .unexpectedItem,
            Raw.record(values: [Raw.bytes(0x00, count: 4)])),
        .init(
            .record, "nested-value", "Arrays nested in a value.", .unexpectedItem,
            Raw.record(values: [[UInt8](repeating: 0x81, count: 200) + [0x00]])),
    ]

    private static let words: [InvalidVector] = [
        .init(
            .record, "sentence", "A value of two words.", .notACode,
            Raw.record(values: [Raw.text("not well")])),
        .init(
            .record, "empty-code", "A code of no character.", .notACode,
            Raw.record(values: [Raw.text("")])),
        .init(
            .record, "accent", "A letter that no charter word has.", .notACode,
            Raw.record(values: [Raw.text("réfusé")])),
        .init(
            .record, "line-feed", "A control character.", .notACode,
            Raw.record(values: [Raw.text("draft\n")])),
        .init(
            .record, "leading-hyphen", "A code begins with a letter or digit.", .notACode,
            Raw.record(values: [Raw.text("-draft")])),
        .init(
            .record, "no-utf8", "Text that is not UTF-8.", .notACode,
            Raw.record(values: [[0x62, 0xc3, 0x28]])),
        .init(
            .record, "type-with-slash", "A type is one word.", .notACode,
            Raw.record(type: Raw.text("contract/a"))),
        .init(
            .record, "name-of-three-words", "A name is a field, or a field and a code.", .notACode,
            Raw.record(names: [Raw.text("a/b/c")])),
        .init(
            .record, "name-without-code", "Nothing follows the slash.", .notACode,
            Raw.record(names: [Raw.text("themes/")])),
    ]

    private static let bounds: [InvalidVector] = [
        .init(
            .record, "claims-too-much", "An array of 2^63 actors.", .tooLong,
            Raw.head(4, 5) + Raw.text("contract") + Raw.head(4, 1 << 63)),
        .init(
            .record, "long-type", "A type of 41 characters.", .tooLong,
            Raw.record(type: Raw.text(String(repeating: "t", count: 41)))),
        .init(
            .record, "long-code", "A code of 41 characters.", .tooLong,
            Raw.record(values: [Raw.text(String(repeating: "c", count: 41))])),
        .init(
            .record, "long-name", "A name of 82 characters.", .tooLong,
            Raw.record(names: [Raw.text(String(repeating: "n", count: 82))])),
        .init(
            .record, "too-many-names", "257 registers.", .tooLong,
            Raw.head(4, 5) + Raw.text("contract") + Raw.array([Raw.actor(0xa1, base: 1)])
                + Raw.head(4, 257)),
        .init(
            .record, "number-too-great", "2^63.", .tooLong,
            Raw.record(values: [Raw.unsigned(1 << 63)])),
        .init(
            .record, "number-too-small", "-2^63 - 1.", .tooLong,
            Raw.record(values: [Raw.head(1, 1 << 63)])),
    ]

    private static let actors: [InvalidVector] = [
        .init(
            .record, "actors-out-of-order", "Actors must ascend.", .notCanonical,
            Raw.record(
                actors: twoActors.reversed(),
                versions: [Raw.array([Raw.version(0, 0), Raw.version(1, 0)])],
                values: [Raw.text("draft"), Raw.text("sent")])),
        .init(
            .record, "actor-twice", "One actor twice.", .notCanonical,
            Raw.record(
                actors: [Raw.actor(0xa1, base: 1), Raw.actor(0xa1, base: 2)],
                versions: [Raw.array([Raw.version(0, 0), Raw.version(1, 0)])],
                values: [Raw.text("draft"), Raw.text("sent")])),
        .init(
            .record, "actor-unused", "An actor that no version names.", .notCanonical,
            two(Raw.version(0, 0))),
        .init(
            .record, "base-too-low", "The base is not the actor's least number.", .notCanonical,
            Raw.record(versions: [Raw.array([Raw.version(0, 1)])])),
        .init(
            .record, "base-zero", "Numbers count from 1.", .invalidRecord,
            Raw.record(actors: [Raw.actor(0xa1, base: 0)])),
        .init(
            .record, "no-such-actor", "A dot of an actor that the record doesn't list.",
            .invalidRecord, Raw.record(versions: [Raw.array([Raw.version(1, 0)])])),
        .init(
            .record, "number-over-the-edge", "A dot above 2^64 - 1.", .invalidRecord,
            Raw.record(
                actors: [Raw.actor(0xa1, base: .max)],
                versions: [Raw.array([Raw.version(0, 0), Raw.version(0, 1)])],
                values: [Raw.text("draft"), Raw.text("sent")])),
    ]

    private static let states: [InvalidVector] = [
        .init(
            .record, "past-out-of-order", "A past must ascend by actor.", .notCanonical,
            Raw.record(
                actors: twoActors + [Raw.actor(0xcc, base: 1)],
                versions: [Raw.array([Raw.version(2, 0, 1, 0, 0, 0)])])),
        .init(
            .record, "field-without-version", "A field that was never written is absent.",
            .invalidRecord, Raw.record(versions: [Raw.array([])], values: [])),
        .init(
            .record, "versions-out-of-order", "Versions must ascend by dot.", .invalidRecord,
            two(Raw.version(1, 0), Raw.version(0, 0))),
        .init(
            .record, "dot-twice", "One dot twice.", .invalidRecord,
            two(Raw.version(0, 0), Raw.version(0, 0))),
        .init(
            .record, "saw-itself", "A version whose past holds its own dot.", .invalidRecord,
            Raw.record(versions: [Raw.array([Raw.version(0, 0, 0, 0)])])),
        .init(
            .record, "saw-its-future", "A version whose past holds later dots of its actor.",
            .invalidRecord, Raw.record(versions: [Raw.array([Raw.version(0, 0, 0, 5)])])),
        .init(
            .record, "superseded", "A version that another has seen should be gone.",
            .invalidRecord, two(Raw.version(0, 0), Raw.version(1, 0, 0, 0))),
    ]
}
