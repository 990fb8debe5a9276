"""What was checked and what was found wrong."""

from __future__ import annotations

from collections import Counter


class Findings:
    """Collects faults, and counts what was looked at so that nothing passes by being absent."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.checked: Counter[str] = Counter()

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)

    def note(self, fault: str | None, place: str) -> None:
        """Adds a fault that somebody else put in words, if there is one."""
        if fault is not None:
            self.faults.append(f"{place}: {fault}")
