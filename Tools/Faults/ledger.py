"""Every shared value that was ever found stored, and what must have become of it.

A value that a copy once held durably is a debt: in the end it is live, or covered by a version whose
writer had seen it, or its record is erased. Nothing else ends a debt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from Protocol.conformance.record import Contradiction, Dot, Record, Version, join

from .copies import Copy

Place = tuple[str, str]
"""A record and one of its registers."""


class Ledger:
    def __init__(self) -> None:
        self.seen: dict[Place, dict[Dot, Version]] = defaultdict(dict)
        self.erased: set[str] = set()
        self.objections: list[str] = []

    @property
    def size(self) -> int:
        return sum(map(len, self.seen.values()))

    def observe(self, copy: Copy) -> None:
        """Takes down what a copy holds. A dot names one value for ever."""
        for record, state in copy.records.items():
            for register, versions in state.fields.items():
                known = self.seen[record, register]
                for dot, version in versions.items():
                    if not known.setdefault(dot, version).is_same_as(version):
                        self.objections.append(
                            f"{copy.name}: {_at(record, register)} has two values under one dot"
                        )
        self.erased |= copy.erased

    def wrote(
        self, before: Copy, after: Copy, remembered: Set[tuple[Place, Dot]] = frozenset()
    ) -> None:
        """One command wrote to a copy: what it covers it must have been shown there.

        Or have written itself: an office whose summaries are older than its case files first
        writes again what these say. Each opening of a store writes under a new name, so what it
        wrote itself bears a name that nothing bore before. Or its case files remember it: they keep
        what they were shown, and go on where older summaries were put beside them.
        """
        known = _writers(before)
        for record, state in after.records.items():
            held = before.records.get(record)
            for register, versions in state.fields.items():
                shown = held.fields.get(register, {}) if held else {}
                for dot, version in versions.items():
                    if dot in shown:
                        continue
                    unseen = [
                        past for past in version.past
                        if not _has_seen(shown, past)
                        and ((record, register), past) not in remembered
                        and (past[0] != dot[0] or past[0] in known)
                    ]
                    if unseen:
                        self.objections.append(
                            f"{after.name}: a value written to {_at(record, register)} claims to "
                            f"have seen {len(unseen)} values that were not there"
                        )
        self.observe(after)

    def keep_only(self, copies: Iterable[Copy]) -> None:
        """Files were put back: what no copy holds any more is nobody's to bring back."""
        copies = list(copies)
        whole = joined(copies, self.objections)
        self.erased = set().union(*(copy.erased for copy in copies))
        for place in list(self.seen):
            self.seen[place] = {
                dot: version for dot, version in self.seen[place].items()
                if _is_kept(whole, place, dot)
            }
            if not self.seen[place]:
                del self.seen[place]

    def judge(self, copies: Iterable[Copy]) -> list[str]:
        """What is wrong with where everything ended, all copies being in sync."""
        copies = list(copies)
        found = list(self.objections)
        self.objections.clear()
        whole = joined(copies, found)
        erased = set().union(*(copy.erased for copy in copies))
        for record in sorted(self.erased - erased):
            found.append(f"the erasure of {record[:8]} was forgotten everywhere")
        for copy in copies:
            for record in sorted((erased | self.erased) & copy.records.keys()):
                found.append(f"{copy.name}: {record[:8]}, which was erased, is back")
        for place, versions in self.seen.items():
            if place[0] in erased:
                continue
            for dot, version in versions.items():
                if not _is_kept(whole, place, dot):
                    found.append(f"{_at(*place)}: the value {version.value!r} was lost")
                live = whole[place[0]].fields.get(place[1], {}).get(dot) if place[0] in whole else None
                if live is not None and not live.is_same_as(version):
                    found.append(f"{_at(*place)}: the value {version.value!r} was changed")
        return found


def _writers(copy: Copy) -> set[bytes]:
    """Who wrote what a copy holds, or covered it."""
    return {
        dot[0]
        for state in copy.records.values()
        for versions in state.fields.values()
        for held, version in versions.items()
        for dot in (held, *version.past)
    }


def joined(copies: Iterable[Copy], objections: list[str]) -> dict[str, Record]:
    """All copies as one."""
    whole: dict[str, Record] = {}
    for copy in copies:
        for record, state in copy.records.items():
            try:
                whole[record] = join(whole[record], state) if record in whole else state
            except Contradiction:
                objections.append(f"{copy.name}: {record[:8]} contradicts another copy")
    return whole


def _is_kept(whole: dict[str, Record], place: Place, dot: Dot) -> bool:
    record = whole.get(place[0])
    return record is not None and _has_seen(record.fields.get(place[1], {}), dot)


def _has_seen(versions: dict[Dot, Version], dot: Dot) -> bool:
    """Whether a register holds a dot, or versions that covered it."""
    return dot in versions or any(version.covers(dot) for version in versions.values())


def _at(record: str, register: str) -> str:
    return f"{record[:8]}/{register}"
