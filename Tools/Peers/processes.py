"""Runs programs: from their start to their end, with the most memory that they had."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A program didn't end as it should."""


@dataclass(frozen=True)
class Run:
    """A program's run, from the moment before it was started to the moment after its exit."""

    seconds: float
    peak_bytes: int
    text: str

    @property
    def json(self) -> dict:
        return json.loads(self.text)


def peak_bytes(pid: int) -> int:
    """The most memory that a process ever had resident; 0 once it is gone.

    Not `ru_maxrss`, which a child inherits from its parent.
    """
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


class _Watch(threading.Thread):
    """Looks every few milliseconds at a process's peak, which only grows."""

    _PAUSE_SECONDS = 0.005

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.bytes = 0

    def run(self) -> None:
        while not self._over.is_set():
            self.bytes = max(self.bytes, peak_bytes(self._pid))
            self._over.wait(self._PAUSE_SECONDS)

    def stop(self) -> int:
        self._over.set()
        self.join()
        return self.bytes


def run(*command: object, environment: dict[str, str] | None = None) -> Run:
    """Runs a program to its end. Raises `Failed` unless it ends well."""
    words = [str(word) for word in command]
    start = time.perf_counter()
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"LC_ALL": "C.UTF-8"} | (environment or {}),
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, errors = process.communicate()
        seconds = time.perf_counter() - start
        peak = watch.stop()
    if process.returncode != 0:
        tail = (errors + output).decode("utf-8", "replace")[-2000:]
        raise Failed(f"{' '.join(words)}\n  exit code {process.returncode}\n{tail}")
    return Run(seconds, peak, output.decode("utf-8", "replace"))


def start(*command: object, log: Path) -> subprocess.Popen:
    """Starts a program that runs on; what it prints goes to the log."""
    with open(log, "ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )


def stop(process: subprocess.Popen | None) -> None:
    """Asks a program to end, and waits until it has."""
    if process is None:
        return
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
