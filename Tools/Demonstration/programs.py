"""Runs the real programs, as a person would from a shell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from network import Identity

UNREACHABLE = 75
"""The exit code that says: the hub isn't there, all work is kept."""

NOT_ALLOWED = 77
"""The exit code that says: the hub doesn't let this office in."""


class Failed(Exception):
    """A program didn't end as it should."""


@dataclass(frozen=True)
class Result:
    code: int
    text: str
    errors: str

    @property
    def json(self) -> dict:
        return json.loads(self.text)


class Programs:
    """The programs in a folder, run in a surrounding of their own."""

    def __init__(self, folder: Path, home: Path, language: str) -> None:
        self._folder = folder
        home.mkdir(parents=True, exist_ok=True)
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("SECTEUR_")
        } | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "LC_ALL": "fr_FR.UTF-8" if language == "fr" else "C.UTF-8",
        }
        self._lock = threading.Lock()
        self.runs = 0

    def run(
        self, program: str, *words: object, codes: tuple[int, ...] = (0,), typed: str = ""
    ) -> Result:
        """Runs a program to its end; any exit code but those of `codes` is a failure."""
        command = [str(self._folder / program), *map(str, words)]
        done = subprocess.run(
            command, env=self._environment, input=typed.encode(), capture_output=True
        )
        with self._lock:
            self.runs += 1
        result = Result(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )
        if result.code not in codes:
            shown = " ".join([program, *map(str, words)])
            raise Failed(f"{shown}\n  exit code {result.code}\n{result.errors}{result.text}")
        return result

    def start(self, program: str, *words: object, log: Path) -> subprocess.Popen:
        """Starts a program that runs on; what it prints goes to the log."""
        with open(log, "ab") as output:
            return subprocess.Popen(
                [str(self._folder / program), *map(str, words)],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )


class Hub:
    """The hub: its folder, its commands, and its server while it runs."""

    def __init__(self, programs: Programs, folder: Path) -> None:
        self._programs = programs
        self.folder = folder
        self.log = folder.parent / "hub.log"
        self._ready = folder.parent / "hub.ready"
        self._server: subprocess.Popen | None = None

    def run(self, *words: object) -> Result:
        return self._programs.run("secteur-hub", *words, "--dir", self.folder)

    def json(self, *words: object) -> dict:
        return self.run(*words, "--json").json

    def make(self) -> None:
        self._programs.run("secteur-hub", "init", self.folder)

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def identity(self) -> Identity:
        return Identity(self.folder / "server.pem", self.folder / "server.key.pem")

    def enrol(self, name: str) -> str:
        """A one-time code for an office."""
        return self.json("enrol", name)["code"]

    @property
    def process(self) -> int:
        """The server's, while it runs."""
        assert self._server is not None
        return self._server.pid

    def start(self) -> int:
        """Starts the server and says on which port it listens."""
        self._server = self._programs.start(
            "secteur-hub", "serve", "--port", 0, "--ready-file", self._ready, "--dir", self.folder,
            log=self.log,
        )
        while not self._ready.exists():
            if self._server.poll() is not None:
                raise Failed("secteur-hub serve\n" + self.log.read_text("utf-8", "replace"))
            time.sleep(0.02)
        self.port = int(self._ready.read_text().strip().rsplit(":", 1)[1])
        return self.port

    @property
    def is_serving(self) -> bool:
        return self._server is not None

    def stop(self) -> None:
        if self._server is None:
            return
        self._server.send_signal(signal.SIGTERM)
        code = self._server.wait()
        self._server = None
        self._ready.unlink(missing_ok=True)
        if code != 0:
            raise Failed(f"secteur-hub serve ended with {code}\n" + self.log.read_text("utf-8"))

    def files(self) -> list[Path]:
        """Everything that the hub ever wrote: its store, the store's log, what it printed."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file()) + [self.log]
