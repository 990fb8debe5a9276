"""A hub and a few offices, led through the commands that people type."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import copies
from .copies import Copy
from .folders import Folder, Folders
from .ledger import Ledger
from .machine import Broken, Done, Machine

OFFICES = ("bobigny", "drancy", "pantin")
SETTLING_ROUNDS = 6
"""Each round every office syncs; two are enough for anything that is in sync afterwards."""

PASSWORD = "Sept canaux lents, 12 péniches"
FIRST_PASSWORD = "Huit écluses, 31 mariniers"

_making = threading.Lock()


class Hub:
    """The hub: its folder, its commands, its server while it runs."""

    def __init__(self, machine: Machine, folder: Path, is_plain: bool) -> None:
        self.machine = machine
        self.folder = folder
        self.is_plain = is_plain
        self.port = free_port()
        self.host: str | None = None
        """The address to listen on, if not all of the machine's."""
        self.server: subprocess.Popen | None = None
        self.log = folder.parent / "hub.log"
        self._ready = folder.parent / "hub.ready"

    def run(self, *words: object, **options) -> Done:
        return self.machine.run("secteur-hub", *words, "--dir", self.folder, **options)

    def must(self, *words: object, **options) -> Done:
        return _must(self.run(*words, **options))

    @property
    def is_serving(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def start(self) -> None:
        """Starts the server and waits until it listens."""
        self._ready.unlink(missing_ok=True)
        words = ["serve", "--port", self.port, "--ready-file", self._ready, "--dir", self.folder]
        if self.is_plain:
            words.append("--plain-http-on-loopback")
        if self.host:
            words += ["--host", self.host]
        self.server = self.machine.start("secteur-hub", *words, log=self.log)
        until = time.monotonic() + 30
        while not self._ready.exists():
            if self.server.poll() is not None or time.monotonic() > until:
                raise Broken("the hub doesn't serve\n" + self.log.read_text("utf-8", "replace"))
            time.sleep(0.005)

    def kill(self) -> None:
        if self.server:
            self.server.kill()
            self.server.wait()
            self.server = None

    def stop(self) -> int | None:
        """Stops the server as a system does, and says its exit code."""
        if self.server is None:
            return None
        self.server.send_signal(signal.SIGTERM)
        try:
            code = self.server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.server.kill()
            code = self.server.wait()
        self.server = None
        return code

    def copy(self) -> Copy:
        return copies.of_hub(self.folder, self.is_serving)


class Office:
    """An office: its folder and its commands. A session that ran out is renewed."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self.machine = machine
        self.folder = folder
        self.folders = Folders()

    @property
    def name(self) -> str:
        return self.folder.name

    def run(self, *words: object, **options) -> Done:
        done = self.machine.run("secteur", *words, "--office", self.folder, **options)
        if done.error == "login-needed" and words[0] != "login":
            self.log_in()
            done = self.machine.run("secteur", *words, "--office", self.folder, **options)
        return done

    def must(self, *words: object, **options) -> Done:
        return _must(self.run(*words, **options))

    def sync(self, **options) -> Done:
        return self.run("sync", "--json", **options)

    def log_in(self, account: str = "ref-1") -> None:
        password = self.paper / ("password" if account == "ref-1" else "first-password")
        self.must("login", account, "--password-file", password)

    @property
    def paper(self) -> Path:
        return self.folder.parent / f"{self.folder.name}-paper"

    def copy(self) -> Copy:
        return copies.of_office(self.folder)

    def show(self, folder: Folder) -> dict | None:
        """A folder as the program shows it; `None` when there is none."""
        identifier = folder.id
        if identifier is None:
            found = self.must("person", "find", folder.name, "--json").json["persons"]
            if not found:
                return None
            identifier = found[0]["id"]
        done = self.run("person", "show", identifier, "--json")
        return None if done.error == "record-unknown" else _must(done).json

    def look(self, certain_too: bool = False) -> list[str]:
        """Looks at folders that aren't surely known, or at all, and says what is wrong."""
        folders = list(self.folders.of.values()) if certain_too else self.folders.unknown()
        return [
            f"{self.name}: {fault}"
            for folder in folders for fault in folder.look(self.show(folder))
        ]


class Life:
    """A hub, its offices, and the ledger of what they stored."""

    def __init__(self, machine: Machine, folder: Path, is_plain: bool) -> None:
        self.machine = machine
        self.folder = folder
        self.hub = Hub(machine, folder / "hub", is_plain)
        self.offices = [Office(machine, folder / name) for name in OFFICES]
        self.ledger = Ledger()
        self.kept_states: dict[str, bytes] = {}
        """States of records that were erased since."""

    @property
    def address(self) -> str:
        return f"{'http' if self.hub.is_plain else 'https'}://127.0.0.1:{self.hub.port}"

    def go_to(self, address: str, offices: list[Office] | None = None) -> None:
        """Tells offices where the hub is: the same hub, by another name."""
        for office in offices or self.offices:
            office.must("hub", "--hub", address)

    def copies(self) -> list[Copy]:
        return [office.copy() for office in self.offices] + [self.hub.copy()]

    def observe(self) -> None:
        for copy in self.copies():
            self.ledger.observe(copy)

    def settle(self) -> list[str]:
        """Has everybody sync until nobody has anything to say, and says what kept them from it."""
        if not self.hub.is_serving:
            self.hub.start()
        for _ in range(SETTLING_ROUNDS):
            reports = [self._settling(office) for office in self.offices]
            faults = [fault for fault, _ in reports if fault]
            if not faults and all(is_quiet for _, is_quiet in reports):
                return []
        return faults or ["offices and hub never came to rest"]

    def _settling(self, office: Office) -> tuple[str | None, bool]:
        done = office.sync()
        if done.code not in (0, 65):
            return f"{office.name} can't sync: {done}", False
        report = done.json
        said = ("sent", "received", "erasures_sent", "erasures_received", "waiting", "rewinds")
        return None, not any(report[name] for name in said)

    def close(self) -> None:
        self.hub.kill()


class Templates:
    """Lives that were begun once, of which each scenario gets a copy of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder

    def life(self, place: Path, is_plain: bool = True, serving: bool = True) -> Life:
        """A new life in a new folder: a hub, three offices that joined it, somebody logged in."""
        template = self._folder / ("plain" if is_plain else "tls")
        with _making:
            if not template.exists():
                self._make(template, is_plain)
        shutil.copytree(template, place)
        life = Life(Machine(self._programs, place / "home"), place, is_plain)
        try:
            if serving:
                life.hub.start()
            life.go_to(life.address)
            life.observe()
        except BaseException:
            life.close()
            raise
        return life

    def _make(self, template: Path, is_plain: bool) -> None:
        unfinished = template.with_suffix(".new")
        unfinished.mkdir(parents=True)
        life = Life(Machine(self._programs, unfinished / "home"), unfinished, is_plain)
        hosts = ("--host", "10.93.0.1")
        _must(life.machine.run("secteur-hub", "init", life.hub.folder, *hosts))
        life.hub.start()
        try:
            threads = [
                threading.Thread(target=_open, args=(life, office)) for office in life.offices
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            for office in life.offices:
                office.must("digest")  # the office is there and somebody is logged in
        finally:
            life.hub.stop()
        unfinished.rename(template)


def _open(life: Life, office: Office) -> None:
    """Makes an office with its administrator and a référent, and joins the hub."""
    paper = office.paper
    paper.mkdir(mode=0o700)
    (paper / "password").write_text(PASSWORD + "\n", "utf-8")
    (paper / "first-password").write_text(FIRST_PASSWORD + "\n", "utf-8")
    first, second = paper / "first-password", paper / "password"
    _must(office.machine.run(
        "secteur", "init", office.folder, "--name", office.name, "--password-file", first
    ))
    office.must("login", "admin", "--password-file", first)
    office.must("account", "add", "ref-1", "--role", "referent", "--password-file", first)
    office.must("login", "ref-1", "--password-file", first, "--new-password-file", second)
    if life.hub.is_plain:
        secret = paper / "hub.secret"
        life.hub.must("office", "add", office.name, "--out", secret)
        office.must("hub", "--hub", life.address, "--secret-file", secret)
    else:
        code = life.hub.must("enrol", office.name, "--json").json["code"]
        office.must("join", life.address, typed=code + "\n")


@contextmanager
def led(life: Life) -> Iterator[Life]:
    """A life that is closed whatever happens in it."""
    try:
        yield life
    finally:
        life.close()


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def modes_exposed(folder: Path) -> list[str]:
    """Files and folders that others than their owner may look into."""
    exposed = []
    for place, _, names in os.walk(folder):
        for path in [Path(place), *(Path(place) / name for name in names)]:
            if path.lstat().st_mode & 0o077:
                exposed.append(str(path.relative_to(folder.parent)))
    return exposed


def _must(done: Done) -> Done:
    if done.code != 0:
        raise Broken(str(done))
    return done
