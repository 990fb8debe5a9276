"""Sets Secteur beside peers on the same contracts, and says what came out. See `Tools/compare`."""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import growth
import machine
from claims import Claims
from documents import Documents
from doltlite_peer import Doltlite
from ours import Programs, Secteur
from peer import CONFLICTS, EDITS, FIRST_SYNC, LOCAL_EDITS, QUIET, Measure, NotMeasured, Peer
from processes import Failed
from report import Report
from results import Results, Sample
from row import markdown
from tables import FileCopy, Plain, Session
from workload import Workload

_BLOCKS = 3
"""Blocks of edits of a repetition: synced ones, ones at both ends, local ones."""


class Comparison:
    """One run: every peer in turn, repetition by repetition."""

    def __init__(self, programs: Programs, tool: Path, folder: Path, options) -> None:
        self._programs = programs
        self._tool = tool
        self._folder = folder
        self._options = options
        self.results = Results()
        blocks = _BLOCKS * options.repetitions
        self.small = self._export("small", options.records, blocks)
        self.large = self._export("large", options.large, blocks) if options.large else None

    def _export(self, name: str, records: int, blocks: int) -> Workload:
        say(f"making {records:,} contracts")
        folder = self._folder / name
        return Workload.export(
            self._programs.benchmarks, folder / "data", records, self._options.edits, blocks
        )

    def run(self) -> None:
        with ExitStack() as opened:
            large = self._large_peers(opened) if self.large else []
            for repetition in range(self._options.repetitions):
                say(f"repetition {repetition + 1} of {self._options.repetitions}")
                makers = self._makers()
                # Each repetition begins with another peer.
                turn = repetition % len(makers)
                for make in makers[turn:] + makers[:turn]:
                    self._one(make, repetition)
                for peer in large:
                    self._measure(peer, EDITS, repetition, peer.sync_edits, repetition * _BLOCKS)
                    self._measure(peer, QUIET, repetition, peer.sync_quietly)

    def _makers(self) -> list[tuple[str, Callable[[], Peer]]]:
        work, tool, small = self._folder / "small", self._tool, self.small
        return [
            ("plain SQLite", lambda: Plain(small, tool, work / "floor-ours", "ours")),
            ("plain SQLite", lambda: Plain(small, tool, work / "floor-fast", "fast")),
            ("Secteur", lambda: Secteur(small, self._programs, work / "secteur")),
            ("SQLite session extension", lambda: Session(small, tool, work / "session")),
            ("doltlite", lambda: Doltlite(small, tool, work / "doltlite")),
            ("loro", lambda: Documents(small, "loro", work / "loro")),
            ("pycrdt", lambda: Documents(small, "pycrdt", work / "pycrdt")),
            ("file copy", lambda: FileCopy(small, tool, work / "copy")),
        ]

    def _one(self, maker: tuple[str, Callable[[], Peer]], repetition: int) -> None:
        name, make = maker
        try:
            peer = make()
        except (NotMeasured, Failed) as reason:
            self._set_aside(name, "all", reason, is_engine=name == Secteur.name)
            return
        block = repetition * _BLOCKS
        try:
            self._measure(peer, FIRST_SYNC, repetition, peer.first_sync)
            self._measure(peer, EDITS, repetition, peer.sync_edits, block)
            self._measure(peer, QUIET, repetition, peer.sync_quietly)
            self._measure(peer, CONFLICTS, repetition, peer.sync_conflicts, block + 1)
            self._measure(peer, LOCAL_EDITS, repetition, peer.edit_locally, block + 2)
        finally:
            peer.close()

    def _large_peers(self, opened: ExitStack) -> list[Peer]:
        """Peers on the large store, with their first sync behind them."""
        work = self._folder / "large"
        plain = Plain(self.large, self._tool, work / "floor", "ours")
        self._measure(plain, FIRST_SYNC, 0, plain.first_sync)
        plain.close()
        peers = []
        for make in (
            lambda: Secteur(self.large, self._programs, work / "secteur"),
            lambda: Session(self.large, self._tool, work / "session"),
        ):
            peers.append(opened.enter_context(closing(make())))
            self._measure(peers[-1], FIRST_SYNC, 0, peers[-1].first_sync)
        return peers

    def _measure(
        self, peer: Peer, case: str, repetition: int, body: Callable[..., Measure], *block: int
    ) -> None:
        try:
            peer.read_files()
            pressure = machine.cpu_pressure()
            measure = body(*block)
        except (NotMeasured, Failed) as reason:
            self._set_aside(peer.name, case, reason, is_engine=peer.is_engine)
            return
        records = peer.workload.records
        self.results.add(Sample(peer.name, case, records, repetition, pressure, measure))
        say(f"  {peer.name}, {case} on {records:,}: {measure.seconds:.4g} s")

    def _set_aside(
        self, name: str, case: str, reason: NotMeasured | Failed, *, is_engine: bool
    ) -> None:
        """A peer that fails is a finding about the peer, and no reason to stop; the engine's failing is."""
        if isinstance(reason, Failed) and is_engine:
            raise reason
        if lines := str(reason).splitlines():
            self.results.unmeasured[name, case] = lines[-1]


def say(line: str) -> None:
    """Progress, for whoever watches."""
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/compare", description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="folder of the build")
    parser.add_argument("--tool", type=Path, required=True, help="the built sqlite_peer")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="minutes: no large store")
    length.add_argument("--long", action="store_true", help="an hour: growth to 5 million")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--large", type=int, help="contracts in the large store; 0 for none")
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--repetitions", type=int)
    parser.add_argument("--sizes", help="of the stores that show growth, with commas")
    parser.add_argument("--rows", type=Path, help="a file for the table's rows, as JSON")
    parser.add_argument("--out", type=Path, help="a folder for the report")
    options = parser.parse_args()
    if options.repetitions is None:
        options.repetitions = 3 if options.short else 5
    if options.large is None:
        options.large = 0 if options.short else 1_000_000
    if options.sizes is None:
        options.sizes = "1000,10000,100000" + ("" if options.short else ",1000000")
        options.sizes += ",5000000" if options.long else ""
    return options


def main() -> None:
    options = _arguments()
    programs = Programs(options.programs)
    if programs.missing:
        sys.exit(f"compare: {', '.join(programs.missing)} not built in {options.programs}")
    out = options.out or options.programs.parent.parent / "compare"
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="secteur-compare-"))
    try:
        comparison = Comparison(programs, options.tool, work, options)
        comparison.run()
        say("growth")
        sizes = [int(size) for size in options.sizes.split(",")]
        growth.measure(programs.benchmarks, sizes, options.repetitions, out / "growth.json")
        _report(comparison, growth.Growth.read(out / "growth.json"), options, out)
    except Failed as failure:
        sys.exit(f"compare: {failure}")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _report(comparison: Comparison, grown: growth.Growth, options, out: Path) -> None:
    results = comparison.results
    claims = Claims(results, comparison.small, comparison.large)
    rows = claims.rows + grown.rows
    facts = machine.describe(sqlite3.sqlite_version)
    (out / "growth.svg").write_text(grown.plot)
    report = Report(results, facts, rows, options.records, options.large or None)
    (out / "benchmarks.md").write_text(report.markdown("growth.svg"))
    results.write(out / "samples.json", facts)
    if options.rows:
        options.rows.write_text(json.dumps([row.as_json for row in rows], indent=1) + "\n")
    print(markdown(rows))
    print(f"\nThe report: {out / 'benchmarks.md'}")
    if claims.lost_something:
        sys.exit("compare: a value was lost, or not shown to anybody")


if __name__ == "__main__":
    main()
