"""Requests and answers: `exchange.md`, and their form in `exchange.cddl`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cbor import NAME, NAME_BYTES, Reader, Refused, encode
from .record import Record, pack, read

VERSION = 1
CHECKPOINTS = 12
OFFERS = 5_000
ERASURES = 5_000
FEED_ROWS = 6_000
FINDINGS = 100
CHARTER_BYTES = 262_144

ENTRIES = {0: 7, 1: 3, 2: 3, 3: 3, 4: 3}
"""Of a message of each kind of answer."""
OUTCOMES = ("as-expected", "erased", "deferred")
RECORD_REFUSALS = ("type-mismatch", "contradictory", "record-too-large")
STATUS = {
    "malformed": "400",
    "unknown-version": "400",
    "too-large": "413",
    "wrong-content-type": "415",
    "charter-unknown": "409",
    "not-allowed": "401",
    "busy": "503",
    "hub-fault": "500",
}
"""Every refusal of a whole request, with the HTTP status that goes with it."""

PRINTABLE = re.compile(r"[ -~]*")
NAME_OR_NOTHING = re.compile(rf"({NAME.pattern})?")

Checkpoint = tuple[int, bytes]


@dataclass
class Offer:
    id: bytes
    expected: bytes
    fields: Record


@dataclass
class Request:
    charter_digest: bytes
    head: Checkpoint
    cursor: int
    checkpoints: list[Checkpoint]
    records: list[Offer]
    erasures: list[bytes]

    def encoded(self) -> bytes:
        head = {0: VERSION, 1: self.charter_digest, 2: self.head, 3: self.cursor}
        offers = [Packed([offer.id, offer.expected], offer.fields) for offer in self.records]
        return _message({**head, 4: self.checkpoints, 5: offers, 6: self.erasures})


@dataclass
class FeedRow:
    seq: int
    id: bytes
    state: Record | None


@dataclass
class Page:
    outcomes: list[str | Record]
    feed: list[FeedRow]
    cursor: int
    head: Checkpoint
    more: bool

    def encoded(self) -> bytes:
        outcomes = [
            OUTCOMES.index(outcome) if outcome in OUTCOMES else outcome for outcome in self.outcomes
        ]
        seqs = [row.seq for row in self.feed]
        steps = [seq - before for seq, before in zip(seqs, [0, *seqs])]
        feed = [Packed([step, row.id], row.state) for step, row in zip(steps, self.feed)]
        head = {0: VERSION, 1: 0, 2: outcomes, 3: feed}
        return _message({**head, 4: self.cursor, 5: self.head, 6: self.more})


@dataclass
class Rewind:
    checkpoint: Checkpoint

    def encoded(self) -> bytes:
        return _message({0: VERSION, 1: 1, 2: self.checkpoint})


@dataclass
class BatchRefused:
    findings: list[tuple[bytes, str, str]]

    def encoded(self) -> bytes:
        return _message({0: VERSION, 1: 2, 2: self.findings})


@dataclass
class WholeRefused:
    refusal: str

    def encoded(self) -> bytes:
        return _message({0: VERSION, 1: 3, 2: self.refusal})


@dataclass
class NewCharter:
    """The text of the next version of the charter, in place of an answer."""

    text: bytes

    def encoded(self) -> bytes:
        return _message({0: VERSION, 1: 4, 2: self.text})


Answer = Page | Rewind | BatchRefused | WholeRefused | NewCharter


@dataclass
class Packed:
    """An array of some items and then a record, or null in its place."""

    items: list
    record: Record | None


def _message(entries: dict[int, object]) -> bytes:
    return encode({key: _plain(entry) for key, entry in entries.items()})


def _plain(entry: object) -> object:
    """What `encode` can write, with each record unrolled."""
    match entry:
        case Record():
            return _items(entry)
        case Packed():
            last = None if entry.record is None else _items(entry.record)
            return [*entry.items, last]
        case list():
            return [_plain(each) for each in entry]
    return entry


def _items(record: Record) -> list:
    """The packed record as a tree of items."""
    return tree(pack(record))


def tree(data: bytes) -> object:
    """Any one item of the protocol's kinds, as Python values."""
    reader = Reader(data)
    item = _item(reader)
    reader.end()
    return item


def _item(reader: Reader) -> object:
    start, major = reader.offset, reader.peek() >> 5
    if major == 7:
        return None if reader.null() else reader.boolean()
    major, argument = reader.head()
    if major in (0, 1):
        return argument if major == 0 else -1 - argument
    if major in (2, 3):
        if argument > reader.remaining:
            raise Refused("truncated", start)
        reader.offset += argument
        string = reader.data[reader.offset - argument : reader.offset]
        return string if major == 2 else string.decode("ascii")
    if major == 4:
        return [_item(reader) for _ in range(argument)]
    if major == 5:
        return {_item(reader): _item(reader) for _ in range(argument)}
    raise Refused("unexpected-item", start)


# --- reading ------------------------------------------------------------------------------------


def read_request(data: bytes) -> Request:
    reader = Reader(data)
    if reader.map(16) != 7:
        raise Refused("unknown-message", 0)
    _version(reader)
    _key(reader, 1)
    charter_digest = reader.bytes(32)
    _key(reader, 2)
    head = _checkpoint(reader)
    _key(reader, 3)
    cursor = reader.unsigned()
    _key(reader, 4)
    checkpoints = [_checkpoint(reader) for _ in range(reader.array(CHECKPOINTS))]
    _key(reader, 5)
    start = reader.offset
    records = [_offer(reader) for _ in range(reader.array(OFFERS))]
    _distinct([offer.id for offer in records], start)
    _key(reader, 6)
    start = reader.offset
    erasures = [reader.bytes(16) for _ in range(reader.array(ERASURES))]
    _distinct(erasures, start)
    reader.end()
    return Request(charter_digest, head, cursor, checkpoints, records, erasures)


def read_answer(data: bytes) -> Answer:
    reader = Reader(data)
    entries = reader.map(16)
    _version(reader)
    _key(reader, 1)
    start = reader.offset
    kind = reader.unsigned()
    if ENTRIES.get(kind) != entries:
        raise Refused("unknown-message", start)
    _key(reader, 2)
    answer: Answer
    if kind == 0:
        answer = _page(reader)
    elif kind == 1:
        answer = Rewind(_checkpoint(reader))
    elif kind == 2:
        answer = BatchRefused([_finding(reader) for _ in range(reader.array(FINDINGS))])
    elif kind == 4:
        answer = NewCharter(reader.bytes_up_to(CHARTER_BYTES))
    else:
        answer = WholeRefused(_one_of(reader, tuple(STATUS)))
    reader.end()
    return answer


def _version(reader: Reader) -> None:
    _key(reader, 0)
    start = reader.offset
    if reader.unsigned() != VERSION:
        raise Refused("unknown-message", start)


def _key(reader: Reader, key: int) -> None:
    start = reader.offset
    if reader.unsigned() != key:
        raise Refused("unexpected-item", start)


def _distinct(identifiers: list[bytes], start: int) -> None:
    if len(set(identifiers)) < len(identifiers):
        raise Refused("not-canonical", start)


def _checkpoint(reader: Reader) -> Checkpoint:
    reader.array(2, exactly=True)
    return reader.unsigned(), reader.bytes(8)


def _offer(reader: Reader) -> Offer:
    reader.array(3, exactly=True)
    return Offer(reader.bytes(16), reader.bytes(8), read(reader))


def _one_of(reader: Reader, words: tuple[str, ...]) -> str:
    start = reader.offset
    text = reader.text(40, PRINTABLE)
    if text not in words:
        raise Refused("unknown-message", start)
    return text


def _page(reader: Reader) -> Page:
    outcomes = [_outcome(reader) for _ in range(reader.array(OFFERS))]
    _key(reader, 3)
    feed: list[FeedRow] = []
    for _ in range(reader.array(FEED_ROWS)):
        feed.append(_feed_row(reader, feed[-1].seq if feed else 0))
    _key(reader, 4)
    cursor = reader.unsigned()
    _key(reader, 5)
    head = _checkpoint(reader)
    _key(reader, 6)
    return Page(outcomes, feed, cursor, head, reader.boolean())


def _outcome(reader: Reader) -> str | Record:
    start, major = reader.offset, reader.peek() >> 5
    if major == 4:
        return read(reader)
    if major == 3:
        return _one_of(reader, RECORD_REFUSALS)
    number = reader.unsigned()
    if number >= len(OUTCOMES):
        raise Refused("unknown-message", start)
    return OUTCOMES[number]


def _feed_row(reader: Reader, before: int) -> FeedRow:
    start = reader.offset
    reader.array(3, exactly=True)
    seq = before + reader.unsigned()
    if seq >= 1 << 64:
        raise Refused("too-long", start)
    identifier = reader.bytes(16)
    return FeedRow(seq, identifier, None if reader.null() else read(reader))


def _finding(reader: Reader) -> tuple[bytes, str, str]:
    reader.array(3, exactly=True)
    return reader.bytes(16), reader.text(NAME_BYTES, NAME_OR_NOTHING), reader.word()
