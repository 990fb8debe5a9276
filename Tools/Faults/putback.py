"""SQLite files put back from copies, and second copies that are worked with too."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .folders import Folders
from .leading import Leading
from .life import Life, Office, Templates, led
from .machine import Done
from .outcome import Effort, Outcome

STORE_SUFFIXES = ("", "-wal", "-shm")
LEAST_STEPS_BETWEEN = 3


@dataclass
class Kept:
    """Copies of files, and what the dossiers among them held."""

    folder: Path
    folders: Folders | None


class PuttingBack(Leading):
    """One life in which files are copied at any moment, and put back at another."""

    steps_between_judges = 4
    are_put_back = True

    def __init__(self, life: Life, seed: int) -> None:
        super().__init__(life, seed)
        self.kept: dict[str, list[Kept]] = {"hub": []} | {o.name: [] for o in life.offices}
        self.torn = 0
        """Copies of a running hub that were damaged, as such copies may be, and refused."""
        self._number = 0
        self._since = 0

    def step(self) -> None:
        drawn = self.seed.random()
        self._since += 1
        if drawn < 0.2:
            self._copy(self.pick([*self.life.offices, None]))
        elif drawn < 0.4 and self._since > LEAST_STEPS_BETWEEN:
            self._since = 0
            self._put_back()
        elif drawn < 0.7:
            self.office_work(self.pick(self.life.offices))
        elif drawn < 0.9:
            self.sync(self.pick(self.life.offices))
        else:
            self.hub_work()

    # Copies.

    def _copy(self, office: Office | None) -> None:
        self._number += 1
        place = self.life.folder / f"copy-{self._number}"
        if office is None:
            # While the server runs: its log is copied too.
            _copy_store(self.life.hub.folder / "hub.sqlite", place)
            self.kept["hub"].append(Kept(place, None))
            return
        _copy_store(office.folder / "dossiers.sqlite", place)
        _copy_store(office.folder / "shared/summaries.sqlite", place)
        self.kept[office.name].append(Kept(place, office.folders.copied()))

    def _put_back(self) -> None:
        ways = [name for name, kept in self.kept.items() if kept]
        if not ways:
            return
        name = self.pick(ways)
        kept = self.pick(self.kept[name])
        if name == "hub":
            self._put_hub_back(kept)
        else:
            office = next(office for office in self.life.offices if office.name == name)
            self._put_office_back(office, kept)
        self.life.ledger.keep_only(self.life.copies())

    def _put_hub_back(self, kept: Kept) -> None:
        hub = self.life.hub
        hub.stop()
        present = self.life.folder / "present"
        _copy_store(hub.folder / "hub.sqlite", present)
        _put(kept.folder / "hub.sqlite", hub.folder)
        if hub.copy().faults:
            # Nobody promises that such a copy is whole. It must be refused, and not made worse.
            self.torn += 1
            if hub.run("digest", "--json").code == 0:
                self.objections.append("a damaged copy of the hub was not refused")
            _put(present / "hub.sqlite", hub.folder)
        else:
            self.befell["hub"] += 1
        shutil.rmtree(present)
        self._publish_again()
        hub.start()

    def _publish_again(self) -> None:
        """The versions of the charter that the offices may have seen: what the program asks for."""
        while True:
            number, _ = self.charter()
            file = self.life.folder / f"charter-{number + 1}.yaml"
            if not file.exists():
                return
            self.life.hub.must("charter", "publish", file, "--yes")

    def _put_office_back(self, office: Office, kept: Kept) -> None:
        what = self.pick(["both", "dossiers", "summaries"])
        if what != "summaries":
            _put(kept.folder / "dossiers.sqlite", office.folder)
            office.folders = as_of(kept.folders.copied(), office.folders)
        if what != "dossiers":
            _put(kept.folder / "summaries.sqlite", office.folder / "shared")
        self.befell[f"office, {what}"] += 1
        self.objections += office.look(certain_too=True)


def as_of(then: Folders, now: Folders) -> Folders:
    """What a copy of the dossiers holds: what it held, less who was erased since."""
    for name, folder in now.of.items():
        if name not in then.of:
            folder.states, folder.ids = [None], {}
            then.add(folder)
        elif folder.is_erased:
            then.of[name].states, then.of[name].is_erased = [None], True
    return then


def _copy_store(store: Path, place: Path) -> None:
    place.mkdir(exist_ok=True)
    for suffix in STORE_SUFFIXES[:2]:
        source = store.with_name(store.name + suffix)
        if source.exists():
            shutil.copy(source, place / source.name)


def _put(store: Path, place: Path) -> None:
    """Puts a copy in the place of a store, with the log that was copied, if any."""
    for suffix in STORE_SUFFIXES:
        (place / (store.name + suffix)).unlink(missing_ok=True)
    for suffix in STORE_SUFFIXES[:2]:
        source = store.with_name(store.name + suffix)
        if source.exists():
            shutil.copy(source, place / source.name)


class LiveCopy:
    """An office's folder on a second machine, where somebody works too."""

    def __init__(self, life: Life, office: Office, seed) -> None:
        self.office = office
        self.twin = Office(office.machine, life.folder / "second-machine" / office.name)
        shutil.copytree(office.folder, self.twin.folder)
        shutil.copytree(office.paper, self.twin.paper)

    def work(self, leading: Leading, rounds: int) -> None:
        """Both change the same contracts and sync, each for itself."""
        for _ in range(rounds):
            for office in (self.office, self.twin):
                job = leading.workers[self.office.name].summary_edit(office.copy())
                if job:
                    leading.do(office, job)
            for office in (self.twin, self.office):
                leading.sync(office)

    def faults(self, life: Life) -> list[str]:
        """What is wrong once both have synced and nobody wrote any more."""
        for office in (self.office, self.twin, self.office, self.twin):
            office.must("sync")
        if self.office.must("digest").text != self.twin.must("digest").text:
            return ["an office and its second copy differ after both have synced"]
        return life.ledger.judge([*life.copies(), self.twin.copy()])


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "put-back",
        "old copies of an office's or the hub's files put back, also one file without the other, "
        "and a second live copy: all converge, and nothing that any copy holds is lost",
    )
    faults = effort.of(16, 250)
    befell: Counter[str] = Counter()
    rounds = 0
    with led(templates.life(place / "life")) as life:
        leading = PuttingBack(life, effort.seed)
        leading.run(faults, lambda done: progress(done, faults, "put back"))
        befell = leading.befell
        if not leading.objections:
            live = LiveCopy(life, life.offices[0], leading.seed)
            rounds = effort.of(3, 20)
            live.work(leading, rounds)
            leading.objections += live.faults(life)
        outcome.objections = leading.objections
        outcome.tried = (
            f"{befell.total()} times put back in {leading.commands} commands "
            f"(seed {effort.seed}): " + ", ".join(f"{n} {c}" for n, c in sorted(befell.items()))
            + f"; a second live copy worked {rounds} rounds"
        )
        outcome.result = (
            f"{life.ledger.size} values still held somewhere all accounted for; {leading.torn} "
            "copies of a running hub were damaged, as such copies may be, and refused"
        )
    return outcome
