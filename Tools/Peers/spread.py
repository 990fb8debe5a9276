"""Medians with the least and the greatest, and ratios within a repetition."""

from __future__ import annotations

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """What several repetitions came to."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def least(self) -> float:
        return min(self.values)

    @property
    def greatest(self) -> float:
        return max(self.values)

    def text(self, unit: str = "") -> str:
        """`1.23 (1.10 to 1.40)`, with the unit after the median."""
        middle = f"{number(self.median)}{unit}"
        if len(self.values) == 1:
            return f"{middle} (once)"
        return f"{middle} ({number(self.least)} to {number(self.greatest)})"


def number(value: float) -> str:
    """With three digits that count."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".")
