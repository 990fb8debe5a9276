"""The library that is preloaded into the programs: `faults.c`, compiled where it is used."""

from __future__ import annotations

import random
import subprocess
import threading
from pathlib import Path

from .machine import Broken

SOURCE = Path(__file__).with_name("faults.c")
KINDS = ("write", "read", "sync", "truncate", "open", "name")

POWER_FAILED = 137
"""How a program ends whose machine lost its power."""

_compiling = threading.Lock()


def compiled(folder: Path) -> Path:
    """The library, made once in a folder."""
    library = folder / "faults.so"
    with _compiling:
        if not library.exists():
            folder.mkdir(parents=True, exist_ok=True)
            words = ["gcc", "-O1", "-Wall", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
            made = subprocess.run([*words, "-ldl", "-lpthread"], capture_output=True, text=True)
            if made.returncode != 0:
                raise Broken(f"faults.c can't be compiled\n{made.stderr}")
    return library


class Preload:
    """Variables that have the library do something to a program, on files under one folder."""

    def __init__(self, library: Path, under: Path) -> None:
        self._mark = under / "faults.mark"
        self._base = {
            "LD_PRELOAD": str(library), "FAULTS_UNDER": f"{under}/", "FAULTS_MARK": str(self._mark),
        }

    def has_happened(self) -> bool:
        """Whether the fault happened, or the power failed, since this was last asked: a command may
        make no such call, or fewer of them."""
        happened = self._mark.exists() and self._mark.stat().st_size > 0
        self._mark.unlink(missing_ok=True)
        return happened

    def counting(self, file: Path) -> dict[str, str]:
        return self._base | {"FAULTS_COUNT": str(file)}

    def failing(self, kind: str, nth: int, error: int, goes_on: bool) -> dict[str, str]:
        """The call fails with an error number; with 0 it does half of what was asked."""
        return self._base | {"FAULTS_FAIL": f"{kind}:{nth}:{error}:{'+' if goes_on else '.'}"}

    def cutting(self, nth: int, seed: random.Random) -> dict[str, str]:
        """The power fails at the nth change; 0: once the program has ended."""
        return self._base | {"FAULTS_CUT": f"{nth}:{seed.getrandbits(32)}"}

    def lying(self, seed: random.Random) -> dict[str, str]:
        """The power fails at the end of the program, on a disk whose syncs were a lie."""
        return self.cutting(0, seed) | {"FAULTS_LIES": "1"}

    def clock(self, seconds: int) -> dict[str, str]:
        """The wall clock is off by so much."""
        return self._base | {"FAULTS_CLOCK": str(seconds)}


def counts(file: Path) -> dict[str, int]:
    """What a program that was counted did, by kind of call and in `change`s. Takes the file away."""
    found: dict[str, int] = {}
    if file.exists():
        for line in file.read_text("utf-8").splitlines():
            kind, number = line.split()
            found[kind] = max(found.get(kind, 0), int(number))
        file.unlink()
    return found
