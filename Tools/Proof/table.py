"""The table in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import rows
from rows import Row

HEADINGS = ("what was shown", "how much was tried", "what came out", "aim", "held")
# Shares of the width; the last column is as wide as its words.
SHARES = (34, 26, 28, 12)
HELD_WIDTH = 4
GAP = "  "


def verdict(row: Row) -> str:
    return {True: "yes", False: "NO", None: "–"}[row.held]


def widths(total: int) -> list[int]:
    room = total - HELD_WIDTH - len(GAP) * len(SHARES)
    shares = [room * share // sum(SHARES) for share in SHARES]
    shares[0] += room - sum(shares)
    return [*shares, HELD_WIDTH]


def lines(cells: Sequence[str], columns: Sequence[int]) -> list[str]:
    """One row of cells, each wrapped within its column."""
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, columns)]
    height = max(map(len, wrapped))
    padded = [part + [""] * (height - len(part)) for part in wrapped]
    return [
        GAP.join(cell.ljust(width) for cell, width in zip(line, columns)).rstrip()
        for line in zip(*padded)
    ]


def table(all_rows: Iterable[Row], width: int = 118) -> str:
    """All rows by their groups, none wider than `width` columns."""
    columns = widths(width)
    text = [*lines(HEADINGS, columns), "─" * width]
    for title, part in rows.grouped(all_rows):
        text += ["", title.upper(), ""]
        for row in part:
            cells = (row.claim, row.tried, row.result, row.aim or "", verdict(row))
            text += lines(cells, columns)
    return "\n".join(text)


def summary(all_rows: Iterable[Row]) -> str:
    """One line: how many held, didn't, and have no aim."""
    all_rows = list(all_rows)
    held = sum(row.held is True for row in all_rows)
    broken = sum(row.held is False for row in all_rows)
    figures = len(all_rows) - held - broken
    return f"{held} held, {broken} did not, {figures} without an aim or not tried"
