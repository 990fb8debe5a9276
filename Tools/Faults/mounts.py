"""A small disk of its own, to fill and to lock: a tmpfs. Needs root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1 << 20


class Disk:
    def __init__(self, place: Path) -> None:
        self.place = place
        self._filler = place / "filler"

    @property
    def free_bytes(self) -> int:
        state = os.statvfs(self.place)
        return state.f_bavail * state.f_frsize

    @contextmanager
    def filled(self, but_bytes: int) -> Iterator[None]:
        """Leaves so many bytes free, and no more, until the end of the block."""
        count = max(0, self.free_bytes - but_bytes)
        with open(self._filler, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, count))
        try:
            yield
        finally:
            self._filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        _mount("-o", "remount,ro", str(self.place))
        try:
            yield
        finally:
            _mount("-o", "remount,rw", str(self.place))


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Disk]:
    place.mkdir(parents=True)
    options = f"size={megabytes}m,mode=700"
    _mount("-t", "tmpfs", "-o", options, "secteur-faults", str(place))
    try:
        yield Disk(place)
    finally:
        # Lazily: a server that is still ending must not keep the mount alive.
        subprocess.run(["umount", "--lazy", str(place)], check=False)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)
