"""What a core dump of a running program would hold, without killing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PIECE_BYTES = 64 * 1024 * 1024
PAGE_BYTES = 4096
OVERLAP_BYTES = 256
"""Pieces overlap, so that nothing hides where two of them meet."""

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r(\S)\S\S \S+ \S+ \S+\s*(.*)")


def image(process: int) -> Iterator[tuple[str, bytes]]:
    """The readable memory of a process, by region, without what is mapped from files and not changed.

    Needs the right to trace the process: its owner's where the system allows it, or root's.
    """
    folder = Path(f"/proc/{process}")
    with open(folder / "mem", "rb", buffering=0) as memory:
        for line in (folder / "maps").read_text().splitlines():
            region = _REGION.match(line)
            if region is None or region[4] in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            if region[4].startswith("/") and region[3] != "w":
                continue
            start, end = int(region[1], 16), int(region[2], 16)
            yield from _pieces(memory, start, end, region[4] or "memory")


def _pieces(memory, start: int, end: int, name: str) -> Iterator[tuple[str, bytes]]:
    while start < end:
        memory.seek(start)
        try:
            data = memory.read(min(PIECE_BYTES, end - start))
        except OSError:  # a page that is mapped and can't be read, such as a device's
            start += min(PAGE_BYTES, end - start)
            continue
        if not data:
            return
        yield f"{name} at {start:x}", data
        if start + len(data) >= end:
            return
        start += max(len(data) - OVERLAP_BYTES, 1)
