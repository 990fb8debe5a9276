"""What every peer of the comparison does, and what a measure says."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from workload import Workload

FIRST_SYNC = "first-sync"
EDITS = "edits"
CONFLICTS = "conflicts"
LOCAL_EDITS = "local-edits"
QUIET = "quiet"

_PIECE_BYTES = 2**20


@dataclass
class Measure:
    """One peer's time in one case, and what else was seen."""

    seconds: float
    parts: dict[str, float] = field(default_factory=dict)
    """Seconds of its parts, by name; the sum need not be all of it."""
    sent_bytes: int | None = None
    """What the first end sent, compressed by zstd -3 unless the peer compresses."""
    received_bytes: int | None = None
    """What the second end received, where that is another number."""
    peak_bytes: dict[str, int] = field(default_factory=dict)
    """The most memory of each process that took part."""
    told: int | None = None
    """Of fields that were edited at both ends: how many the library told its program of."""
    shown: int | None = None
    """How many stay in the copies, with both values, for a person to decide."""
    lost: int | None = None
    """And how many values are in no copy any more."""

    @property
    def as_json(self) -> dict:
        return asdict(self)


class NotMeasured(Exception):
    """The peer can't be run here, or has no such case; says why, where a reader would ask."""


class Peer:
    """Something that brings two copies of the contracts together.

    `first_sync` comes first; the other cases go on with what it left.
    """

    name = ""
    is_engine = False
    """Whether it is Secteur, in any way of counting its time."""

    def __init__(self, workload: Workload, folder: Path) -> None:
        self.workload = workload
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def first_sync(self) -> Measure:
        """All contracts from a copy that has them to an empty one."""
        raise NotMeasured

    def sync_edits(self, block: int) -> Measure:
        """The edits of a block, made at the first copy and not in the time, to the second."""
        raise NotMeasured

    def sync_conflicts(self, block: int) -> Measure:
        """The same fields edited at both copies, exchanged both ways."""
        raise NotMeasured

    def sync_quietly(self) -> Measure:
        """Nothing, between copies that hold the same."""
        raise NotMeasured

    def edit_locally(self, block: int) -> Measure:
        """The edits of a block, a durable transaction each, in a third copy."""
        raise NotMeasured

    def close(self) -> None:
        """Ends what runs and removes what lies around."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def read_files(self) -> None:
        """Reads all that lies around once, so that the next case needs no disk to read it from.

        A kernel may page files out that nobody read for a minute, as happens to those of the large
        stores while the other peers have their turn.
        """
        for file in self._folder.rglob("*"):
            if file.is_file():
                with open(file, "rb", buffering=0) as opened:
                    while opened.read(_PIECE_BYTES):
                        pass
