"""Records: their merge (`merge.md`), their packing and digests (`encoding.md`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .cbor import NAME, NAME_BYTES, Reader, Refused, encode

PACKED_BYTES = 64 * 1024
REGISTERS = 256
VERSIONS = 256
ACTORS = 1024
PAST_ENTRIES = 2048

Dot = tuple[bytes, int]
"""An actor, and which of its writes."""

Value = None | bool | int | str


@dataclass(frozen=True)
class Version:
    past: tuple[Dot, ...]
    """For each actor the greatest number seen, sorted."""
    value: Value

    def covers(self, dot: Dot) -> bool:
        return any(actor == dot[0] and n >= dot[1] for actor, n in self.past)

    def is_same_as(self, other: Version) -> bool:
        """Also of the same kind: 1 is not true."""
        return self == other and type(self.value) is type(other.value)


@dataclass
class Record:
    type: str
    fields: dict[str, dict[Dot, Version]] = field(default_factory=dict)


class Contradiction(Exception):
    """Two states that no honest history gives."""


# --- the merge ----------------------------------------------------------------------------------


def join_field(a: dict[Dot, Version], b: dict[Dot, Version]) -> dict[Dot, Version]:
    """The union, less whatever another version has seen. Of one dot a value goes before withdrawn."""
    pool = [*a.items(), *((d, v) for d, v in b.items() if d not in a or not a[d].is_same_as(v))]
    stated = {(dot, v.past) for dot, v in pool if v.value is not None}
    pool = [
        (dot, v) for dot, v in pool if v.value is not None or (dot, v.past) not in stated
    ]
    live = [
        (dot, version)
        for dot, version in pool
        if not any(other.covers(dot) for d, other in pool if d != dot)
    ]
    if len({dot for dot, _ in live}) < len(live) or any(v.covers(dot) for dot, v in live):
        raise Contradiction
    return dict(live)


def join(a: Record, b: Record) -> Record:
    if a.type != b.type:
        raise Contradiction
    names = a.fields.keys() | b.fields.keys()
    return Record(
        a.type, {name: join_field(a.fields.get(name, {}), b.fields.get(name, {})) for name in names}
    )


# --- the packing --------------------------------------------------------------------------------


@dataclass
class Packed:
    """A record's five parts as they are written."""

    type: str
    actors: list[Dot]
    """Each with its base, ascending."""
    names: list[str]
    versions: list[list[list[int]]]
    values: list[Value]


def layout(record: Record) -> Packed:
    least: dict[bytes, int] = {}
    for versions in record.fields.values():
        for dot, version in versions.items():
            for actor, n in (dot, *version.past):
                least[actor] = min(n, least.get(actor, n))
    index = {actor: i for i, actor in enumerate(sorted(least))}

    def place(dot: Dot) -> list[int]:
        return [index[dot[0]], dot[1] - least[dot[0]]]

    fields = [sorted(record.fields[name].items()) for name in sorted(record.fields)]
    return Packed(
        record.type,
        [(actor, least[actor]) for actor in sorted(least)],
        sorted(record.fields),
        [
            [sum((place(past) for past in version.past), place(dot)) for dot, version in each]
            for each in fields
        ],
        [version.value for each in fields for _, version in each],
    )


def pack(record: Record) -> bytes:
    parts = layout(record)
    return encode([parts.type, parts.actors, parts.names, parts.versions, parts.values])


def unpack(data: bytes) -> Record:
    reader = Reader(data)
    record = read(reader)
    reader.end()
    return record


def read(reader: Reader) -> Record:
    """Reads the record that is next, and refuses what `pack` would not have written."""
    start = reader.offset
    reader.array(5, exactly=True)
    kind = reader.word()
    actors = _read_actors(reader)
    shape = read_shape(reader, len(actors))
    reader.array(shape.version_count, exactly=True)
    values = [reader.value() for _ in range(shape.version_count)]
    if reader.offset - start > PACKED_BYTES:
        raise Refused("too-long", start)
    return assembled(kind, actors, shape, values, start)


@dataclass
class Shape:
    """What records of one kind have in common: the names, and how their versions lie."""

    names: list[str]
    places: list[list[list[tuple[int, int]]]]
    """For each name its versions: the dot, then the past, each as actor's index and offset."""

    @property
    def version_count(self) -> int:
        return _count(self.places)


def read_shape(reader: Reader, actors: int) -> Shape:
    start = reader.offset
    names = _read_names(reader)
    reader.array(len(names), exactly=True)
    places: list[list[list[tuple[int, int]]]] = []
    for _ in names:
        places.append(_read_field(reader, places, actors))
    _check_bases(places, actors, start)
    return Shape(names, places)


def assembled(
    kind: str, actors: list[Dot], shape: Shape, values: list[Value], start: int
) -> Record:
    """The record of these parts, of which the first stood at `start`."""

    def dot(place: tuple[int, int]) -> Dot:
        actor, base = actors[place[0]]
        if base + place[1] >= 1 << 64:
            raise Refused("invalid-record", start)
        return actor, base + place[1]

    left = iter(values)
    return Record(
        kind,
        {
            name: {
                dot(version[0]): Version(tuple(map(dot, version[1:])), next(left))
                for version in versions
            }
            for name, versions in zip(shape.names, shape.places)
        },
    )


def _count(fields: list[list]) -> int:
    return sum(len(versions) for versions in fields)


def _read_actors(reader: Reader) -> list[tuple[bytes, int]]:
    actors: list[tuple[bytes, int]] = []
    for _ in range(reader.array(ACTORS)):
        start = reader.offset
        reader.array(2, exactly=True)
        actor = (reader.bytes(16), reader.unsigned())
        if actor[1] == 0:
            raise Refused("invalid-record", start)
        if actors and actors[-1][0] >= actor[0]:
            raise Refused("not-canonical", start)
        actors.append(actor)
    return actors


def _read_names(reader: Reader) -> list[str]:
    names: list[str] = []
    for _ in range(reader.array(REGISTERS)):
        start = reader.offset
        name = reader.text(NAME_BYTES, NAME)
        if names and names[-1] >= name:
            raise Refused("not-canonical", start)
        names.append(name)
    return names


def _read_field(reader: Reader, before: list, actors: int) -> list[list[tuple[int, int]]]:
    start = reader.offset
    versions = [
        _read_version(reader, actors) for _ in range(reader.array(VERSIONS - _count(before)))
    ]
    past_entries = sum(len(v) - 1 for each in [*before, versions] for v in each)
    dots = [version[0] for version in versions]
    pasts = [place for version in versions for place in version[1:]]
    if (
        not versions
        or any(a >= b for a, b in zip(dots, dots[1:]))
        or any(a == dot[0] and n >= dot[1] for dot in dots for a, n in pasts)
        or past_entries > PAST_ENTRIES
    ):
        raise Refused("invalid-record", start)
    return versions


def _read_version(reader: Reader, actors: int) -> list[tuple[int, int]]:
    """The dot, then the past."""
    start = reader.offset
    count = reader.array(2 + 2 * PAST_ENTRIES)
    if count < 2 or count % 2:
        raise Refused("unexpected-item", start)
    places: list[tuple[int, int]] = []
    for _ in range(count // 2):
        place = reader.offset
        actor = reader.unsigned()
        if actor >= actors:
            raise Refused("invalid-record", place)
        places.append((actor, reader.unsigned()))
    past = [actor for actor, _ in places[1:]]
    if any(a >= b for a, b in zip(past, past[1:])):
        raise Refused("not-canonical", start)
    return places


def _check_bases(places: list, actors: int, start: int) -> None:
    """Each actor is named, and one of its offsets is 0."""
    at_base = {
        actor for each in places for version in each for actor, offset in version if offset == 0
    }
    if len(at_base) < actors:
        raise Refused("not-canonical", start)


# --- digests ------------------------------------------------------------------------------------


def state_digest(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest()[:8]


def part_digest(records: list[tuple[bytes, bytes]]) -> bytes:
    digest = bytes(32)
    for identifier, packed in sorted(records):
        digest = hashlib.sha256(digest + identifier + hashlib.sha256(packed).digest()).digest()
    return digest
