"""Secteur: the real programs, an office's stores and a hub, over loopback."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from statistics import median

from peer import Measure, Peer
from processes import Failed, Run, peak_bytes, run, start, stop
from workload import Workload


class Programs:
    """The programs of a build."""

    def __init__(self, folder: Path) -> None:
        self.benchmarks = folder / "benchmarks"
        self.hub = folder / "secteur-hub"
        self.sync = folder / "secteur-sync"

    @property
    def missing(self) -> list[str]:
        files = [self.benchmarks, self.hub, self.sync]
        return [file.name for file in files if not file.is_file()]


class Hub:
    """A hub that serves without TLS on loopback, with one office."""

    def __init__(self, programs: Programs, folder: Path) -> None:
        self._folder = folder / "hub"
        self.secret = folder / "office.secret"
        ready = folder / "hub.ready"
        run(programs.hub, "init", self._folder)
        run(programs.hub, "office", "add", "A", "--out", self.secret, "--dir", self._folder)
        self._process: subprocess.Popen = start(
            programs.hub, "serve", "--dir", self._folder, "--plain-http-on-loopback",
            "--port", 0, "--ready-file", ready, log=folder / "hub.log",
        )
        while not ready.exists():
            if self._process.poll() is not None:
                raise Failed("secteur-hub serve\n" + (folder / "hub.log").read_text())
            time.sleep(0.01)
        self.address = ready.read_text().strip()

    @property
    def peak_bytes(self) -> int:
        return peak_bytes(self._process.pid)

    def close(self) -> None:
        stop(self._process)


class Secteur(Peer):
    """Two stores of one office and a hub between them.

    A sync's time is the program's own, from before its start to after its exit: opening and closing
    its store, connecting and confining itself are in it.
    """

    name = "Secteur"
    is_engine = True

    def __init__(self, workload: Workload, programs: Programs, folder: Path) -> None:
        super().__init__(workload, folder)
        self._programs = programs
        self._full = folder.with_name("full.sqlite")
        if not self._full.exists():
            self._make_store(self._full)
        self._one = self._office("one")
        self._other = self._office("other")
        shutil.copyfile(self._full, self._store(self._one))
        self._make_store(self._store(self._other), "--empty")
        self._shown = 0
        self._hub = Hub(programs, folder)
        for office in (self._one, self._other):
            shutil.copyfile(self._hub.secret, office / "shared/hub.secret")
            (office / "shared/hub.secret").chmod(0o600)

    def _office(self, name: str) -> Path:
        office = self._folder / name
        (office / "shared").mkdir(parents=True)
        return office

    @staticmethod
    def _store(office: Path) -> Path:
        return office / "shared/summaries.sqlite"

    def _make_store(self, file: Path, *words: str) -> None:
        run(self._programs.benchmarks, "office", file, "--records", self.workload.records, *words)

    def _edit(self, store: Path, block: int, *words: str) -> float:
        """Makes a block of edits; seconds."""
        done = run(
            self._programs.benchmarks, "edit", store, "--records", self.workload.records,
            "--edits", self.workload.edit_count, "--block", block, *words,
        )
        return done.json["seconds"]

    def _sync(self, office: Path) -> Run:
        done = run(
            self._programs.sync, "--office", office, "--hub", self._hub.address, "--json"
        )
        report = done.json
        if report["waiting"] or report["quarantined"] or report["error"]:
            raise Failed(f"secteur-sync left something: {done.text}")
        return done

    def first_sync(self) -> Measure:
        measure = self._sync_both()
        self._expect_equal()
        return measure

    def sync_edits(self, block: int) -> Measure:
        self._edit(self._store(self._one), block)
        measure = self._sync_both()
        self._expect_equal()
        return measure

    def _sync_both(self) -> Measure:
        """The first office, then the second."""
        push, pull = self._sync(self._one), self._sync(self._other)
        return Measure(
            seconds=push.seconds + pull.seconds,
            parts={
                "push": push.seconds,
                "pull": pull.seconds,
                "inside": (push.json["milliseconds"] + pull.json["milliseconds"]) / 1000,
            },
            sent_bytes=push.json["sent_bytes"],
            received_bytes=pull.json["received_bytes"],
            peak_bytes={
                "office that sends": push.peak_bytes,
                "office that receives": pull.peak_bytes,
                "hub": self._hub.peak_bytes,
            },
        )

    def sync_quietly(self) -> Measure:
        """The median of five: each is little more than a program's start and end."""
        return Measure(median(self._sync(self._one).seconds for _ in range(5)))

    def sync_conflicts(self, block: int) -> Measure:
        self._edit(self._store(self._one), block)
        self._edit(self._store(self._other), block, "--other")
        before = self._shown
        runs = [self._sync(office) for office in (self._one, self._other, self._one)]
        self._expect_equal()
        self._shown = min(runs[1].json["in_conflict"], runs[2].json["in_conflict"])
        shown = self._shown - before
        lost = [self._missing(office, block) for office in (self._one, self._other)]
        return Measure(
            seconds=sum(done.seconds for done in runs),
            parts={"inside": sum(done.json["milliseconds"] for done in runs) / 1000},
            sent_bytes=sum(done.json["sent_bytes"] for done in runs),
            received_bytes=sum(done.json["received_bytes"] for done in runs),
            shown=shown,
            lost=max(lost),
        )

    def _missing(self, office: Path, block: int) -> int:
        """How many of the values of both sides' edits an office's store does not hold any more."""
        done = run(
            self._programs.benchmarks, "missing", self._store(office), "--records",
            self.workload.records, "--edits", self.workload.edit_count, "--block", block,
        )
        return int(done.text)

    def edit_locally(self, block: int) -> Measure:
        copy = self._folder / "local.sqlite"
        shutil.copyfile(self._store(self._one), copy)
        seconds = self._edit(copy, block)
        copy.unlink()
        return Measure(seconds)

    _COMPARED_RECORDS = 100_000

    def _expect_equal(self) -> None:
        """Both offices must hold the same states; larger ones have the sync's own digests alone."""
        if self.workload.records > self._COMPARED_RECORDS:
            return
        digests = {
            run(self._programs.benchmarks, "digest", self._store(office)).text
            for office in (self._one, self._other)
        }
        if len(digests) != 1:
            raise Failed("the offices differ after a sync")

    def close(self) -> None:
        self._hub.close()
        super().close()
