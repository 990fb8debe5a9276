import SyncCore

/// Requests and answers that break one rule each.
enum InvalidMessages {
    static var all: [InvalidVector] {
        requests + requestParts + wholes + parts + answers + outcomes + feeds + answerParts
    }

    private static let requests: [InvalidVector] = [
        .init(
            .request, "request-of-another-version", "A protocol version that is not 1.",
            .unknownMessage, Raw.request(version: Raw.unsigned(2))),
        .init(
            .request, "request-of-seven-entries", "The erasures are missing.", .unknownMessage,
            Raw.message([
                Raw.unsigned(1), Raw.bytes(0xdd, count: 32), Raw.checkpoint(), Raw.unsigned(0),
                Raw.array([]), Raw.wholes(ids: []), Raw.parts(),
            ])),
        .init(
            .request, "request-with-an-extra-entry", "A key that version 1 doesn't have.",
            .unknownMessage, Raw.head(5, 9) + Raw.request().dropFirst() + Raw.unsigned(8) + [0xf6]),
        .init(
            .request, "keys-out-of-order", "Key 2 before key 1.", .unexpectedItem,
            Raw.head(5, 8) + Raw.unsigned(0) + Raw.unsigned(1) + Raw.unsigned(2)
                + Raw.checkpoint() + Raw.unsigned(1) + Raw.bytes(0xdd, count: 32)
                + Raw.unsigned(3) + Raw.unsigned(0) + Raw.unsigned(4) + Raw.array([])
                + Raw.unsigned(5) + Raw.wholes(ids: []) + Raw.unsigned(6)
                + Raw.parts() + Raw.unsigned(7) + Raw.string([])),
        .init(
            .request, "text-keys", "Keys are small integers.", .unexpectedItem,
            Raw.head(5, 8) + Raw.text("version") + Raw.unsigned(1) + Raw.request().dropFirst(3)),
        .init(
            .request, "request-as-array", "An array in place of the map.", .unexpectedItem,
            Raw.head(4, 8) + Raw.request().dropFirst()),
        .init(
            .request, "request-cut-short", "The last byte is missing.", .truncated,
            Raw.request().dropLast()),
        .init(
            .request, "request-trailing", "A second message follows.", .trailing,
            Raw.request() + Raw.request()),
    ]

    private static let requestParts: [InvalidVector] = [
        .init(
            .request, "short-charter-digest", "A digest of 31 bytes.", .unexpectedItem,
            Raw.request(digest: Raw.bytes(0xdd, count: 31))),
        .init(
            .request, "short-tag", "A tag of 7 bytes.", .unexpectedItem,
            Raw.request(head: Raw.checkpoint(tagBytes: 7))),
        .init(
            .request, "tag-as-number", "A tag is eight bytes whatever its value.", .unexpectedItem,
            Raw.request(head: Raw.array([Raw.unsigned(1), Raw.unsigned(1)]))),
        .init(
            .request, "negative-cursor", "Cursors count from 0.", .unexpectedItem,
            Raw.request(cursor: [0x20])),
        .init(
            .request, "too-many-checkpoints", "13 checkpoints.", .tooLong,
            Raw.request(checkpoints: Raw.array((0..<13).map { Raw.checkpoint($0) }))),
        .init(
            .request, "too-many-erasures", "5,001 erasures.", .tooLong,
            Raw.request(erasures: Raw.head(2, 16 * 5_001))),
        .init(
            .request, "erasure-cut", "Erasures of 17 bytes together.", .unexpectedItem,
            Raw.request(erasures: Raw.bytes(0x0e, count: 17))),
        .init(
            .request, "erasure-twice", "One erasure twice.", .notCanonical,
            Raw.request(erasures: Raw.ids([0x0e, 0x0e]))),
    ]

    private static let wholes: [InvalidVector] = [
        .init(
            .request, "too-many-wholes", "5,001 records.", .tooLong,
            Raw.request(wholes: Raw.head(4, 2) + Raw.head(2, 16 * 5_001))),
        .init(
            .request, "whole-cut", "Identifiers of 15 bytes together.", .unexpectedItem,
            Raw.request(
                wholes: Raw.array([Raw.bytes(0x01, count: 15), Raw.oneRecord]))),
        .init(
            .request, "whole-twice", "One record twice.", .notCanonical,
            Raw.request(wholes: Raw.wholes(ids: [0x01, 0x01], Raw.twoRows()))),
        .init(
            .request, "wholes-with-digests", "A third item beside identifiers and records.",
            .tooLong,
            Raw.request(
                wholes: Raw.array([
                    Raw.ids([0x01]), Raw.oneRecord, Raw.bytes(0xdd, count: 8),
                ]))),
    ]

    private static let parts: [InvalidVector] = [
        .init(
            .request, "too-many-parts", "5,001 parts.", .tooLong,
            Raw.request(
                parts: Raw.parts(Raw.columns(actors: [0xa1], Raw.group(count: 5_001))))),
        .init(
            .request, "parts-in-another-order", "References before records.", .unexpectedItem,
            Raw.request(
                parts: Raw.array([
                    Raw.unsigned(24), [0xf4], Raw.numbers([[1]]), Raw.oneRecord,
                    Raw.numbers(Raw.oneCheck),
                ]))),
        .init(
            .request, "check-missing", "A part, and four items.", .unexpectedItem,
            Raw.request(
                parts: Raw.array([
                    Raw.unsigned(24), [0xf4], Raw.oneRecord, Raw.numbers([[1]]),
                ]))),
        .init(
            .request, "parts-as-before", "Parts that say nothing of their references.",
            .unexpectedItem,
            Raw.request(
                parts: Raw.array([
                    Raw.oneRecord, Raw.numbers([[1]]), Raw.numbers(Raw.oneCheck),
                ]))),
        .init(
            .request, "references-of-no-bits", "References of no bits.", .unexpectedItem,
            Raw.request(parts: Raw.parts(bitCount: Raw.unsigned(0)))),
        .init(
            .request, "references-of-15-bits", "References of 15 bits.", .unexpectedItem,
            Raw.request(parts: Raw.parts(bitCount: Raw.unsigned(15)))),
        .init(
            .request, "references-of-41-bits", "References of 41 bits.", .tooLong,
            Raw.request(parts: Raw.parts(bitCount: Raw.unsigned(41)))),
        .init(
            .request, "references-of-2-63-bits", "References of 2^63 bits.", .tooLong,
            Raw.request(parts: Raw.parts(bitCount: Raw.unsigned(1 << 63)))),
        .init(
            .request, "pasts-as-number", "Whether pasts are left out is true or false.",
            .unexpectedItem, Raw.request(parts: Raw.parts(leavesPastsOut: Raw.unsigned(0)))),
        .init(
            .request, "check-too-wide", "A check of nine bytes.", .tooLong,
            onePart([[1]], checks: Raw.oneCheck + [[0xdd]])),
        .init(
            .request, "check-too-many", "Two checks: up to 32 parts have one.", .tooLong,
            onePart([[1]], checks: [[1, 1]])),
        .init(
            .request, "check-empty", "A plane without a byte.", .unexpectedItem,
            onePart([[1]], checks: [[]])),
        .init(
            .request, "check-of-nothing", "A check, and no part.", .tooLong,
            Raw.request(parts: Raw.parts(checks: Raw.oneCheck))),
        .init(
            .request, "references-short", "One reference, and two parts.", .unexpectedItem,
            twoParts([[1]])),
        .init(
            .request, "reference-of-nothing", "A reference, and no part.", .tooLong,
            Raw.request(parts: Raw.parts(references: [[1]]))),
        .init(
            .request, "plane-of-nothing", "No part has no plane.", .unexpectedItem,
            Raw.request(parts: Raw.parts(references: [[]]))),
        .init(
            .request, "references-wider-than-needed", "Two bytes for a 1.", .notCanonical,
            onePart([[0], [1]])),
        .init(
            .request, "reference-too-long", "A reference of 24 bits that is 2^24.", .tooLong,
            onePart([[1], [0], [0], [0]])),
        .init(
            .request, "reference-twice", "One reference twice.", .notCanonical,
            twoParts([[1, 1]])),
        .init(
            .request, "parts-with-a-name", "A sixth item of the parts.", .tooLong,
            Raw.request(
                parts: Raw.head(4, 6) + Raw.parts().dropFirst() + Raw.text("Martin"))),
    ]

    private static func onePart(
        _ references: [[UInt8]], checks: [[UInt8]] = Raw.oneCheck
    ) -> [UInt8] {
        Raw.request(
            parts: Raw.parts(Raw.oneRecord, references: references, checks: checks))
    }

    private static func twoParts(_ references: [[UInt8]]) -> [UInt8] {
        Raw.request(
            parts: Raw.parts(Raw.twoRows(), references: references, checks: Raw.oneCheck))
    }

    private static let answers: [InvalidVector] = [
        .init(
            .answer, "answer-of-another-version", "A protocol version that is not 1.",
            .unknownMessage, Raw.page(version: Raw.unsigned(2))),
        .init(
            .answer, "unknown-kind", "A kind of answer that version 1 doesn't have.",
            .unknownMessage, Raw.message([Raw.unsigned(1), Raw.unsigned(5), Raw.checkpoint()])),
        .init(
            .answer, "page-of-three-entries", "A page has seven entries.", .unknownMessage,
            Raw.message([Raw.unsigned(1), Raw.unsigned(0), Raw.array([])])),
        .init(
            .answer, "answer-of-eight-entries", "No answer has so many.", .unknownMessage,
            Raw.head(5, 8) + Raw.page().dropFirst() + Raw.unsigned(7) + [0xf6]),
        .init(
            .answer, "unknown-refusal", "A word that is no refusal of version 1.", .unknownMessage,
            Raw.message([Raw.unsigned(1), Raw.unsigned(3), Raw.text("go-away")])),
        .init(
            .answer, "refusal-in-words", "Text for people has no place here.", .unknownMessage,
            Raw.message([Raw.unsigned(1), Raw.unsigned(3), Raw.text("please come back later")])),
        .init(
            .answer, "answer-cut-short", "The last byte is missing.", .truncated,
            Raw.page().dropLast()),
        .init(
            .answer, "answer-trailing", "A byte follows.", .trailing, Raw.page() + [0xf6]),
    ]

    private static let outcomes: [InvalidVector] = [
        .init(
            .answer, "unknown-outcome", "An outcome that is not 0 to 7.", .unknownMessage,
            Raw.page(outcomes: Raw.outcomes([8]))),
        .init(
            .answer, "outcomes-as-array", "Outcomes are bytes side by side.", .unexpectedItem,
            Raw.page(outcomes: Raw.array([Raw.unsigned(0)]))),
        .init(
            .answer, "too-many-outcomes", "5,001 outcomes.", .tooLong,
            Raw.page(outcomes: Raw.head(4, 3) + Raw.head(2, 5_001))),
        .init(
            .answer, "outcome-without-state", "An outcome that brings a state, and no state.",
            .unexpectedItem, Raw.page(outcomes: Raw.outcomes([3]))),
        .init(
            .answer, "state-without-outcome", "A state, and no outcome that brings it.", .tooLong,
            Raw.page(outcomes: Raw.outcomes([0], Raw.oneRecord))),
        .init(
            .answer, "place-without-outcome", "A place, and no outcome that brings a state.",
            .tooLong, Raw.page(outcomes: Raw.outcomes([0], places: [[2]]))),
        .init(
            .answer, "place-beyond-the-outcomes", "The state of a second outcome of one.",
            .invalidRecord,
            Raw.page(outcomes: Raw.outcomes([3], places: [[2]], Raw.oneRecord))),
        .init(
            .answer, "place-of-another-outcome", "The state of an outcome that brings none.",
            .invalidRecord,
            Raw.page(outcomes: Raw.outcomes([0, 3], places: [], Raw.oneRecord))),
        .init(
            .answer, "place-twice", "Two states of one outcome.", .invalidRecord,
            Raw.page(outcomes: Raw.outcomes([3, 3], places: [], Raw.twoRows()))),
        .init(
            .answer, "places-out-of-order", "Places of one kind must ascend: 1, then 0.",
            .notCanonical,
            Raw.page(outcomes: Raw.outcomes([3, 3], places: [[2, 1]], Raw.twoRows()))),
        .init(
            .answer, "state-groups-out-of-order",
            "Groups stand in the order of their first outcomes.", .notCanonical,
            Raw.page(
                outcomes: Raw.outcomes(
                    [3, 3], places: [[2, 1]],
                    Raw.columns(
                        actors: [0xa1], Raw.group(), Raw.group(type: Raw.text("measure")))))),
    ]

    private static let feeds: [InvalidVector] = [
        .init(
            .answer, "feed-too-long", "6,001 rows.", .tooLong,
            Raw.page(feed: Raw.head(4, 5) + Raw.head(2, 16 * 6_001))),
        .init(
            .answer, "feed-as-rows", "A feed of three items: it has five.", .unexpectedItem,
            Raw.page(
                feed: Raw.array([Raw.unsigned(1), Raw.bytes(0x01, count: 16), [0xf6]]))),
        .init(
            .answer, "feed-numbers-short", "One number for two rows.",
            .unexpectedItem,
            Raw.page(feed: Raw.feed(gone: [0x0e, 0x0f], goneNumbers: [[2]]))),
        .init(
            .answer, "feed-number-without-row", "A number, and no row.", .tooLong,
            Raw.page(feed: Raw.feed(goneNumbers: [[2]]))),
        .init(
            .answer, "feed-row-without-state", "A row that is not erased, and no state.",
            .unexpectedItem, Raw.page(feed: Raw.feed(kept: [0x01], keptNumbers: [[2]]))),
        .init(
            .answer, "feed-state-without-row", "A state, and no row.", .tooLong,
            Raw.page(feed: Raw.feed(Raw.oneRecord))),
    ]

    private static let answerParts: [InvalidVector] = [
        .init(
            .answer, "more-as-number", "Whether there is more is true or false.", .unexpectedItem,
            Raw.page(more: Raw.unsigned(1))),
        .init(
            .answer, "too-many-findings", "101 findings.", .tooLong,
            Raw.message([Raw.unsigned(1), Raw.unsigned(2), Raw.head(4, 101)])),
        .init(
            .answer, "finding-in-words", "A finding names a register, not a value.", .notACode,
            Raw.message([
                Raw.unsigned(1), Raw.unsigned(2),
                Raw.array([
                    Raw.array([
                        Raw.unsigned(0), Raw.text("status was unwell"),
                        Raw.text("field-unknown"),
                    ])
                ]),
            ])),
        .init(
            .answer, "finding-of-no-offer", "A 5,001st offer.", .tooLong,
            Raw.message([
                Raw.unsigned(1), Raw.unsigned(2),
                Raw.array([
                    Raw.array([
                        Raw.unsigned(5_000), Raw.text("status"), Raw.text("field-unknown"),
                    ])
                ]),
            ])),
        .init(
            .answer, "finding-with-an-identifier", "A finding names the offer by its place.",
            .unexpectedItem,
            Raw.message([
                Raw.unsigned(1), Raw.unsigned(2),
                Raw.array([
                    Raw.array([
                        Raw.bytes(0x01, count: 16), Raw.text("status"),
                        Raw.text("field-unknown"),
                    ])
                ]),
            ])),
    ]
}
