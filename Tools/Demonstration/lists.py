"""The lists that come with the demonstration; data/NOTICE says where they are from."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text("utf-8").splitlines() if line]


def communes() -> list[tuple[str, str]]:
    """The code and the name of each commune."""
    with open(DATA / "communes.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return [(code, name) for code, name in rows[1:]]
