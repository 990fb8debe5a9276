"""The same table as `Protocol/evidence.md`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import rows
import table
from rows import Row

INTRODUCTION = """\
# Evidence

What Secteur claims, tried on one machine, by tools that anybody can run again. `Tools/prove` wrote this
page.{provenance} *Held* says whether what was aimed at came out: **no** where it did not, and a dash for a
figure without an aim, or for what could not be tried, with the reason.
"""

AGAIN = """\
## Again

    Tools/setup
    Tools/prove             # half an hour
    Tools/prove --long      # hours; --resume goes on where it was interrupted

Each tool runs alone too: `Tools/prove --list` names them. Figures of speed are of this machine, in this hour; the
ratios are made within one run, so that they say more than the seconds do.
"""


@dataclass
class StepRun:
    """When a step ran, of what, and how long."""

    name: str
    began: str
    commit: str
    long: bool
    seconds: float
    # Processes that wanted to run already when it began; unknown where no proof began it.
    load: float | None


@dataclass
class Run:
    """Where a proof was made, and its steps in their order."""

    machine: Mapping[str, str]
    steps: list[StepRun] = field(default_factory=list)
    plot: str | None = None
    peers: str | None = None
    """Of the comparison's own report: the table of peers, and how it was measured."""


def peers_of(report: str) -> str:
    """The parts of the comparison's report that say what its ratios are made of, and how busy the
    machine was."""
    parts = {part.splitlines()[0]: part for part in report.split("\n## ")[1:]}
    kept = (parts.get("Beside peers"), parts.get("How it was measured"))
    pressure = "".join(f"{line}\n" for line in report.splitlines() if line.startswith("- CPU pressure"))
    return "".join(f"### {part.strip()}\n\n" for part in kept if part).rstrip() + f"\n{pressure}\n"


def provenance(steps: list[StepRun]) -> str:
    """What a reader must know of steps that didn't run in one go."""
    commits = {step.commit.removesuffix(" with changes") for step in steps}
    said = ""
    if len(commits) > 1:
        said += f" Its steps ran one by one, of {len(commits)} commits: each says of which."
    if by_hand := [step.name for step in steps if step.load is None]:
        said += (
            f" The tools of {', '.join(by_hand)} were run by themselves: when, of which commit and how"
            " long was written down by hand."
        )
    return said


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def held(row: Row) -> str:
    return {True: "yes", False: "**no**", None: "–"}[row.held]


def step_line(step: StepRun) -> str:
    length = "long" if step.long else "short"
    load = "–" if step.load is None else f"{step.load:.1f}"
    return (
        f"| {step.name} | {length} | {step.began} | {step.commit} | {step.seconds:,.0f} s "
        f"| {load} |"
    )


def markdown(run: Run, all_rows: Iterable[Row]) -> str:
    all_rows = list(all_rows)
    text = [
        INTRODUCTION.format(provenance=provenance(run.steps)),
        f"In all {table.summary(all_rows)}.\n",
        "| machine | |", "| --- | --- |",
        *(f"| {cell(name)} | {cell(words)} |" for name, words in run.machine.items()), "",
        "| step | | began | of commit | took | load average when it began |",
        "| --- | --- | --- | --- | --- | --- |",
        *map(step_line, run.steps), "",
    ]
    for title, part in rows.grouped(all_rows):
        text += [
            f"## {title}\n", "| what was shown | how much was tried | what came out | aim | held |",
            "| --- | --- | --- | --- | --- |",
        ]
        for row in part:
            cells = (row.claim, row.tried, row.result, row.aim or "–")
            text.append(f"| {' | '.join(map(cell, cells))} | {held(row)} |")
        text.append("")
        if run.plot and part[0].group == "growth":
            text.append(f"![Growth with the data]({run.plot})\n")
        if run.peers and part[0].group == "speed":
            text.append(run.peers)
    return "\n".join(text) + "\n" + AGAIN
