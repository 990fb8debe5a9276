"""Requests and answers: `exchange.md`, and their form in `exchange.cddl`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from .cbor import NAME, NAME_BYTES, Reader, Refused, encode
from .columns import (
    in_groups, numbers, read_ids, read_numbers, read_records, read_steps, records_item, steps,
)  # fmt: skip
from .record import Record

VERSION = 1
CHECKPOINTS = 12
OFFERS = 5_000
ERASURES = 5_000
FEED_ROWS = 6_000
FINDINGS = 100
CHARTER_BYTES = 262_144
PARTS_PER_CHECK = 32
REFERENCE_BITS = range(16, 41)

ENTRIES = {0: 7, 1: 3, 2: 3, 3: 3, 4: 3}
"""Of a message of each kind of answer."""
STATE = 3
"""The mark of an outcome that brings a state."""
OUTCOMES = (
    "as-expected", "erased", "deferred", "state", "type-mismatch", "contradictory",
    "record-too-large", "unknown",
)  # fmt: skip
"""In the order of their marks."""
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
class Whole:
    id: bytes
    state: Record


@dataclass
class Part:
    reference: int
    """The first bits of the record's identifier, as many as the request says."""
    fields: Record


@dataclass
class Request:
    charter_digest: bytes
    head: Checkpoint
    cursor: int
    checkpoints: list[Checkpoint]
    wholes: list[Whole]
    parts: list[Part]
    checks: list[bytes]
    """One for each 32 parts, in the order in which they travel."""
    erasures: list[bytes]
    reference_bits: int = 24
    leaves_pasts_out: bool = False

    def encoded(self) -> bytes:
        wholes = in_groups(self.wholes, lambda whole: whole.state)
        parts = in_groups(self.parts, lambda part: part.fields)
        checks = [int.from_bytes(check, "big") for check in self.checks]
        return encode(
            {
                0: VERSION,
                1: self.charter_digest,
                2: self.head,
                3: self.cursor,
                4: self.checkpoints,
                5: [
                    b"".join(whole.id for whole in wholes),
                    records_item([whole.state for whole in wholes]),
                ],
                6: [
                    self.reference_bits,
                    self.leaves_pasts_out,
                    records_item([part.fields for part in parts]),
                    numbers([part.reference for part in parts]),
                    numbers(checks),
                ],
                7: b"".join(self.erasures),
            }
        )


def reference(identifier: bytes, bits: int) -> int:
    """The first bits of an identifier."""
    return int.from_bytes(identifier, "big") >> (128 - bits)


def check_count(parts: int) -> int:
    return -(-parts // PARTS_PER_CHECK)


def checks(digests: list[bytes]) -> list[bytes]:
    """One digest for each 32 state digests."""
    return [
        hashlib.sha256(b"".join(digests[start : start + PARTS_PER_CHECK])).digest()[:8]
        for start in range(0, len(digests), PARTS_PER_CHECK)
    ]


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
        marks = [
            STATE if isinstance(outcome, Record) else OUTCOMES.index(outcome)
            for outcome in self.outcomes
        ]
        states = in_groups(
            [each for each in enumerate(self.outcomes) if isinstance(each[1], Record)],
            lambda each: each[1],
        )
        gone = [row for row in self.feed if row.state is None]
        kept = in_groups([row for row in self.feed if row.state is not None], lambda row: row.state)
        return encode(
            {
                0: VERSION,
                1: 0,
                2: [
                    bytes(marks),
                    steps([place for place, _ in states]),
                    records_item([state for _, state in states]),
                ],
                3: [
                    *_rows(gone),
                    *_rows(kept),
                    records_item([row.state for row in kept]),
                ],
                4: self.cursor,
                5: self.head,
                6: self.more,
            }
        )


def _rows(rows: list[FeedRow]) -> list:
    return [b"".join(row.id for row in rows), steps([row.seq for row in rows])]


@dataclass
class Rewind:
    checkpoint: Checkpoint

    def encoded(self) -> bytes:
        return encode({0: VERSION, 1: 1, 2: self.checkpoint})


@dataclass
class BatchRefused:
    findings: list[tuple[int, str, str]]
    """The offer's place, the register, the rule."""

    def encoded(self) -> bytes:
        return encode({0: VERSION, 1: 2, 2: self.findings})


@dataclass
class WholeRefused:
    refusal: str

    def encoded(self) -> bytes:
        return encode({0: VERSION, 1: 3, 2: self.refusal})


@dataclass
class NewCharter:
    """The text of the next version of the charter, in place of an answer."""

    text: bytes

    def encoded(self) -> bytes:
        return encode({0: VERSION, 1: 4, 2: self.text})


Answer = Page | Rewind | BatchRefused | WholeRefused | NewCharter


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
    if reader.map(16) != 8:
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
    wholes = _wholes(reader)
    _key(reader, 6)
    reader.array(5, exactly=True)
    bits = _reference_bits(reader)
    leaves_pasts_out = reader.boolean()
    parts, checks = _parts(reader, OFFERS - len(wholes), bits)
    _key(reader, 7)
    start = reader.offset
    erasures = read_ids(reader, ERASURES)
    _distinct(erasures, start)
    reader.end()
    return Request(
        charter_digest, head, cursor, checkpoints, wholes, parts, checks, erasures,
        bits, leaves_pasts_out,
    )  # fmt: skip


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


def _distinct(items: list, start: int) -> None:
    if len(set(items)) < len(items):
        raise Refused("not-canonical", start)


def _checkpoint(reader: Reader) -> Checkpoint:
    reader.array(2, exactly=True)
    return reader.unsigned(), reader.bytes(8)


def _wholes(reader: Reader) -> list[Whole]:
    reader.array(2, exactly=True)
    start = reader.offset
    ids = read_ids(reader, OFFERS)
    _distinct(ids, start)
    place = reader.offset
    states = read_records(reader, len(ids))
    if len(states) < len(ids):
        raise Refused("unexpected-item", place)
    return list(map(Whole, ids, states))


def _reference_bits(reader: Reader) -> int:
    start = reader.offset
    bits = reader.count(REFERENCE_BITS[-1])
    if bits not in REFERENCE_BITS:
        raise Refused("unexpected-item", start)
    return bits


def _parts(reader: Reader, most: int, bits: int) -> tuple[list[Part], list[bytes]]:
    fields = read_records(reader, most)
    start = reader.offset
    references = read_numbers(reader, len(fields))
    if any(number >= 1 << bits for number in references):
        raise Refused("too-long", start)
    _distinct(references, start)
    digests = read_numbers(reader, check_count(len(fields)))
    parts = list(map(Part, references, fields))
    return parts, [digest.to_bytes(8, "big") for digest in digests]


def _one_of(reader: Reader, words: tuple[str, ...]) -> str:
    start = reader.offset
    text = reader.text(40, PRINTABLE)
    if text not in words:
        raise Refused("unknown-message", start)
    return text


def _page(reader: Reader) -> Page:
    outcomes = _outcomes(reader)
    _key(reader, 3)
    feed = _feed(reader)
    _key(reader, 4)
    cursor = reader.unsigned()
    _key(reader, 5)
    head = _checkpoint(reader)
    _key(reader, 6)
    return Page(outcomes, feed, cursor, head, reader.boolean())


def _outcomes(reader: Reader) -> list[str | Record]:
    reader.array(3, exactly=True)
    start = reader.offset
    marks = reader.bytes_up_to(OFFERS)
    if any(mark >= len(OUTCOMES) for mark in marks):
        raise Refused("unknown-message", start)
    count = marks.count(STATE)
    start = reader.offset
    places = read_steps(reader, count)
    states_start = reader.offset
    states = read_records(reader, count)
    if len(states) < count:
        raise Refused("unexpected-item", states_start)
    if sorted(places) != [place for place, mark in enumerate(marks) if mark == STATE]:
        raise Refused("invalid-record", start)
    by_place = dict(zip(places, states))
    if in_groups(sorted(places), by_place.__getitem__) != places:
        raise Refused("not-canonical", start)
    return [by_place.get(place, OUTCOMES[mark]) for place, mark in enumerate(marks)]


def _feed(reader: Reader) -> list[FeedRow]:
    """What was erased, then the rest."""
    reader.array(5, exactly=True)
    gone = read_ids(reader, FEED_ROWS)
    gone_seqs = read_steps(reader, len(gone))
    kept = read_ids(reader, FEED_ROWS - len(gone))
    kept_seqs = read_steps(reader, len(kept))
    start = reader.offset
    states = read_records(reader, len(kept))
    if len(states) < len(kept):
        raise Refused("unexpected-item", start)
    rows = [FeedRow(seq, each, None) for seq, each in zip(gone_seqs, gone)]
    return rows + list(map(FeedRow, kept_seqs, kept, states))


def _finding(reader: Reader) -> tuple[int, str, str]:
    reader.array(3, exactly=True)
    place = reader.count(OFFERS - 1)
    return place, reader.text(NAME_BYTES, NAME_OR_NOTHING), reader.word()
