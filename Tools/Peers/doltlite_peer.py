"""doltlite: SQLite on prolly trees, with branches, merges and a remote of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

from peer import Measure, NotMeasured, Peer
from processes import Failed, peak_bytes, start, stop
from tables import Table
from workload import Workload, compressed_bytes


def library() -> Path | None:
    """The library in the installed wheel."""
    found = sorted(Path(sys.prefix).glob("lib/python*/site-packages/doltlite/_lib/libdoltlite.*"))
    return found[0] if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Remote:
    """The remote: a folder, served."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.file = folder / "hub.db"
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}/hub.db"
        self._process: subprocess.Popen = start(
            sys.executable, Path(__file__).with_name("doltlite_server.py"), library(), folder,
            port, log=folder.with_name("remote.log"),
        )
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise Failed("doltlite's remote doesn't answer")

    @property
    def peak_bytes(self) -> int:
        return peak_bytes(self._process.pid)

    def close(self) -> None:
        stop(self._process)


class Doltlite(Peer):
    """A push to its remote and a pull from it. The local commit before it is not in the time."""

    name = "doltlite, by its own remote"

    def __init__(self, workload: Workload, tool: Path, folder: Path) -> None:
        found = library()
        if found is None:
            raise NotMeasured("not installed")
        super().__init__(workload, folder)
        preload = {"LD_PRELOAD": str(found)}
        self._one = Table(tool, workload, folder / "one.db", "none", preload)
        self._other = Table(tool, workload, folder / "other.db", "none", preload)
        self._remote = Remote(folder / "remote")

    @staticmethod
    def _sql(table: Table, *statements: str) -> tuple[list[float], list[int], int]:
        """Seconds and results of each statement, and the most memory."""
        done = table.run("sql", *statements)
        seconds = [statement["seconds"] for statement in done["statements"]]
        return seconds, [s["result"] for s in done["statements"]], done["peak_bytes"]

    def _commit(self, table: Table) -> None:
        self._sql(table, "SELECT dolt_commit('-A', '-m', 'contracts')")

    def _delivered(self, push: str, pull: str) -> Measure:
        before = self._remote.file.stat().st_size if self._remote.file.exists() else 0
        out_seconds, _, out_peak = self._sql(self._one, push)
        in_seconds, _, in_peak = self._sql(self._other, pull)
        with open(self._remote.file, "rb") as file:
            file.seek(before)
            grown = file.read()
        return Measure(
            seconds=out_seconds[0] + in_seconds[0],
            parts={"push": out_seconds[0], "pull": in_seconds[0]},
            # What the remote's file grew by stands for what was sent.
            sent_bytes=compressed_bytes(grown),
            peak_bytes={"sends": out_peak, "receives": in_peak, "hub": self._remote.peak_bytes},
        )

    def first_sync(self) -> Measure:
        self._one.run("upsert", self.workload.contracts_file)
        self._commit(self._one)
        self._sql(self._one, f"SELECT dolt_remote('add', 'origin', '{self._remote.url}')")
        measure = self._delivered(
            "SELECT dolt_push('origin', 'main')", f"SELECT dolt_clone('{self._remote.url}')"
        )
        # A clone may have made the remote already.
        self._sql(self._other, f"-SELECT dolt_remote('add', 'origin', '{self._remote.url}')")
        self._expect_equal()
        return measure

    def sync_edits(self, block: int) -> Measure:
        self._one.run("edit", self.workload.edits_file(block))
        self._commit(self._one)
        measure = self._delivered(
            "SELECT dolt_push('origin', 'main')", "SELECT dolt_pull('origin', 'main')"
        )
        self._expect_equal()
        return measure

    def sync_conflicts(self, block: int) -> Measure:
        """The second copy merges; its values are kept, since it can't go on without a choice."""
        edits = [self.workload.edits_file(block, side) for side in ("one", "other")]
        for table, edit in zip((self._one, self._other), edits, strict=True):
            table.run("edit", edit)
            self._commit(table)
        pushed, _, _ = self._sql(self._one, "SELECT dolt_push('origin', 'main')")
        merged, results, _ = self._sql(
            self._other,
            "BEGIN",
            "-SELECT dolt_pull('origin', 'main')",
            "SELECT num_conflicts FROM dolt_conflicts",
            "SELECT dolt_conflicts_resolve('--ours', 'contract')",
            "SELECT dolt_commit('-A', '-m', 'merged')",
            "SELECT dolt_push('origin', 'main')",
        )
        pulled, _, _ = self._sql(self._one, "SELECT dolt_pull('origin', 'main')")
        self._expect_equal()
        kept = self._one.run("compare", *edits)
        return Measure(
            seconds=pushed[0] + sum(merged) + pulled[0],
            told=results[2],
            shown=0,
            lost=2 * self.workload.edit_count - kept["one"] - kept["other"],
        )

    def edit_locally(self, block: int) -> Measure:
        copy = self._one.copy(self._folder / "local.db")
        return Measure(copy.run("edit", self.workload.edits_file(block))["seconds"])

    def _expect_equal(self) -> None:
        if self._one.digest != self._other.digest:
            raise Failed("doltlite's copies differ after a sync")

    def close(self) -> None:
        self._remote.close()
        super().close()
