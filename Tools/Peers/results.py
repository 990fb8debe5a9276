"""All that was measured in one run, and the ratios in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from peer import Measure
from spread import Spread


@dataclass(frozen=True)
class Sample:
    """One measure of one peer, in one repetition."""

    peer: str
    case: str
    records: int
    repetition: int
    pressure: float | None
    measure: Measure


@dataclass
class Results:
    """Samples in the order in which they were taken, and what wasn't measured and why."""

    samples: list[Sample] = field(default_factory=list)
    unmeasured: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, sample: Sample) -> None:
        self.samples.append(sample)

    def of(self, peer: str, case: str, records: int) -> dict[int, Measure]:
        """By repetition."""
        return {
            sample.repetition: sample.measure
            for sample in self.samples
            if (sample.peer, sample.case, sample.records) == (peer, case, records)
        }

    def spread(
        self, peer: str, case: str, records: int, pick: Callable[[Measure], float | None]
    ) -> Spread | None:
        """Of what `pick` finds in each measure; `None` when it finds nothing."""
        found = [pick(measure) for measure in self.of(peer, case, records).values()]
        values = tuple(value for value in found if value is not None)
        return Spread(values) if values else None

    def seconds(self, peer: str, case: str, records: int) -> Spread | None:
        return self.spread(peer, case, records, lambda measure: measure.seconds)

    def ratio(
        self,
        above: tuple[str, str, int],
        below: tuple[str, str, int],
        pick: Callable[[Measure], float | None] = lambda measure: measure.seconds,
        pick_below: Callable[[Measure], float | None] | None = None,
    ) -> Spread | None:
        """Of two cases, repetition by repetition: the machine was as busy for one as for the other."""
        ones, others = self.of(*above), self.of(*below)
        ratios = []
        for repetition in sorted(ones.keys() & others.keys()):
            one = pick(ones[repetition])
            other = (pick_below or pick)(others[repetition])
            if one is not None and other:
                ratios.append(one / other)
        return Spread(tuple(ratios)) if ratios else None

    @property
    def pressure(self) -> Spread | None:
        found = tuple(s.pressure for s in self.samples if s.pressure is not None)
        return Spread(found) if found else None

    def write(self, file: Path, facts: dict[str, str]) -> None:
        """Every sample, for whoever wants to look closer."""
        samples = [
            {
                "peer": sample.peer, "case": sample.case, "records": sample.records,
                "repetition": sample.repetition, "pressure": sample.pressure,
                **sample.measure.as_json,
            }
            for sample in self.samples
        ]
        file.write_text(json.dumps({"facts": facts, "samples": samples}, indent=1) + "\n")
