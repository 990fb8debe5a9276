"""`kill -9` at any moment of a command's life, from its start to its close."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .leading import Leading
from .life import Templates, led
from .machine import Done
from .outcome import Effort, Outcome

LIVES_AT_ONCE = 2
KILLED_SHARE = 0.85
LOGIN_SHARE = 0.02
"""A login takes as long as twenty other commands: seldom killed, but killed too."""


class Killing(Leading):
    """One life in which most commands are killed, evenly over the time that they usually take."""

    def step(self) -> None:
        if self.seed.random() < LOGIN_SHARE:
            office = self.pick(self.life.offices)
            self.perform(
                "login", office.run, "login", "ref-1", "--password-file", office.paper / "password"
            )
        else:
            super().step()

    def perform(self, name: str, run, *words, **options) -> Done:
        moment = self.seed.random() * 1.1 * self.usual(name)
        if not self.is_calm and self.seed.random() < KILLED_SHARE:
            options["kill_after"] = moment
        done = self.timed(name, run(*words, **options))
        self.befell[name] += done.was_killed
        return done


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "kills",
        "killing secteur, secteur-sync or secteur-hub at any moment loses nothing acknowledged, "
        "stores nothing by halves, and all copies agree again",
    )
    began = time.monotonic()
    share = -(-effort.kills // LIVES_AT_ONCE)
    killings: list[Killing] = []

    def lead(number: int) -> None:
        with led(templates.life(place / f"life-{number}")) as life:
            killing = Killing(life, effort.seed * 1000 + number)
            killings.append(killing)
            killing.run(share, lambda _: progress(
                sum(each.befell.total() for each in killings), share * LIVES_AT_ONCE, "kills"
            ))

    with ThreadPoolExecutor(LIVES_AT_ONCE) as pool:
        list(pool.map(lead, range(LIVES_AT_ONCE)))
    kills = sum((killing.befell for killing in killings), Counter())
    values = sum(killing.life.ledger.size for killing in killings)
    commands = sum(killing.commands for killing in killings)
    seconds = time.monotonic() - began
    outcome.objections = [fault for killing in killings for fault in killing.objections]
    programs = Counter()
    for name, count in kills.items():
        program = "secteur-hub" if name.startswith(("hub", "secteur-hub")) else "secteur"
        programs["secteur-sync" if name == "sync" else program] += count
    outcome.tried = (
        f"{kills.total()} kills in {commands} commands of {LIVES_AT_ONCE} lives (seed {effort.seed}): "
        + ", ".join(f"{name} {count}" for name, count in sorted(programs.items()))
    )
    outcome.result = (
        f"{values} stored values all accounted for, 0 lost; all files sound after each kill; "
        f"{seconds / max(1, kills.total()):.2f} s a kill"
    )
    return outcome
