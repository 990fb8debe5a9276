"""SQLite itself: the plain floors, and its session extension."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from peer import Measure, Peer
from processes import Failed, run
from workload import Workload, compressed_bytes


class Table:
    """A database of one table, worked on by `sqlite_peer`."""

    def __init__(
        self, tool: Path, workload: Workload, file: Path, settings: str,
        environment: dict[str, str] | None = None,
    ) -> None:
        self._tool = tool
        self._workload = workload
        self.file = file
        self._settings = settings
        self._environment = environment

    def run(self, command: str, *words: object) -> dict:
        done = run(
            self._tool, self._workload.columns_file, self.file, self._settings, command, *words,
            environment=self._environment,
        )
        return done.json

    @property
    def digest(self) -> str:
        return self.run("digest")["digest"]

    def copy(self, file: Path) -> Table:
        shutil.copyfile(self.file, file)
        return Table(self._tool, self._workload, file, self._settings, self._environment)


class Plain(Peer):
    """The same rows upserted into one plain table: the floor."""

    def __init__(self, workload: Workload, tool: Path, folder: Path, settings: str) -> None:
        super().__init__(workload, folder)
        self.name = {
            "ours": "plain SQLite, our settings", "fast": "plain SQLite, fast settings",
        }[settings]
        self._table = Table(tool, workload, folder / "plain.sqlite", settings)

    def first_sync(self) -> Measure:
        done = self._table.run("upsert", self.workload.contracts_file)
        return Measure(done["seconds"], peak_bytes={"process": done["peak_bytes"]})

    def edit_locally(self, block: int) -> Measure:
        copy = self._table.copy(self._folder / "local.sqlite")
        return Measure(copy.run("edit", self.workload.edits_file(block))["seconds"])


class Session(Peer):
    """SQLite's session extension: changeset out, changeset in. No hub, no network, no merge.

    Its time is what the library takes from an open database to the committed transaction. That a
    session records while rows are written is not in it.
    """

    name = "SQLite session extension"

    def __init__(self, workload: Workload, tool: Path, folder: Path) -> None:
        super().__init__(workload, folder)
        self._one = Table(tool, workload, folder / "one.sqlite", "fast")
        self._other = Table(tool, workload, folder / "other.sqlite", "fast")

    def first_sync(self) -> Measure:
        file = self._folder / "changeset"
        out = self._one.run("record", self.workload.contracts_file, file)
        measure = self._deliver(out, file)
        self._expect_equal()
        return measure

    def sync_edits(self, block: int) -> Measure:
        file = self._folder / "changeset"
        out = self._one.run("edit", self.workload.edits_file(block), file)
        measure = self._deliver(out, file)
        self._expect_equal()
        return measure

    def _deliver(self, out: dict, file: Path) -> Measure:
        applied = self._other.run("apply", file, "keep")
        if applied["conflicts"]:
            raise Failed("a changeset met conflicts where there are none")
        return Measure(
            seconds=out["out_seconds"] + applied["seconds"],
            parts={"out": out["out_seconds"], "in": applied["seconds"]},
            sent_bytes=compressed_bytes(file.read_bytes()),
            peak_bytes={"sends": out["peak_bytes"], "receives": applied["peak_bytes"]},
        )

    def sync_conflicts(self, block: int) -> Measure:
        """Each side gets the other's changes. The second side's values are kept: the first's go."""
        edits = [self.workload.edits_file(block, side) for side in ("one", "other")]
        files = [self._folder / "changeset-one", self._folder / "changeset-other"]
        outs = [
            table.run("edit", edit, file)
            for table, edit, file in zip((self._one, self._other), edits, files, strict=True)
        ]
        at_other = self._other.run("apply", files[0], "keep")
        at_one = self._one.run("apply", files[1], "replace")
        self._expect_equal()
        kept = self._one.run("compare", *edits)
        return Measure(
            seconds=sum(out["out_seconds"] for out in outs)
            + at_other["seconds"] + at_one["seconds"],
            sent_bytes=sum(compressed_bytes(file.read_bytes()) for file in files),
            told=at_other["conflicts"],
            shown=0,
            lost=2 * self.workload.edit_count - kept["one"] - kept["other"],
        )

    def edit_locally(self, block: int) -> Measure:
        copy = self._one.copy(self._folder / "local.sqlite")
        done = copy.run("edit", self.workload.edits_file(block), self._folder / "unused")
        return Measure(done["seconds"])

    def _expect_equal(self) -> None:
        if self._one.digest != self._other.digest:
            raise Failed("the tables differ after a sync")


class FileCopy(Peer):
    """The plain table's file, read, written and synced to the disk: for scale."""

    name = "copy of the plain file"

    def __init__(self, workload: Workload, tool: Path, folder: Path) -> None:
        super().__init__(workload, folder)
        self._table = Table(tool, workload, folder / "one.sqlite", "fast")

    def first_sync(self) -> Measure:
        self._table.run("upsert", self.workload.contracts_file)
        start = time.perf_counter()
        data = self._table.file.read_bytes()
        with open(self._folder / "other.sqlite", "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        seconds = time.perf_counter() - start
        return Measure(seconds, sent_bytes=compressed_bytes(data))
