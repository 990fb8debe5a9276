"""The proof that nothing confidential left: every byte that did is looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import scanner
from canaries import MARK
from http_capture import messages
from scanner import Scanner


@dataclass
class Looked:
    """What was looked at, and the canaries that were found there."""

    bytes: int = 0
    pieces: int = 0
    canaries: int = 0
    first: str = ""

    def look(self, at: Scanner, data: bytes, place: str) -> None:
        self.bytes += len(data)
        self.pieces += 1
        for finding in at.find(data):
            self.canaries += 1
            self.first = self.first or f"{place}: {finding.form} at {finding.offset}"


def left(scan: Scanner, streams: list[bytes]) -> Looked:
    """The bytes that left an office: as they passed, and each body unpacked."""
    looked = Looked()
    for number, stream in enumerate(streams, start=1):
        looked.look(scan, stream, f"connection {number}")
        for message in messages(stream):
            if message.content != message.body:
                looked.look(scan, message.content, f"connection {number}, {message.start}")
    return looked


def files(scan: Scanner, paths: list[Path]) -> Looked:
    """Files as they lie on the disk, and each value of those that are databases."""
    looked = Looked()
    for path in paths:
        looked.look(scan, path.read_bytes(), path.name)
        if path.suffix == ".sqlite":
            for place, data in values(path):
                looked.look(scan, data, f"{path.name}, {place}")
    return looked


def values(path: Path) -> Iterator[tuple[str, bytes]]:
    """All rows of all tables: a value may lie across two pages of the file."""
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            quoted = table.replace('"', '""')
            rows = database.execute(f'SELECT * FROM "{quoted}"')
            cells = (cell for row in rows for cell in row if isinstance(cell, (str, bytes)))
            texts = (cell.encode() if isinstance(cell, str) else cell for cell in cells)
            yield table, b"\n".join(texts)
    finally:
        database.close()


def control(scan: Scanner) -> list[str]:
    """The forms in which the scanner misses a canary: none, or the proof proves nothing."""
    tail = sorted(tail.decode() for tail in scan.tails)[0]
    return [form for form, data in scanner.hidden(MARK + tail).items() if not scan.count(data)]
