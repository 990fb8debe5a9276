"""Many records side by side: `encoding.md`, "Columns"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from .cbor import Reader, Refused, encode
from .record import (
    ACTORS, PACKED_BYTES, Dot, Record, Shape, Value, assembled, layout, pack, read_shape,
)  # fmt: skip

CELLS = 1 << 21
"""The most values and actors of all records together; a record counts as one at least."""

Item = TypeVar("Item")


def in_groups(items: list[Item], record: Callable[[Item], Record]) -> list[Item]:
    """Those whose records share type and shape together; all in the order of first appearance."""
    groups: dict[tuple[str, bytes], list[Item]] = {}
    for item in items:
        groups.setdefault(_kind(record(item)), []).append(item)
    return [item for group in groups.values() for item in group]


def _kind(record: Record) -> tuple[str, bytes]:
    parts = layout(record)
    return parts.type, encode([parts.names, parts.versions])


# --- whole numbers ------------------------------------------------------------------------------


def numbers(values: list[int]) -> list[bytes]:
    """The most significant byte of every number, then the next of every number; as many as the
    greatest needs."""
    width = (max(values, default=0).bit_length() + 7) // 8
    return [
        bytes(value >> 8 * plane & 0xFF for value in values) for plane in reversed(range(width))
    ]


def read_numbers(reader: Reader, count: int) -> list[int]:
    start = reader.offset
    planes = []
    for _ in range(reader.array(8)):
        place = reader.offset
        planes.append(reader.bytes_up_to(count))
        if len(planes[-1]) < count or count == 0:
            raise Refused("unexpected-item", place)
        if not any(planes[0]):
            raise Refused("not-canonical", start)
    return [int.from_bytes(bytes(plane[row] for plane in planes), "big") for row in range(count)]


def steps(values: list[int]) -> list[bytes]:
    """Numbers that are told as the step from the one before, zigzagged."""
    return numbers([_zigzag(value - before) for value, before in zip(values, [0, *values])])


def read_steps(reader: Reader, count: int) -> list[int]:
    found: list[int] = []
    for step in read_numbers(reader, count):
        before = found[-1] if found else 0
        found.append((before + (step >> 1 ^ -(step & 1))) % (1 << 64))
    return found


def _zigzag(step: int) -> int:
    """0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 …, of a step modulo 2^64."""
    step = (step + (1 << 63)) % (1 << 64) - (1 << 63)
    return 2 * step if step >= 0 else -2 * step - 1


# --- identifiers --------------------------------------------------------------------------------


def read_ids(reader: Reader, most: int) -> list[bytes]:
    start = reader.offset
    data = reader.bytes_up_to(16 * most)
    if len(data) % 16:
        raise Refused("unexpected-item", start)
    return [data[at : at + 16] for at in range(0, len(data), 16)]


# --- records ------------------------------------------------------------------------------------


def records_item(records: list[Record]) -> list:
    """Records that are `in_groups`, as a tree of items."""
    laid = [layout(record) for record in records]
    actors = sorted({actor for parts in laid for actor, _ in parts.actors})
    index = {actor: place for place, actor in enumerate(actors)}
    groups: dict[tuple[str, bytes], list] = {}
    for record, parts in zip(records, laid):
        groups.setdefault(_kind(record), []).append(parts)
    items = []
    for group in groups.values():
        first = group[0]
        slots = []
        for slot in range(len(first.actors)):
            which = [index[parts.actors[slot][0]] for parts in group]
            bases = [parts.actors[slot][1] for parts in group]
            slots.append([numbers(which), steps(bases)])
        columns = [
            _value_column([parts.values[version] for parts in group])
            for version in range(len(first.values))
        ]
        head = [first.type, len(group), len(first.actors), first.names, first.versions]
        items.append([*head, slots, columns])
    return [b"".join(actors), items]


def _value_column(values: list[Value]) -> list:
    places: dict[bytes, int] = {}
    dictionary: list[Value] = []
    indexes = []
    for value in values:
        place = places.setdefault(encode(value), len(places))
        if place == len(dictionary):
            dictionary.append(value)
        indexes.append(place)
    return [dictionary, numbers(indexes)]


def read_records(reader: Reader, most: int) -> list[Record]:
    """Reads at most so many records, and refuses what `records_item` would not have made."""
    reader.array(2, exactly=True)
    start = reader.offset
    actors = read_ids(reader, CELLS)
    if any(a >= b for a, b in zip(actors, actors[1:])):
        raise Refused("not-canonical", start)
    groups = _Groups(actors, most)
    for _ in range(reader.array(most)):
        groups.read(reader)
    if len(groups.used) < len(actors):
        raise Refused("not-canonical", start)
    return groups.records


@dataclass
class _Groups:
    actors: list[bytes]
    most: int
    records: list[Record] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    _kinds: set[tuple[str, bytes]] = field(default_factory=set)
    _cells: int = 0

    def read(self, reader: Reader) -> None:
        start = reader.offset
        reader.array(7, exactly=True)
        kind = reader.word()
        place = reader.offset
        count = reader.count(self.most - len(self.records))
        if count == 0:
            raise Refused("unexpected-item", place)
        actor_count = reader.count(ACTORS)
        before = reader.offset
        shape = read_shape(reader, actor_count)
        key = (kind, reader.data[before : reader.offset])
        if key in self._kinds:
            raise Refused("not-canonical", start)
        self._kinds.add(key)
        self._cells += count * max(1, shape.version_count + actor_count)
        if self._cells > CELLS:
            raise Refused("too-long", place)
        actors = self._read_slots(reader, actor_count, count)
        values = _read_columns(reader, shape, count)
        for row in range(count):
            record = assembled(kind, actors[row], shape, values[row], start)
            if len(pack(record)) > PACKED_BYTES:
                raise Refused("too-long", start)
            self.records.append(record)

    def _read_slots(self, reader: Reader, slots: int, count: int) -> list[list[Dot]]:
        """For each row its actors, each with its base."""
        rows: list[list[Dot]] = [[] for _ in range(count)]
        reader.array(slots, exactly=True)
        for _ in range(slots):
            start = reader.offset
            reader.array(2, exactly=True)
            which = read_numbers(reader, count)
            bases = read_steps(reader, count)
            if max(which) >= len(self.actors) or 0 in bases:
                raise Refused("invalid-record", start)
            for row, place, base in zip(rows, which, bases):
                self.used.add(place)
                if row and row[-1][0] >= self.actors[place]:
                    raise Refused("not-canonical", start)
                row.append((self.actors[place], base))
        return rows


def _read_columns(reader: Reader, shape: Shape, count: int) -> list[list[Value]]:
    """For each row its values."""
    reader.array(shape.version_count, exactly=True)
    columns = [_read_column(reader, count) for _ in range(shape.version_count)]
    return [[column[row] for column in columns] for row in range(count)]


def _read_column(reader: Reader, count: int) -> list[Value]:
    reader.array(2, exactly=True)
    start = reader.offset
    dictionary = [reader.value() for _ in range(reader.array(count))]
    if not dictionary:
        raise Refused("unexpected-item", start)
    indexes = read_numbers(reader, count)
    # Each value once, all of them used, in the order of first appearance.
    appearance = list(dict.fromkeys(indexes))
    distinct = {encode(value) for value in dictionary}
    if appearance != list(range(len(dictionary))) or len(distinct) < len(dictionary):
        raise Refused("not-canonical", start)
    return [dictionary[index] for index in indexes]
