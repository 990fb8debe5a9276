"""What the comparison claims: each aim a ratio within one run, judged on its median."""

from __future__ import annotations

from peer import CONFLICTS, EDITS, FIRST_SYNC, LOCAL_EDITS, QUIET, Measure
from processes import Failed
from results import Results
from row import Row
from spread import Spread, number
from workload import Workload

OURS = "Secteur"
SESSION = "SQLite session extension"
DOLTLITE = "doltlite, by its own remote"
LORO = "loro, in memory"
FLOOR_OURS = "plain SQLite, our settings"
FLOOR_FAST = "plain SQLite, fast settings"

MEMORY_LIMIT_BYTES = 64 << 20


def _part(name: str):
    return lambda measure: measure.parts.get(name)


def _seconds(measure: Measure) -> float:
    return measure.seconds


def _seen(peak_bytes: int) -> int:
    """The most memory of a process. Raises `Failed` where the system never said it: no process has 0."""
    if peak_bytes <= 0:
        raise Failed("the system didn't say what memory a process had")
    return peak_bytes


class Claims:
    """The rows of a run."""

    def __init__(self, results: Results, small: Workload, large: Workload | None) -> None:
        self._results = results
        self._small = small
        self._large = large
        self._records = small.records

    @property
    def rows(self) -> list[Row]:
        return [*self._speed(), *self._wire(), *self._memory()]

    def _row(
        self, group: str, claim: str, tried: str, found: Spread | None, unit: str,
        most: float | None, aim: str | None = None, also: str = "", *, is_below: bool = False,
    ) -> Row:
        """A row of one figure; `most` is what its median may be, or has to be below."""
        if found is None:
            return Row(group, claim, tried, "not measured", aim)
        held = None
        if most is not None:
            held = found.median < most if is_below else found.median <= most
        return Row(group, claim, tried, found.text(unit) + also, aim, held)

    @property
    def lost_something(self) -> bool:
        """Whether a promise was broken, which no speed makes good."""
        cases = self._results.of(OURS, CONFLICTS, self._records).values()
        return any(case.lost or case.shown != self._small.edit_count for case in cases)

    # -- Speed

    def _speed(self) -> list[Row]:
        return [
            *self._first_sync(), *self._edits(), *self._large_store(), *self._conflicts(),
            *self._local_edits(),
        ]

    def _first_sync(self) -> list[Row]:
        case = f"first sync of {self._records:,} contracts through the real hub"
        ours = (OURS, FIRST_SYNC, self._records)
        rows = [
            self._against(f"A {case} beside the session extension", ours, SESSION, 1.0),
            self._against(f"A {case} beside doltlite through its remote", ours, DOLTLITE, 1.0),
        ]
        for half in ("push", "pull"):
            floor = (FLOOR_OURS, FIRST_SYNC, self._records)
            fast = (FLOOR_FAST, FIRST_SYNC, self._records)
            ratio = self._results.ratio(ours, floor, _part(half), _seconds)
            loose = self._results.ratio(ours, fast, _part(half), _seconds)
            rows.append(
                self._row(
                    "speed", f"The {half} of it beside one plain upsert of the rows",
                    self._tried, ratio, " times", 1.5, "at most 1.5 times",
                    f"; {loose.text()} times one with the peers' settings" if loose else "",
                )
            )
        return rows

    @property
    def _tried(self) -> str:
        count = len(self._results.of(OURS, FIRST_SYNC, self._records))
        return f"{count} repetitions, peers in turn within each"

    def _against(
        self, claim: str, ours: tuple[str, str, int], peer: str, most: float
    ) -> Row:
        theirs = (peer, *ours[1:])
        ratio = self._results.ratio(ours, theirs)
        inside = self._results.ratio(ours, theirs, _part("inside"), _seconds)
        also = f"; {inside.text()} without starting the programs" if inside else ""
        return self._row(
            "speed", claim, self._tried, ratio, " times its time", most,
            "faster" if most == 1.0 else f"at most {number(most)} times", also,
            is_below=most == 1.0,  # as fast is not faster
        )

    def _edits(self) -> list[Row]:
        count = self._small.edit_count
        return [
            self._against(
                f"{count:,} edited fields synced on {self._records:,} contracts, beside the "
                "session extension",
                (OURS, EDITS, self._records), SESSION, 1.0,
            )
        ]

    def _large_store(self) -> list[Row]:
        quiet = "A sync with nothing to say, the program's start and end included, takes"
        if self._large is None:
            return [
                Row("speed", f"{claim} on a large store", "not tried", "only in a run with one")
                for claim in ("The same edits take no longer", f"{quiet} no longer")
            ]
        on_large = f"on {self._large.records:,} contracts"
        theirs = self._grown(SESSION, EDITS)
        return [
            self._row(
                "speed", f"The same edits {on_large} take no longer", self._tried,
                self._grown(OURS, EDITS), f" times those on {self._records:,}", 1.1,
                "at most 1.1 times", f"; the session extension {theirs.text()}" if theirs else "",
            ),
            self._row(
                "speed", f"{quiet} no longer {on_large}", self._tried,
                self._grown(OURS, QUIET), f" times that on {self._records:,}", 1.5,
                "at most 1.5 times",
            ),
        ]

    def _grown(self, peer: str, case: str) -> Spread | None:
        """How many times as long it takes on the large store."""
        return self._results.ratio((peer, case, self._large.records), (peer, case, self._records))

    def _conflicts(self) -> list[Row]:
        count = self._small.edit_count
        ours = (OURS, CONFLICTS, self._records)
        shown = self._results.spread(*ours, lambda measure: measure.shown)
        lost = self._results.spread(*ours, lambda measure: measure.lost)
        claim = f"{count:,} fields edited at both ends: each shown to a person, none lost"
        rows = []
        if shown is None or lost is None:
            rows.append(Row("speed", claim, self._tried, "not measured", f"{count:,} and 0"))
        else:
            rows.append(
                Row(
                    "speed", claim, self._tried,
                    f"{shown.least:,.0f} shown, {lost.greatest:,.0f} lost{self._peers_lost}",
                    f"{count:,} and 0", not self.lost_something, is_promise=True,
                )
            )
        rows.append(
            self._against(
                "The sync of them, three programs' runs, beside the session extension, which "
                "keeps one value of each", ours, SESSION, 1.0,
            )
        )
        return rows

    @property
    def _peers_lost(self) -> str:
        """How many values peers lose in the same case."""
        found = []
        for peer in (SESSION, DOLTLITE, LORO):
            lost = self._results.spread(peer, CONFLICTS, self._records, lambda m: m.lost)
            if lost:
                found.append(f"{peer.split(',')[0]} {lost.greatest:,.0f}")
        return f" (lost by {', '.join(found)})" if found else ""

    def _local_edits(self) -> list[Row]:
        ours = (OURS, LOCAL_EDITS, self._records)
        ratio = self._results.ratio(ours, (FLOOR_OURS, LOCAL_EDITS, self._records))
        loose = self._results.ratio(ours, (FLOOR_FAST, LOCAL_EDITS, self._records))
        return [
            self._row(
                "speed", "One local edit beside one plain update of as durable a table",
                f"{self._tried}, {self._small.edit_count:,} edits each", ratio, " times", 1.5,
                "at most 1.5 times",
                f"; {loose.text()} times one that no power cut may interrupt" if loose else "",
            )
        ]

    # -- On the wire

    def _wire(self) -> list[Row]:
        ours = (OURS, FIRST_SYNC, self._records)
        text, columns = self._small.text_bytes, self._small.column_bytes
        rows = []
        for words, name in (("sent", "sent_bytes"), ("received", "received_bytes")):
            spread = self._results.spread(*ours, lambda m, name=name: getattr(m, name) / text)
            each = self._results.spread(
                *ours, lambda m, name=name: getattr(m, name) / self._records
            )
            rows.append(
                self._row(
                    "wire",
                    f"Bytes {words} in a first sync, beside the same values as text by zstd -3",
                    f"{self._records:,} contracts", spread, " of it", 0.85, "at most 0.85",
                    f"; {number(each.median)} bytes a contract, where its values as columns by "
                    f"zstd -19 are {number(columns / self._records)}" if each else "",
                )
            )
        return [*rows, *self._edit_bytes()]

    def _edit_bytes(self) -> list[Row]:
        """Of both ways: what an office sends, and what another receives of it."""
        count = self._small.edit_count

        def each(peer: str, way: str) -> Spread | None:
            return self._results.spread(
                peer, EDITS, self._records, lambda m: getattr(m, way) / count)

        theirs, session = each(LORO, "sent_bytes"), each(SESSION, "sent_bytes")
        also = "".join(
            f"; {name} {number(found.median)}"
            for name, found in (("loro", theirs), ("session extension", session)) if found
        )
        return [
            self._row(
                "wire", f"Bytes {word} of one edited field, fewer than loro's",
                f"{count:,} edits in one sync, each compressed", each(OURS, way), " bytes",
                theirs.median if theirs else None,
                f"below {number(theirs.median)}" if theirs else None, also,
                is_below=True,  # as many are not fewer
            )
            for word, way in (("sent", "sent_bytes"), ("received", "received_bytes"))
        ]

    # -- Memory

    def _memory(self) -> list[Row]:
        workload = self._large or self._small
        rows = []
        for process in ("office that sends", "office that receives", "hub"):
            found = self._results.spread(
                OURS, FIRST_SYNC, workload.records,
                lambda m, process=process: _seen(m.peak_bytes[process]) / 2**20,
            )
            rows.append(
                self._row(
                    "memory",
                    f"Most memory of the {process} in a first sync of "
                    f"{workload.records:,} contracts",
                    "VmHWM of the real program", found, " MiB",
                    MEMORY_LIMIT_BYTES / 2**20, "below 64 MiB",
                )
            )
        return rows
