"""Runs the real programs on one machine, and can stop them in their middle."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE_SECONDS = 120
"""No command takes as long as this, unless it hangs."""

CRASHES = {
    -signal.SIGILL, -signal.SIGTRAP, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGSEGV, -signal.SIGFPE,
}

_CODE = re.compile(r"^\s*code\s*: ([a-z0-9-]+)", re.MULTILINE)


stopping = threading.Event()
"""Set by who wants everything to end: no command is run any more, and what runs on is ended."""


class Stopped(Exception):
    """Somebody wants everything to end."""


class Broken(Exception):
    """The harness itself can't go on: a command failed where nothing was to make it fail."""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    words: tuple[str, ...]
    code: int
    text: str
    errors: str
    seconds: float
    was_killed: bool = False
    hung: bool = False

    @property
    def is_acknowledged(self) -> bool:
        return self.code == 0

    @property
    def crashed(self) -> bool:
        return self.code in CRASHES or (128 - self.code) in CRASHES

    @property
    def json(self) -> dict:
        return json.loads(self.text)

    @property
    def error(self) -> str | None:
        """The code of the error that the program told, in words or in JSON."""
        found = _CODE.search(self.errors)
        if found:
            return found[1]
        try:
            told = json.loads(self.text or self.errors)
            return (told.get("error") or {}).get("code")
        except (ValueError, AttributeError):
            return None

    def __str__(self) -> str:
        shown = " ".join(self.words)
        return f"{shown}\n  exit code {self.code}\n{self.errors[-2000:]}{self.text[-2000:]}"


class Machine:
    """The programs in a folder, with a home and a runtime folder of this machine's own."""

    def __init__(self, programs: Path, home: Path) -> None:
        self.programs = programs
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        self.prefix: tuple[str, ...] = ()
        """Words before each command: how to enter a network namespace."""
        self.more: dict[str, str] = {}
        """Variables for each command: a library to preload and what it is to do."""
        self.runs = 0

    def environment(self, more: dict[str, str] | None = None) -> dict[str, str]:
        own = {name: text for name, text in os.environ.items() if not name.startswith("SECTEUR_")}
        return own | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "LC_ALL": "C.UTF-8",
            "SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no,threads=all,limit=30",
        } | self.more | (more or {})

    def run(
        self, program: str, *words: object, typed: str = "", kill_after: float | None = None,
        more: dict[str, str] | None = None,
    ) -> Done:
        """Runs a program to its end, or for `kill_after` seconds and then kills it."""
        if stopping.is_set():
            raise Stopped
        shown = (program, *map(str, words))
        began = time.monotonic()
        process = subprocess.Popen(
            [*self.prefix, str(self.programs / program), *shown[1:]],
            env=self.environment(more), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self.runs += 1
        was_killed = hung = False
        limit = PATIENCE_SECONDS if kill_after is None else kill_after
        try:
            out, errors = process.communicate(typed.encode(), timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            out, errors = process.communicate()
            hung = kill_after is None
            was_killed = not hung
        except BaseException:
            process.kill()
            process.communicate()
            raise
        return Done(
            shown, process.returncode, out.decode("utf-8", "replace"),
            errors.decode("utf-8", "replace"), time.monotonic() - began,
            was_killed and process.returncode == -signal.SIGKILL, hung,
        )

    def start(self, program: str, *words: object, log: Path) -> subprocess.Popen:
        """Starts a program that runs on; what it prints goes to the log."""
        with open(log, "ab") as output:
            return subprocess.Popen(
                [*self.prefix, str(self.programs / program), *map(str, words)],
                env=self.environment(), stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT,
            )
