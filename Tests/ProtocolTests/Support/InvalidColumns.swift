import SyncCore

/// Requests whose records stand in columns that break one rule each.
enum InvalidColumns {
    static var all: [InvalidVector] { actors + groups + bounds + slots + numbers + values }

    private static func one(_ states: [UInt8]) -> [UInt8] {
        Raw.request(wholes: Raw.wholes(ids: [0x01], states))
    }

    private static func two(_ states: [UInt8]) -> [UInt8] {
        Raw.request(wholes: Raw.wholes(ids: [0x01, 0x02], states))
    }

    private static let actors: [InvalidVector] = [
        .init(
            .request, "columns-actor-cut", "Actors of 17 bytes together.", .unexpectedItem,
            one(Raw.array([Raw.bytes(0xa1, count: 17), Raw.array([Raw.group()])]))),
        .init(
            .request, "columns-actors-out-of-order", "Actors must ascend.", .notCanonical,
            two(Raw.twoRows(actors: [0xb2, 0xa1]))),
        .init(
            .request, "columns-actor-twice", "One actor twice.", .notCanonical,
            two(Raw.twoRows(actors: [0xa1, 0xa1]))),
        .init(
            .request, "columns-actor-unused", "An actor that no record names.", .notCanonical,
            two(Raw.twoRows(slot: Raw.slot(bases: [[2, 0]])))),
        .init(
            .request, "columns-actor-missing", "A record's actor, where there is none.",
            .invalidRecord, one(Raw.columns(actors: [], Raw.group()))),
    ]

    private static let groups: [InvalidVector] = [
        .init(
            .request, "group-twice", "Records of one type and shape in two groups.",
            .notCanonical, two(Raw.columns(actors: [0xa1], Raw.group(), Raw.group()))),
        .init(
            .request, "group-empty", "A group of no record.", .unexpectedItem,
            one(Raw.columns(actors: [0xa1], Raw.group(count: 0)))),
        .init(
            .request, "group-cut", "A group of six parts.", .unexpectedItem,
            one(Raw.columns(actors: [0xa1], Raw.head(4, 6) + Raw.group().dropFirst()))),
        .init(
            .request, "group-with-a-name", "An eighth part of a group.", .tooLong,
            one(
                Raw.columns(
                    actors: [0xa1],
                    Raw.head(4, 8) + Raw.group().dropFirst() + Raw.text("Martin")))),
        .init(
            .request, "records-as-null", "Null in place of the records.", .unexpectedItem,
            one([0xf6])),
        .init(
            .request, "group-actor-count-too-great", "Two actors, of which no version names one.",
            .notCanonical,
            one(Raw.columns(actors: [0xa1], Raw.group(actorCount: 2)))),
        .init(
            .request, "group-actor-count-too-small", "A version of an actor beyond the count.",
            .invalidRecord,
            one(Raw.columns(actors: [0xa1], Raw.group(actorCount: 0)))),
        .init(
            .request, "group-type-in-words", "A type is a word.", .notACode,
            one(Raw.columns(actors: [0xa1], Raw.group(type: Raw.text("a contract"))))),
    ]

    private static let bounds: [InvalidVector] = [
        .init(
            .request, "records-without-identifier", "Two records, one identifier.", .tooLong,
            one(Raw.twoRows())),
        .init(
            .request, "groups-without-identifier", "Two groups, one identifier.", .tooLong,
            one(
                Raw.columns(
                    actors: [0xa1], Raw.group(),
                    Raw.group(type: Raw.text("measure"))))),
        .init(
            .request, "identifier-without-record", "Two identifiers, one record.",
            .unexpectedItem, two(Raw.oneRecord)),
        .init(
            .request, "group-of-too-many-actors", "1,025 actors a record.", .tooLong,
            one(Raw.columns(actors: [0xa1], Raw.group(actorCount: 1_025)))),
        .init(
            .request, "too-many-cells",
            "5,000 records of 256 versions and 256 actors each: 2,560,000 cells.", .tooLong,
            Raw.request(
                parts: Raw.parts(
                    Raw.columns(
                        actors: [],
                        Raw.group(
                            count: 5_000, actorCount: 256,
                            versions: Raw.array([
                                Raw.array((0..<256).map { Raw.version($0, 0) })
                            ])))))),
    ]

    private static let slots: [InvalidVector] = [
        .init(
            .request, "slot-missing", "The shape's actor has no column.", .unexpectedItem,
            one(Raw.columns(actors: [0xa1], Raw.group(slots: Raw.array([]))))),
        .init(
            .request, "slot-of-no-actor", "A third actor of two.", .invalidRecord,
            two(Raw.twoRows(slot: Raw.slot([[0, 2]], bases: [[2, 0]])))),
        .init(
            .request, "slot-short", "One index for two records.", .unexpectedItem,
            two(Raw.twoRows(slot: Raw.slot([[1]], bases: [[2, 0]])))),
        .init(
            .request, "slot-long", "Three indexes for two records.", .tooLong,
            two(Raw.twoRows(slot: Raw.slot([[0, 1, 0]], bases: [[2, 0]])))),
        .init(
            .request, "slot-cut", "Which actors, and no bases.", .unexpectedItem,
            one(
                Raw.columns(
                    actors: [0xa1],
                    Raw.group(slots: Raw.array([Raw.array([Raw.numbers([])])]))))),
        .init(
            .request, "slots-out-of-order", "A record's actors must ascend.", .notCanonical,
            one(twoSlots(1, 0))),
        .init(
            .request, "slots-of-one-actor", "One actor twice in a record.", .notCanonical,
            one(twoSlots(0, 0))),
        .init(
            .request, "slot-base-zero", "Numbers count from 1.", .invalidRecord,
            one(Raw.columns(actors: [0xa1], Raw.group(slots: Raw.array([Raw.slot(bases: [])]))))),
        .init(
            .request, "slot-over-the-edge", "A base of 2^64 - 1, and a dot that lies 1 above it.",
            .invalidRecord,
            one(
                Raw.columns(
                    actors: [0xa1],
                    Raw.group(
                        versions: Raw.array([
                            Raw.array([Raw.version(0, 0), Raw.version(0, 1)])
                        ]),
                        slots: Raw.array([Raw.slot(bases: [[1]])]),
                        values: Raw.array([Raw.column(), Raw.column()]))))),
    ]

    /// One record of two versions by these of two actors.
    private static func twoSlots(_ first: UInt8, _ second: UInt8) -> [UInt8] {
        func slot(_ actor: UInt8) -> [UInt8] { Raw.slot(actor == 0 ? [] : [[actor]]) }
        return twoSlots(slot(first), slot(second))
    }

    private static func twoSlots(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        Raw.columns(
            actors: [0xa1, 0xb2],
            Raw.group(
                actorCount: 2,
                versions: Raw.array([Raw.array([Raw.version(0, 0), Raw.version(1, 0)])]),
                slots: Raw.array([first, second]),
                values: Raw.array([Raw.column(), Raw.column()])))
    }

    private static func bases(_ planes: [[UInt8]]) -> [UInt8] {
        two(Raw.twoRows(slot: Raw.slot([[0, 1]], bases: planes)))
    }

    private static let numbers: [InvalidVector] = [
        .init(
            .request, "numbers-wider-than-needed", "Two bytes for a 1.", .notCanonical,
            bases([[0, 0], [2, 0]])),
        .init(
            .request, "numbers-all-zero", "A plane of zeros: there is none.", .notCanonical,
            one(Raw.columns(actors: [0xa1], Raw.group(slots: Raw.array([Raw.slot([[0]])]))))),
        .init(
            .request, "numbers-plane-short", "A second plane of one byte for two numbers.",
            .unexpectedItem, bases([[1, 0], [2]])),
        .init(
            .request, "numbers-plane-long", "A second plane of three bytes for two numbers.",
            .tooLong, bases([[1, 0], [2, 0, 0]])),
        .init(
            .request, "numbers-too-wide", "Nine planes.", .tooLong,
            bases([[UInt8]](repeating: [1, 0], count: 9))),
        .init(
            .request, "numbers-as-one-string", "Planes are byte strings in an array.",
            .unexpectedItem,
            two(Raw.twoRows(slot: Raw.array([Raw.numbers([[0, 1]]), Raw.string([2, 0])])))),
        .init(
            .request, "numbers-as-array", "Numbers themselves in place of planes.",
            .unexpectedItem,
            two(
                Raw.twoRows(
                    slot: Raw.array([
                        Raw.numbers([[0, 1]]), Raw.array([Raw.unsigned(2), Raw.unsigned(0)]),
                    ])))),
    ]

    private static func column(_ column: [UInt8]) -> [UInt8] {
        two(Raw.twoRows(column: column))
    }

    private static let (draft, sent) = (Raw.text("draft"), Raw.text("sent"))

    private static let values: [InvalidVector] = [
        .init(
            .request, "column-missing", "The shape's version has no column.", .unexpectedItem,
            one(Raw.columns(actors: [0xa1], Raw.group(values: Raw.array([]))))),
        .init(
            .request, "dictionary-empty", "Records without a value.", .unexpectedItem,
            column(Raw.column([]))),
        .init(
            .request, "dictionary-longer-than-rows", "Three values, two records.", .tooLong,
            column(Raw.column([draft, sent, [0xf6]], indexes: [[0, 1]]))),
        .init(
            .request, "dictionary-value-twice", "One value twice.", .notCanonical,
            column(Raw.column([draft, draft], indexes: [[0, 1]]))),
        .init(
            .request, "dictionary-value-unused", "A value that no record has.", .notCanonical,
            column(Raw.column([draft, sent], indexes: []))),
        .init(
            .request, "dictionary-out-of-order", "Values stand as records first have them.",
            .notCanonical, column(Raw.column([draft, sent], indexes: [[1, 0]]))),
        .init(
            .request, "dictionary-in-words", "A value is no sentence.", .notACode,
            column(Raw.column([draft, Raw.text("was unwell")], indexes: [[0, 1]]))),
        .init(
            .request, "index-beyond-dictionary", "A third value of two.", .notCanonical,
            column(Raw.column([draft, sent], indexes: [[0, 2]]))),
        .init(
            .request, "index-missing", "One index for two records.", .unexpectedItem,
            column(Raw.column([draft, sent], indexes: [[1]]))),
        .init(
            .request, "index-too-wide", "Two bytes where one will do.", .notCanonical,
            column(Raw.column([draft, sent], indexes: [[0, 0], [0, 1]]))),
        .init(
            .request, "index-unneeded", "Indexes where there is one value.", .notCanonical,
            column(Raw.column([draft], indexes: [[0, 0]]))),
    ]
}
