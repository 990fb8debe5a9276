"""What an office's or a hub's files hold, read without the programs and without changing a byte.

A file that nobody has open is copied with its log and read there: the copy is what a program would
find after the same crash, and the program, not the reader, does the recovery.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from Protocol.conformance.cbor import Refused
from Protocol.conformance.record import Record, unpack


@dataclass
class Copy:
    """One copy of what is shared: an office's, or the hub's."""

    name: str
    records: dict[str, Record] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    """Records and erasures in an office's outbox."""
    quarantined: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    """What is wrong with the file itself."""

    def values(self, record: str, register: str) -> list:
        """The live values of a register, in no order."""
        held = self.records.get(record)
        versions = held.fields.get(register, {}) if held else {}
        return [version.value for version in versions.values()]


def of_office(folder: Path) -> Copy:
    """An office's summaries; and its dossiers' form, for their contents are sealed."""
    copy = Copy(folder.name)
    with closed_file(folder / "dossiers.sqlite") as store:
        copy.faults += faults(store, "dossiers.sqlite")
    with closed_file(folder / "shared/summaries.sqlite") as store:
        copy.faults += faults(store, "summaries.sqlite", identified="summary")
        if not copy.faults:
            _read_office(store, copy)
    return copy


def of_hub(folder: Path, is_open: bool) -> Copy:
    copy = Copy("hub")
    way = open_file if is_open else closed_file
    with way(folder / "hub.sqlite") as store:
        copy.faults += faults(store, "hub.sqlite", identified="record")
        if not copy.faults:
            for identifier, state in store.execute("SELECT id, state FROM record"):
                if state is None:
                    copy.erased.add(identifier.hex())
                else:
                    _take(copy, identifier.hex(), state)
    return copy


def _read_office(store: sqlite3.Connection, copy: Copy) -> None:
    rows = """SELECT id, state, unsent.key IS NOT NULL, quarantined
        FROM summary LEFT JOIN unsent USING (key)"""
    for identifier, state, is_dirty, is_quarantined in store.execute(rows):
        name = identifier.hex()
        _take(copy, name, state)
        if is_quarantined:
            copy.quarantined.add(name)
        elif is_dirty:
            copy.waiting.add(name)
    for identifier, stamp in store.execute("SELECT id, stamp FROM erased"):
        copy.erased.add(identifier.hex())
        if stamp is None:
            copy.waiting.add(identifier.hex())


def _take(copy: Copy, name: str, state: bytes) -> None:
    try:
        copy.records[name] = unpack(state)
    except Refused as refused:
        copy.faults.append(f"record {name} can't be read: {refused}")


def faults(store: sqlite3.Connection, name: str, identified: str | None = None) -> list[str]:
    """What SQLite finds wrong with the file, and what is wrong with its index of a table's identifiers."""
    try:
        found = [row[0] for row in store.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"reference {row}" for row in store.execute("PRAGMA foreign_key_check")]
        if identified:
            wrong, missing = store.execute(
                f"""SELECT (SELECT count(*) FROM identifier LEFT JOIN {identified} USING (key)
                        WHERE {identified}.id IS NOT identifier.id),
                    (SELECT count(*) FROM {identified}) - (SELECT count(*) FROM identifier)"""
            ).fetchone()
            if wrong or missing:
                found.append(f"identifiers: {wrong} wrong, {missing} missing")
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    return [f"{name}: {fault}" for fault in found]


@contextmanager
def closed_file(path: Path) -> Iterator[sqlite3.Connection]:
    """A store that no program has open, by way of a copy of it and its log."""
    with tempfile.TemporaryDirectory() as place:
        copied = Path(place) / "store.sqlite"
        shutil.copyfile(path, copied)
        for suffix in ("-wal", "-journal"):
            log = path.with_name(path.name + suffix)
            if log.exists():
                shutil.copyfile(log, copied.with_name(copied.name + suffix))
        with closing(sqlite3.connect(copied)) as store:
            yield store


@contextmanager
def open_file(path: Path) -> Iterator[sqlite3.Connection]:
    """A store that a program has open, as it is at one moment."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as store:
        store.execute("BEGIN")
        yield store
