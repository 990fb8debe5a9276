"""Rows of the proof: what was shown, how much was tried, and what came out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

# In the order in which a reader wants them, with the words above each part of the table.
GROUPS = {
    "faults": "Faults on the real programs",
    "simulator": "Simulated histories",
    "model": "Every short history",
    "fuzzing": "Bytes that anybody may send",
    "sanitizers": "Memory and threads watched",
    "load": "The hub under load",
    "speed": "Speed beside others",
    "growth": "Growth with the data",
    "wire": "Bytes on the wire",
    "memory": "Memory",
    "conformance": "The protocol, by a second implementation",
    "leaks": "What leaves an office",
}


# Groups whose rows say how good a figure is, but for those that are promises.
FIGURES = {"speed", "growth", "wire", "memory", "load"}


class BadRow(ValueError):
    """A row that a tool wrote is not one."""


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `held` says whether what was aimed at came out; `None` is a figure without an aim, or something
    that could not be tried, and then `result` says why.
    """

    group: str
    claim: str
    tried: str
    result: str
    aim: str | None = None
    held: bool | None = None
    is_promise: bool = False
    """In a group of figures: whether it says more than how good a figure is, and must hold."""

    @property
    def is_broken(self) -> bool:
        """Whether a promise was broken. An aim of speed that isn't met is a figure to better."""
        return self.held is False and (self.is_promise or self.group not in FIGURES)


def row(data: object, where: str = "") -> Row:
    """Reads one row; raises `BadRow` when it is none."""
    names = {field.name for field in fields(Row)}
    if not isinstance(data, dict) or set(data) - names or not {"group", "claim"} <= set(data):
        raise BadRow(f"{where}: not a row: {data!r:.80}")
    if data["group"] not in GROUPS:
        raise BadRow(f"{where}: there is no group {data['group']!r}")
    if data.get("held") not in (True, False, None):
        raise BadRow(f"{where}: held is true, false or null")
    words = {name: "" if data.get(name) is None else str(data[name]) for name in names}
    return Row(
        group=words["group"], claim=words["claim"], tried=words["tried"], result=words["result"],
        aim=words["aim"] or None, held=data.get("held"), is_promise=data.get("is_promise") is True,
    )


def read(path: Path) -> list[Row]:
    """The rows of a file; raises `BadRow`, also for a file that is missing or no JSON."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadRow(f"{path.name}: {error}") from error
    if not isinstance(data, list):
        raise BadRow(f"{path.name}: not a list of rows")
    return [row(item, path.name) for item in data]


def write(path: Path, rows: Iterable[Row]) -> None:
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def grouped(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows by the title of their group, in the order of `GROUPS`."""
    rows = list(rows)
    parts = [(title, [row for row in rows if row.group == name]) for name, title in GROUPS.items()]
    return [(title, part) for title, part in parts if part]
