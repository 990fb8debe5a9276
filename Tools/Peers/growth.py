"""How the engine grows with its store: `benchmarks growth`, judged and plotted."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from pathlib import Path

from plot import Line, svg
from processes import run
from row import Row
from spread import number

FLAT = 1.5
"""How many times the least the greatest may be, of what should not grow."""

LINEAR = 1.5
"""How many times the least time a contract the greatest may be, of what should grow in proportion."""

_LINEAR_FROM = 10_000
"""Below it what a sync costs whatever its size hides the rest."""

_STEPS = {
    "first-push": "first push",
    "first-pull": "first pull",
    "sync-edits": "sync of 100 edits",
    "edits": "100 local edits",
    "noop": "sync of nothing",
    "conflict-page": "50 conflicts, twice",
}
"""The steps that are judged, and their names in the plot."""

_ON_DISK = " on disk"
"""Follows the name of a step that was measured with its files on the disk, not in memory."""


def measure(benchmarks: Path, sizes: list[int], repetitions: int, file: Path) -> None:
    """Runs the steps on each size and writes the measures; minutes for a million contracts."""
    run(
        benchmarks, "growth", "--sizes", ",".join(map(str, sizes)), "--repetitions", repetitions,
        "--out", file,
    )


class Growth:
    """Medians of each step on each size."""

    def __init__(self, points: list[dict]) -> None:
        found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
        for point in points:
            step = point["step"] + (_ON_DISK if point["files"] == "disk" else "")
            found[step][point["records"]].append(point["measure"]["seconds"])
        self.seconds = {
            step: {size: statistics.median(seconds) for size, seconds in sorted(sizes.items())}
            for step, sizes in found.items()
        }
        self.sizes = sorted({point["records"] for point in points})
        self.counts = {
            step: [len(seconds) for _, seconds in sorted(sizes.items())]
            for step, sizes in found.items()
        }
        """How often each step was measured, for each size."""

    @staticmethod
    def read(file: Path) -> Growth:
        return Growth(json.loads(file.read_text()))

    @property
    def plot(self) -> str:
        """The SVG."""
        lines = [
            Line(name, list(self.seconds[step].items()))
            for step, name in _STEPS.items()
            if step in self.seconds
        ]
        return svg(
            "What a store's size costs: first syncs grow with it, the rest should not",
            "contracts in the store", "seconds", lines,
        )

    @property
    def rows(self) -> list[Row]:
        return [
            self._linear("first-push", "A first push takes time in proportion to the contracts"),
            self._linear("first-pull", "A first pull takes time in proportion to the contracts"),
            self._flat("edits", "A local edit costs the same in a small store and a large one"),
            self._flat("edits" + _ON_DISK, "So does one that reads its pages from the disk first"),
            self._flat("sync-edits", "A sync of 100 edited fields costs the same, however many lie"),
            self._flat(
                "sync-edits" + _ON_DISK, "So does one whose ends read from the disk first"
            ),
            self._flat("noop", "A sync with nothing to say costs the same"),
            self._flat("conflict-page", "A page of 50 conflicts costs the same"),
        ]

    def _tried(self, step: str) -> str:
        sizes = ", ".join(f"{size:,}" for size in self.sizes)
        counts = self.counts[step]
        often = f"each {counts[0]} times" if len(set(counts)) == 1 else (
            f"{', '.join(map(str, counts))} times")
        files = "on the disk" if step.endswith(_ON_DISK) else "in memory"
        return (
            f"stores of {sizes} contracts, {often}, office and hub in one process, files {files}"
        )

    def _flat(self, step: str, claim: str) -> Row:
        seconds = self.seconds[step]
        ratio = max(seconds.values()) / min(seconds.values())
        first, last = seconds[self.sizes[0]], seconds[self.sizes[-1]]
        return Row(
            "growth", claim, self._tried(step),
            f"greatest {number(ratio)} times the least; "
            f"{number(first * 1000)} ms at {self.sizes[0]:,}, "
            f"{number(last * 1000)} ms at {self.sizes[-1]:,}",
            f"at most {FLAT} times", ratio <= FLAT if len(seconds) > 1 else None,
        )

    def _linear(self, step: str, claim: str) -> Row:
        each = {
            size: seconds / size
            for size, seconds in self.seconds[step].items()
            if size >= min(_LINEAR_FROM, self.sizes[-1])
        }
        ratio = max(each.values()) / min(each.values())
        shown = ", ".join(
            f"{number(value * 1e6)} µs at {size:,}" for size, value in each.items()
        )
        return Row(
            "growth", claim, self._tried(step),
            f"a contract takes {shown}: greatest {number(ratio)} times the least",
            f"at most {LINEAR} times, from 10,000 on",
            # One size shows nothing.
            ratio <= LINEAR if len(each) > 1 else None,
        )
