"""The report that is read: tables of seconds, bytes and memory, in Markdown."""

from __future__ import annotations

from claims import FLOOR_FAST, FLOOR_OURS, OURS
from machine import QUIET_PRESSURE
from peer import CONFLICTS, EDITS, FIRST_SYNC, LOCAL_EDITS, QUIET, Measure
from results import Results
from row import Row, markdown
from spread import number

_NOTES = """\
- Every peer moves the same values: contracts of 12 fields, made up from a seed. Each repetition has
  every peer in turn, so that a busy machine is busy for all; ratios are taken within a repetition, and
  what stands here is their median, with the least and the greatest.
- Secteur's time is that of its real programs, `secteur-sync` at two offices and `secteur-hub` between
  them over loopback HTTP: from before a program starts to after it ends. In it are opening and closing
  the store, connecting, confining itself, encoding, zstd, the check of every value against the charter
  at both ends, the merge, and commits that outlast a power cut at all three stores (synchronous FULL,
  secure_delete).
- Before each measure all files of the peer are read once, so that they are in memory, however long ago
  its last turn was. How the engine grows is measured so too, and once more with files that have to be
  read from the disk.
- A peer's time is what its library takes, from open copies to the committed change. The session
  extension and plain SQLite run with WAL, synchronous NORMAL and a cache of 64 MB, and have no hub and no
  network; loro and pycrdt write nothing to a disk; doltlite's push and pull go through its own remote
  on loopback, and its local commit is not in the time, nor is what a session takes to record.
- *Plain upsert* is the same rows upserted into one table through SQLite's C API in one transaction:
  once with our stores' settings, which is the fair floor for a store that keeps what it was told, and
  once with the peers'.
- *Lost* counts values that are in no copy after both ends wrote a field and synced; *told* counts the
  collisions that a library told its program of, and *shown* those that stay, with both values, for a
  person to decide. The session extension tells its program of each collision, and doltlite stops its
  merge until each is settled: what is counted is what remains when that program keeps one value.
- Bytes are compressed: ours as they went over the wire without HTTP headers, peers' by zstd -3;
  doltlite's are what its remote's file grew by."""


_OUTCOMES = ["told", "shown", "lost"]


class Report:
    """One run's report."""

    def __init__(
        self, results: Results, facts: dict[str, str], rows: list[Row], records: int,
        large: int | None,
    ) -> None:
        self._results = results
        self._facts = facts
        self._rows = rows
        self._records = records
        self._large = large

    def markdown(self, plot: str | None) -> str:
        """The whole report. `plot` is the name of the growth's picture beside it."""
        parts = [
            "# Speed, bytes and memory beside peers",
            self._conditions,
            "## What was aimed at",
            markdown(self._rows),
            "## Beside peers",
            self._beside,
            "## How it was measured",
            _NOTES,
            f"## First sync of {self._records:,} contracts",
            self._table(FIRST_SYNC, self._records),
            "## Edits synced",
            self._table(EDITS, self._records),
        ]
        if self._large:
            parts += [
                f"On {self._large:,} contracts:",
                self._table(FIRST_SYNC, self._large),
                self._table(EDITS, self._large),
            ]
        parts += ["## A sync with nothing to say", self._table(QUIET, self._records)]
        if self._large:
            parts += [f"On {self._large:,} contracts:", self._table(QUIET, self._large)]
        parts += [
            "## The same fields edited at both ends",
            self._table(CONFLICTS, self._records),
            "## Local edits, a transaction each",
            self._table(LOCAL_EDITS, self._records),
        ]
        if self._results.unmeasured:
            parts += ["## Not measured", self._unmeasured]
        if plot:
            parts += ["## Growth", f"![Time by the number of contracts]({plot})"]
        return "\n\n".join(parts) + "\n"

    @property
    def _conditions(self) -> str:
        lines = [f"- {name}: {value}" for name, value in self._facts.items()]
        pressure = self._results.pressure
        if pressure:
            quiet = (
                "quiet" if pressure.greatest < QUIET_PRESSURE
                else "not quiet: seconds are too high, ratios less so"
            )
            lines.append(f"- CPU pressure while it ran: {pressure.text(' %')}; {quiet}")
        return "\n".join(lines)

    @property
    def _beside(self) -> str:
        """Each peer's time and bytes as multiples of ours, to be quoted."""
        cases = [(FIRST_SYNC, "first sync"), (EDITS, "edits"), (CONFLICTS, "both ends edited")]
        titles = ["time / Secteur's", *(title for _, title in cases), "one local edit"]
        titles += ["bytes of a first sync / Secteur's", "bytes of an edit / Secteur's"]
        peers = dict.fromkeys(sample.peer for sample in self._results.samples)
        lines = [titles]
        for peer in peers:
            if peer == OURS:
                continue
            cells = [peer]
            for case, _ in [*cases, (LOCAL_EDITS, "")]:
                cells.append(self._beside_ours(peer, case, lambda m: m.seconds))
            for case in (FIRST_SYNC, EDITS):
                cells.append(self._beside_ours(peer, case, lambda m: m.sent_bytes))
            lines.append(cells)
        return _lines(lines) + "\n\nAbove 1, Secteur is faster, or smaller."

    def _beside_ours(self, peer: str, case: str, pick) -> str:
        ratio = self._results.ratio(
            (peer, case, self._records), (OURS, case, self._records), pick
        )
        return ratio.text() if ratio else "–"

    def _table(self, case: str, records: int) -> str:
        peers = list(
            dict.fromkeys(
                sample.peer for sample in self._results.samples
                if (sample.case, sample.records) == (case, records)
            )
        )
        titles = ["", "seconds"]
        if case != QUIET:
            titles += ["× plain, our settings", "× plain, fast", "kB", "MiB"]
        titles += _OUTCOMES if case == CONFLICTS else []
        return _lines([titles, *(self._cells(peer, case, records) for peer in peers)])

    def _cells(self, peer: str, case: str, records: int) -> list[str]:
        seconds = self._results.seconds(peer, case, records)
        cells = [peer, seconds.text() if seconds else "–"]
        if case == QUIET:
            return cells  # nothing is said, and no floor does as little
        floor_case = LOCAL_EDITS if case == LOCAL_EDITS else FIRST_SYNC
        for floor in (FLOOR_OURS, FLOOR_FAST):
            ratio = self._results.ratio((peer, case, records), (floor, floor_case, records))
            cells.append(ratio.text() if ratio else "–")
        cells.append(self._median(peer, case, records, _kilobytes))
        cells.append(self._median(peer, case, records, _mebibytes))
        for name in _OUTCOMES if case == CONFLICTS else []:
            cells.append(
                self._median(peer, case, records, lambda m, name=name: getattr(m, name))
            )
        return cells

    def _median(self, peer: str, case: str, records: int, pick) -> str:
        found = self._results.spread(peer, case, records, pick)
        return number(found.median) if found else "–"

    @property
    def _unmeasured(self) -> str:
        return "\n".join(
            f"- {peer}, {case}: {reason}"
            for (peer, case), reason in self._results.unmeasured.items()
        )


def _lines(rows: list[list[str]]) -> str:
    """A table whose first row is its titles."""
    rows = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _kilobytes(measure: Measure) -> float | None:
    return None if measure.sent_bytes is None else measure.sent_bytes / 1000


def _mebibytes(measure: Measure) -> float | None:
    """Of the process that had the most."""
    return max(measure.peak_bytes.values()) / 2**20 if measure.peak_bytes else None
