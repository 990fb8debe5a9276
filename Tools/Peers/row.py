"""One line of the table of proof."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """What was claimed, tried, and what came out."""

    group: str
    """speed, growth, wire or memory."""
    claim: str
    tried: str
    result: str
    aim: str | None = None
    held: bool | None = None
    """`None` where there is no aim, or nothing was measured."""
    is_promise: bool = False
    """Whether it says more than how good a figure is, and must hold."""

    @property
    def as_json(self) -> dict:
        return asdict(self)

    @property
    def verdict(self) -> str:
        """In one word."""
        return {True: "held", False: "not met", None: "–"}[self.held]


def markdown(rows: list[Row]) -> str:
    """The rows as a table."""
    lines = ["| what was shown | result | aim | |", "| --- | --- | --- | --- |"]
    for row in rows:
        lines.append(f"| {row.claim} | {row.result} | {row.aim or ''} | {row.verdict} |")
    return "\n".join(lines)
