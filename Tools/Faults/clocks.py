"""Clocks that are decades off: 1970 and 2100, at an office and at the hub."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from .leading import Leading
from .life import Life, Office, Templates, led
from .machine import Machine
from .outcome import Effort, Outcome
from .preload import Preload, compiled

YEARS = {"1970": 86_400 * 30, "2100": 4_102_444_800 + 86_400 * 30}
"""Seconds since 1970, in January of the year."""


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "clocks",
        "a clock set to 1970 or 2100 at an office or the hub changes nothing in what is merged; over "
        "TLS an office in the wrong year takes no hub and says that it may be the clock, and no sync "
        "that fails changes anything",
    )
    library = compiled(place.parent / "library")
    steps = effort.of(15, 150)
    commands = 0
    told: Counter[str] = Counter()
    for number, hub_year in enumerate((None, "1970", "2100")):
        progress(number, 4, "lives")
        with led(templates.life(place / f"life-{number}")) as life:
            leading = _wrong(life, library, hub_year, effort.seed + number)
            leading.begin()
            for _ in range(steps):
                leading.step()
            leading.judge()
            outcome.objections += leading.objections
            commands += leading.commands
    progress(3, 4, "lives")
    with led(templates.life(place / "tls", is_plain=False)) as life:
        outcome.objections += _certificates(life, library, told, effort.seed)
    outcome.tried = (
        f"3 lives without TLS, {commands} commands, one office in 1970, one in 2100, the hub right, in "
        f"1970 and in 2100 (seed {effort.seed}); and a life with TLS, office and hub in either year"
    )
    outcome.result = (
        "all copies agree, nothing lost; over TLS: "
        + ", ".join(f"{code} {count}" for code, count in sorted(told.items()))
        + "; no office that refused the hub changed, and all were in sync once the clock was right"
    )
    return outcome


class Steady(Leading):
    """A life without faults but for its clocks."""

    def step(self) -> None:
        drawn = self.seed.random()
        if drawn < 0.55:
            self.office_work(self.pick(self.life.offices))
        elif drawn < 0.85:
            self.sync(self.pick(self.life.offices))
        else:
            self.hub_work()


def _wrong(life: Life, library: Path, hub_year: str | None, seed: int) -> Steady:
    """A life whose first office is in 1970 and whose second is in 2100."""
    for office, year in zip(life.offices, YEARS):
        office.machine = _machine(life, library, year)
    if hub_year:
        life.hub.stop()
        life.hub.machine = _machine(life, library, hub_year)
        life.hub.start()
    return Steady(life, seed)


def _machine(life: Life, library: Path, year: str) -> Machine:
    machine = Machine(life.machine.programs, life.machine.home)
    machine.more = Preload(library, life.folder).clock(YEARS[year] - int(time.time()))
    return machine


def _certificates(life: Life, library: Path, told: Counter[str], seed: int) -> list[str]:
    """Over TLS: an office, and then the hub, in the wrong year."""
    leading = Steady(life, seed)
    leading.begin()
    objections = leading.objections
    right = life.machine
    for office, year in zip(life.offices, YEARS):
        office.machine = _machine(life, library, year)
        objections += _refused(leading, office, f"office in {year}", told)
        office.machine = right
    for year in YEARS:
        life.hub.stop()
        life.hub.machine = _machine(life, library, year)
        life.hub.start()
        objections += _tolerated(leading, life.offices[2], f"hub in {year}", told)
        life.hub.stop()
        life.hub.machine = right
        life.hub.start()
    leading.judge()
    return leading.objections


def _refused(leading: Leading, office: Office, where: str, told: Counter[str]) -> list[str]:
    """The office takes no hub whose certificate isn't valid at its time, and says why."""
    leading.do(office, leading.workers[office.name].summary_edit(office.copy()))
    before = office.copy()
    done = office.sync()
    told[f"{where}: {done.error or 'in sync'}"] += 1
    if done.code == 0 or done.crashed or done.error is None:
        return [f"{where}: {done}"]
    if before != office.copy():
        return [f"{where}: a sync that failed changed something"]
    said = done.text + done.errors
    return [] if "clock" in said else [f"{where}: nothing is said of the clock: {done}"]


def _tolerated(leading: Leading, office: Office, where: str, told: Counter[str]) -> list[str]:
    """The hub may let the office in or not: it says which, and nothing is lost."""
    leading.do(office, leading.workers[office.name].summary_edit(office.copy()))
    before = office.copy()
    done = office.sync()
    told[f"{where}: {done.error or 'in sync'}"] += 1
    if done.crashed or done.hung or done.code not in (0, 75, 77, 78):
        return [f"{where}: {done}"]
    if done.code != 0 and before != office.copy():
        return [f"{where}: a sync that failed changed something"]
    return []
