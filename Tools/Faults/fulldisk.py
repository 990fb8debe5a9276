"""A disk that is full, and one that can't be written: a small tmpfs."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from .leading import Leading
from .life import Life, Templates, led
from .machine import Done
from .mounts import Disk, small_disk
from .outcome import Effort, Outcome
from .work import Job, Worker

NOT_ROOT = "mounting a small disk needs root"
DISK_MEGABYTES = 48
KILOBYTE = 1024


class OnFullDisk(Leading):
    """One life on a disk that is full, or nearly, whenever a command runs."""

    accepted = frozenset({"store-full", "hub-fault"})

    def __init__(self, life: Life, seed: int, disk: Disk) -> None:
        super().__init__(life, seed)
        self.disk = disk

    def step(self) -> None:
        drawn = self.seed.random()
        office = self.pick(self.life.offices)
        if drawn < 0.6:
            self.office_work(office)
        elif drawn < 0.75:
            self.sync(office)
        elif drawn < 0.82:
            self.backup(office)
        else:
            self.hub_work()

    def perform(self, name: str, run, *words, **options) -> Done:
        free = self.pick([0, 0, 4, 16, 64, 256]) * KILOBYTE
        if self.is_calm:
            return self.timed(name, run(*words, **options))
        with self.disk.filled(but_bytes=free):
            done = self.timed(name, run(*words, **options))
        self.befell[name] += 1
        return done

    def is_unsure(self, done: Done) -> bool:
        return done.code != 0


def full(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "disk-full",
        "on a full disk commands say plainly that it is full, store nothing by halves, and go on "
        "once there is room",
    )
    if os.geteuid() != 0:
        outcome.skipped = NOT_ROOT
        return outcome
    faults = effort.of(40, 600)
    with small_disk(place, DISK_MEGABYTES) as disk, led(templates.life(place / "life")) as life:
        leading = OnFullDisk(life, effort.seed, disk)
        leading.run(faults, lambda done: progress(done, faults, "commands"))
        outcome.objections = leading.objections
        failed = leading.told.total()
        outcome.tried = (
            f"{leading.befell.total()} commands with 0 to 256 kB free for office and hub "
            f"(seed {effort.seed})"
        )
        outcome.result = (
            f"{failed} failed and said why ("
            + ", ".join(f"{code} {count}" for code, count in leading.told.most_common())
            + f"), the others were carried out; {life.ledger.size} stored values all accounted for"
        )
    return outcome


def read_only(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "disk-read-only",
        "on a disk that can't be written commands say so plainly and change nothing",
    )
    if os.geteuid() != 0:
        outcome.skipped = NOT_ROOT
        return outcome
    told: Counter[str] = Counter()
    with small_disk(place, DISK_MEGABYTES) as disk, led(templates.life(place / "life")) as life:
        leading = Leading(life, effort.seed)
        leading.begin()
        life.hub.stop()
        office = life.offices[0]
        before = office.copy(), life.hub.copy()
        commands = _commands(life, leading.workers[office.name])
        with disk.read_only():
            for number, (run, words) in enumerate(commands):
                progress(number, len(commands), "commands")
                done = run(*words)
                if done.code == 0 or done.crashed or done.hung or done.error is None:
                    outcome.objections.append(f"on a read-only disk: {done}")
                told[done.error or str(done.code)] += 1
        if before != (office.copy(), life.hub.copy()):
            outcome.objections.append("something changed on a disk that can't be written")
        leading.judge()
        outcome.objections += leading.objections
    outcome.tried = f"{len(commands)} commands of secteur, secteur-sync and secteur-hub"
    outcome.result = "all refused: " + ", ".join(f"{c} {n}" for c, n in told.most_common())
    return outcome


def _commands(life: Life, worker: Worker) -> list:
    """Commands that write, at an office and at the hub."""
    office, hub = life.offices[0], life.hub
    folder = office.folders.there()[0]
    jobs: list[Job | None] = [
        worker.person_add(), worker.contract_new(folder), worker.person_edit(folder),
        worker.dossier_edit(folder, folder.contracts()[0]), worker.summary_edit(office.copy()),
        worker.note_add(folder), worker.person_erase(folder),
    ]
    record = sorted(hub.copy().records)[0]
    backup = life.folder / "read-only.backup"
    return [
        *((office.run, job.words) for job in jobs if job),
        (office.run, ("backup", backup, "--json")),
        (office.run, ("sync", "--json")),
        (hub.run, ("decide", record, "--status", "validated", "--json")),
        (hub.run, ("erase", record, "--yes", "--json")),
        (hub.run, ("share", record, office.name, "--json")),
        (hub.run, ("enrol", "noisy", "--json")),
        (hub.run, ("serve", "--port", hub.port, "--plain-http-on-loopback")),
    ]
