"""A disk that fails, and a power that fails: by the library that is preloaded into the programs."""

from __future__ import annotations

import errno
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .leading import Leading
from .life import Life, Templates, led
from .machine import Broken, Done
from .outcome import Effort, Outcome
from .preload import KINDS, POWER_FAILED, Preload, compiled, counts

LIVES_AT_ONCE = 2
HUB_IN_TROUBLE = {"hub-unreachable", "hub-interrupted", "hub-fault"}
"""What an office says of a hub whose disk or power fails."""
BEFALLEN_SHARE = 0.8
MOST_CALLS = {kind: 60 for kind in KINDS} | {"change": 60}
"""Of a command that was never counted yet."""


class OnDisk(Leading):
    """One life whose commands are counted, so that the next of their kind can be hit anywhere."""

    def __init__(self, life: Life, seed: int, library: Path) -> None:
        super().__init__(life, seed)
        self.preload = Preload(library, life.folder)
        self._counts: dict[str, dict[str, int]] = {}
        self._count_file = life.folder / "counts"

    def step(self) -> None:
        """The hub's server is hit otherwise here."""
        drawn = self.seed.random()
        office = self.pick(self.life.offices)
        if drawn < 0.55:
            self.office_work(office)
        elif drawn < 0.75:
            self.sync(office)
        elif drawn < 0.79:
            self.backup(office)
        elif drawn < 0.92:
            self.hub_work()
        else:
            self.hub_is_hit_while(office)

    def perform(self, name: str, run, *words, **options) -> Done:
        drawn = self.seed.random()
        variables = self.hit(name)
        is_hit = not self.is_calm and drawn < BEFALLEN_SHARE
        options["more"] = variables if is_hit else self.preload.counting(self._count_file)
        done = self.timed(name, run(*words, **options))
        if is_hit:
            self.befell[name] += self.preload.has_happened()
        elif found := counts(self._count_file):
            self._counts[name] = found
        return done

    def calls(self, name: str, kind: str) -> int:
        """Which call of a kind is hit: any that the command makes, or one after the last."""
        usual = self._counts.get(name, MOST_CALLS).get(kind, 0)
        return self.seed.randrange(1, max(2, int(usual * 1.1) + 2))

    def hub_is_hit_while(self, office) -> None:
        """The hub's server runs on a bad disk, or loses its power, while an office syncs."""
        hub = self.life.hub
        hub.stop()
        hub.machine.more = self.hit("secteur-hub serve")
        try:
            hub.start()
        except Broken:  # it may be hit while it starts: then it ends, or can't say that it listens
            code, said = hub.server.poll(), hub.log.read_text("utf-8", "replace")
            serves_on = code is None and "can't be written" in said
            if not serves_on and (code is None or code < 0):
                self.objections.append(f"the hub started on a bad disk, and ended with {code}")
            hub.kill()
        finally:
            hub.machine.more = {}
        done = office.sync()
        if done.crashed or done.hung:
            self.objections.append(f"secteur-sync fell with the hub: {done}")
        if done.error in HUB_IN_TROUBLE:
            self.told[done.error] += 1
        else:
            self.explain(done)
        code = hub.stop()
        self.befell["secteur-hub serve"] += self.preload.has_happened()
        if code is not None and code < 0:
            self.objections.append(f"the hub fell with signal {-code}")
        hub.start()
        self.observe(office)

    def hit(self, name: str) -> dict[str, str]:
        raise NotImplementedError


class Failing(OnDisk):
    """Reads, writes, syncs and names fail, once or from then on."""

    # The disk holds what is read in, too.
    accepted = frozenset(
        {"store-io", "store-full", "store-read-only", "file-unreadable", "input-unreadable"}
    )
    is_read_hit = False

    def explain(self, done: Done) -> None:
        """A page that the disk doesn't give, or gives half of, is a damaged one to SQLite: whoever is
        told so is told to try again before an old copy is put back. After no other failure may a sound
        file be called damaged."""
        is_told_so = "Try again" in done.errors + done.text
        if done.error == "store-corrupt" and self.is_read_hit and is_told_so:
            self.told[done.error] += 1
        else:
            super().explain(done)

    def hit(self, name: str) -> dict[str, str]:
        kind = self.pick(["write", "write", "write", "sync", "read", "truncate", "open", "name"])
        error = self.pick([errno.EIO, errno.ENOSPC, 0])
        if error == 0 and kind not in ("write", "read"):
            error = errno.EIO
        if error == errno.ENOSPC and kind == "read":
            error = errno.EIO
        self.is_read_hit = kind == "read"
        return self.preload.failing(kind, self.calls(name, kind), error, self.seed.random() < 0.3)

    def is_unsure(self, done: Done) -> bool:
        return done.code != 0


class Losing(OnDisk):
    """The power fails in the middle of a command, or right after it was acknowledged."""

    def hub_work(self) -> None:
        """The power fails for a whole machine: the hub's server isn't left running beside."""
        self.life.hub.stop()
        super().hub_work()

    def hit(self, name: str) -> dict[str, str]:
        at_end = self.seed.random() < 0.3
        nth = self.calls(name, "change")
        return self.preload.cutting(0 if at_end else nth, self.seed)

    def is_unsure(self, done: Done) -> bool:
        return done.code == POWER_FAILED

    def explain(self, done: Done) -> None:
        if done.code != POWER_FAILED:
            super().explain(done)


def _lives(kind, faults: int, what: str, templates: Templates, place: Path, seed: int, progress):
    """Leads some lives at once, and gives them back with the seconds that they took."""
    library = compiled(place.parent / "library")
    began = time.monotonic()
    lives: list[OnDisk] = []

    def lead(number: int) -> None:
        with led(templates.life(place / f"life-{number}")) as life:
            one = kind(life, seed * 1000 + number, library)
            lives.append(one)
            one.run(-(-faults // LIVES_AT_ONCE), lambda _: progress(
                sum(each.befell.total() for each in lives), faults, what
            ))

    with ThreadPoolExecutor(LIVES_AT_ONCE) as pool:
        list(pool.map(lead, range(LIVES_AT_ONCE)))
    return lives, time.monotonic() - began


def disk_errors(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "disk-errors",
        "a disk that fails to read, write or sync, or writes short, makes commands fail in plain "
        "words; nothing acknowledged is lost and no file is damaged",
    )
    faults = effort.of(100, 1500)
    lives, _ = _lives(Failing, faults, "disk errors", templates, place, effort.seed, progress)
    told = sum((one.told for one in lives), Counter())
    outcome.objections = [fault for one in lives for fault in one.objections]
    outcome.tried = (
        f"{sum(one.befell.total() for one in lives)} commands and hub servers with a failing "
        f"{', '.join(KINDS)} (EIO, ENOSPC, half done), once or from then on (seed {effort.seed})"
    )
    outcome.result = (
        f"{sum(one.life.ledger.size for one in lives)} stored values all accounted for; told: "
        + ", ".join(f"{code} {count}" for code, count in told.most_common())
    )
    return outcome


def power_cuts(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "power-cuts",
        "losing the power at any write, with what was not synced lost, torn or out of order, loses "
        "nothing acknowledged and damages no file",
    )
    faults = effort.of(100, 1500)
    lives, _ = _lives(Losing, faults, "power cuts", templates, place, effort.seed, progress)
    outcome.objections = [fault for one in lives for fault in one.objections]
    outcome.tried = (
        f"{sum(one.befell.total() for one in lives)} power cuts, in the middle of commands and hub "
        f"servers, and right after commands were acknowledged (seed {effort.seed})"
    )
    outcome.result = (
        f"{sum(one.life.ledger.size for one in lives)} stored values all accounted for, 0 lost"
    )
    return outcome
