"""What a scenario came to, as one row of a table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """The objections of the judges; none when every promise was kept."""

    name: str
    claim: str
    """What is shown, in plain words."""
    tried: str = ""
    """How much, in words and numbers."""
    result: str = ""
    objections: list[str] = field(default_factory=list)
    skipped: str | None = None
    """Why it could not be tried here."""

    @property
    def held(self) -> bool | None:
        return None if self.skipped else not self.objections

    @property
    def row(self) -> dict:
        tried, result = self.tried, self.result
        if self.skipped:
            tried, result = "not tried", self.skipped
        elif self.objections:
            result = f"{len(self.objections)} objections, the first: {self.objections[0][:300]}"
        return {
            "group": "faults", "claim": self.claim, "tried": tried, "result": result,
            "aim": "nothing acknowledged is lost", "held": self.held,
        }


@dataclass(frozen=True)
class Effort:
    """How much is tried."""

    seed: int
    kills: int
    is_long: bool

    def of(self, short: int, long: int) -> int:
        return long if self.is_long else short
