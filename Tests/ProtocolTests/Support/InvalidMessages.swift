import SyncCore

/// Requests and answers that break one rule each.
enum InvalidMessages {
    static var all: [InvalidVector] { requests + requestParts + answers + answerParts }

    private static let requests: [InvalidVector] = [
        .init(
            .request, "request-of-another-version", "A protocol version that is not 1.",
            .unknownMessage, Raw.request(version: Raw.unsigned(2))),
        .init(
            .request, "request-of-six-entries", "The erasures are missing.", .unknownMessage,
            Raw.message([
                Raw.unsigned(1), Raw.bytes(0xdd, count: 32), Raw.checkpoint(), Raw.unsigned(0),
                Raw.array([]), Raw.array([]),
            ])),
        .init(
            .request, "request-with-an-extra-entry", "A key that version 1 doesn't have.",
            .unknownMessage, Raw.head(5, 8) + Raw.request().dropFirst() + Raw.unsigned(7) + [0xf6]),
        .init(
            .request, "keys-out-of-order", "Key 2 before key 1.", .unexpectedItem,
            Raw.head(5, 7) + Raw.unsigned(0) + Raw.unsigned(1) + Raw.unsigned(2)
                + Raw.checkpoint() + Raw.unsigned(1) + Raw.bytes(0xdd, count: 32)
                + Raw.unsigned(3) + Raw.unsigned(0) + Raw.unsigned(4) + Raw.array([])
                + Raw.unsigned(5) + Raw.array([]) + Raw.unsigned(6) + Raw.array([])),
        .init(
            .request, "text-keys", "Keys are small integers.", .unexpectedItem,
            Raw.head(5, 7) + Raw.text("version") + Raw.unsigned(1) + Raw.request().dropFirst(3)),
        .init(
            .request, "request-as-array", "An array in place of the map.", .unexpectedItem,
            Raw.head(4, 7) + Raw.request().dropFirst()),
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
            .request, "too-many-offers", "5,001 records.", .tooLong,
            Raw.request(records: Raw.head(4, 5_001))),
        .init(
            .request, "too-many-erasures", "5,001 erasures.", .tooLong,
            Raw.request(erasures: Raw.head(4, 5_001))),
        .init(
            .request, "record-twice", "One record twice.", .notCanonical,
            Raw.request(records: Raw.array([Raw.offer(0x01), Raw.offer(0x01)]))),
        .init(
            .request, "erasure-twice", "One erasure twice.", .notCanonical,
            Raw.request(
                erasures: Raw.array([Raw.bytes(0x0e, count: 16), Raw.bytes(0x0e, count: 16)]))),
        .init(
            .request, "offer-without-record", "Null is what a feed has for an erased record.",
            .unexpectedItem, Raw.request(records: Raw.array([Raw.offer(0x01, record: [0xf6])]))),
        .init(
            .request, "offer-with-a-name", "A fourth part of an offer.", .tooLong,
            Raw.request(
                records: Raw.array([
                    Raw.head(4, 4) + Raw.offer(0x01).dropFirst() + Raw.text("Martin")
                ]))),
    ]

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

    private static let answerParts: [InvalidVector] = [
        .init(
            .answer, "unknown-outcome", "An outcome that is not 0, 1 or 2.", .unknownMessage,
            Raw.page(outcomes: Raw.array([Raw.unsigned(3)]))),
        .init(
            .answer, "unknown-record-refusal", "A word that is no reason of version 1.",
            .unknownMessage, Raw.page(outcomes: Raw.array([Raw.text("no")]))),
        .init(
            .answer, "outcome-null", "An erased record's outcome is 1.", .unexpectedItem,
            Raw.page(outcomes: Raw.array([[0xf6]]))),
        .init(
            .answer, "feed-over-the-edge", "Numbers that add up to more than 2^64 - 1.", .tooLong,
            Raw.page(
                feed: Raw.array(
                    [UInt64.max, 1].map {
                        Raw.array([Raw.unsigned($0), Raw.bytes(0x01, count: 16), [0xf6]])
                    }))),
        .init(
            .answer, "feed-too-long", "6,001 rows.", .tooLong, Raw.page(feed: Raw.head(4, 6_001))),
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
                        Raw.bytes(0x01, count: 16), Raw.text("status was unwell"),
                        Raw.text("field-unknown"),
                    ])
                ]),
            ])),
    ]
}
