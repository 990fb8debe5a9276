"""Runs every proof tool and ends in one table: `Tools/prove --help`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import evidence
import machine
import rows
import steps
import table
from evidence import Run, StepRun
from rows import Row
from steps import Step

PAGE = Path("Protocol/evidence.md")
PLOT = Path("Protocol/evidence-growth.svg")
OUT = Path(".build-proof")
MACHINE = "machine.json"
# What a tool ends with when it can't run here, as sysexits.h has it.
UNAVAILABLE = 69
PROGRAMS = steps.RELEASE.absolute() / "release"
# Seconds between two signs of life.
SIGN_OF_LIFE = 60


def say(step: Step, words: str) -> None:
    print(f"{step.name:21} {words}", flush=True)


def last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:160] if lines else "it said nothing"


def execute(step: Step, words: list[str], log: Path) -> tuple[int, float]:
    """Runs the tool; says now and then that it still does. Returns its status and its seconds."""
    begun = time.monotonic()
    with log.open("wb") as out:
        run = subprocess.Popen(
            words, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        try:
            while True:
                try:
                    status = run.wait(SIGN_OF_LIFE)
                    return status, time.monotonic() - begun
                except subprocess.TimeoutExpired:
                    seconds = time.monotonic() - begun
                    say(step, f"{seconds:>7,.0f} s  … {last_line(log)[:80]}")
        except KeyboardInterrupt:
            run.wait()
            raise


def not_tried(step: Step, why: str) -> Row:
    return Row(group=step.group, claim=step.about, tried="not tried", result=why)


def broken(step: Step, tried: str, why: str, aim: str) -> Row:
    """A tool that failed itself, whatever it was to show."""
    return Row(step.group, step.about, tried, why, aim, False, is_promise=True)


def collect(step: Step, status: int, log: Path, stored: Path) -> list[Row]:
    """The rows of a tool that has ended; a row about the tool itself when it ended badly."""
    if status == UNAVAILABLE:
        return [not_tried(step, last_line(log))]
    try:
        made = (
            step.read(log.read_text(errors="replace"), status == 0)
            if step.read else rows.read(stored)
        )
    except rows.BadRow as error:
        made = []
        if status == 0:
            return [broken(step, "it ended well", str(error), "rows")]
    if status != 0 and not any(row.held is False for row in made):
        why = f"status {status}: {last_line(log)}"
        made.append(broken(step, "it did not end well", why, "status 0"))
    return made


def prove(step: Step, long: bool, folder: Path) -> tuple[list[Row], float]:
    """Runs one step; its log and rows stay in `folder`."""
    log, stored = folder / f"{step.name}.log", folder / f"{step.name}.json"
    stored.unlink(missing_ok=True)
    if step.product and not build("Tools/build-release", step.product):
        # An older build would be judged in its place.
        why = f"Tools/build-release {step.product} failed"
        made, seconds = [broken(step, "it could not be built", why, "it is built")], 0.0
    elif not step.program.exists():
        log.write_text("")
        made, seconds = [not_tried(step, f"there is no {step.program}")], 0.0
    else:
        say(step, step.about)
        words = step.command(long, stored)
        if step.name == "compare":
            words += ["--out", str(folder / "compare")]
        status, seconds = execute(step, words, log)
        made = collect(step, status, log, stored)
    rows.write(stored, made)
    missed = sum(row.held is False for row in made)
    untried = all(row.tried == "not tried" for row in made)
    verdict = "not tried: " + made[0].result if untried else f"{missed} did not hold"
    say(step, f"{seconds:>7,.0f} s  {verdict if untried or missed else 'held'}")
    return made, seconds


def build(*words: str) -> bool:
    """Builds what tools run; whether it went well."""
    run = subprocess.run(words, stdout=subprocess.DEVNULL, check=False)
    return run.returncode == 0


def chosen(options: argparse.Namespace) -> list[Step]:
    if not options.only:
        return steps.ALL
    try:
        return steps.named(options.only)
    except ValueError as unknown:
        sys.exit(f"prove: there is no step {unknown}")


def run_all(options: argparse.Namespace, folder: Path) -> Run:
    """Runs what was chosen; the folder then holds all that a table needs.

    Steps that ran before, and lie in the folder, stay: others may even run at the same time. To resume
    is to leave out those that have ended, at least at this length.
    """
    (folder / MACHINE).write_text(json.dumps(machine.facts(), indent=1), encoding="utf-8")
    if options.page:
        # A page of a part of the proof says what was left out.
        for step in steps.ALL:
            stored = folder / f"{step.name}.json"
            if step not in chosen(options) and not stored.exists():
                rows.write(stored, [not_tried(step, "left out of this run")])
    for step in chosen(options):
        if options.resume and has_ended(step, options.long, folder):
            say(step, "ran before")
            continue
        if step is steps.SANITIZERS and not options.long and not options.only:
            rows.write(
                folder / f"{step.name}.json", [not_tried(step, "only in the long proof")])
            continue
        began = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z")
        commit, load = machine.commit(), os.getloadavg()[0]
        _, seconds = prove(step, options.long, folder)
        done = StepRun(step.name, began, commit, options.long, seconds, load)
        (folder / f"{step.name}.run").write_text(json.dumps(asdict(done)), encoding="utf-8")
    return stored_run(folder)


def ran(step: Step, folder: Path) -> StepRun | None:
    file = folder / f"{step.name}.run"
    return StepRun(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else None


def has_ended(step: Step, long: bool, folder: Path) -> bool:
    before = ran(step, folder)
    return before is not None and before.long >= long and (folder / f"{step.name}.json").exists()


def stored_run(folder: Path) -> Run:
    facts = json.loads((folder / MACHINE).read_text(encoding="utf-8"))
    return Run(facts, [before for step in steps.ALL if (before := ran(step, folder))])


def stored_rows(folder: Path) -> list[Row]:
    """What the steps left, in their order; then what else lies there."""
    order = [f"{step.name}.json" for step in steps.ALL]
    paths = [path for path in folder.glob("*.json") if path.name != MACHINE]
    paths.sort(key=lambda path: (order.index(path.name) if path.name in order else len(order), path))
    return [row for path in paths for row in rows.read(path)]


def write_page(run: Run, all_rows: list[Row], folder: Path, page: Path) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    plot = folder / "compare" / "growth.svg"
    if plot.exists():
        shutil.copyfile(plot, page.parent / PLOT.name)
        run.plot = PLOT.name
    report = folder / "compare" / "benchmarks.md"
    if report.exists():
        run.peers = evidence.peers_of(report.read_text(encoding="utf-8"))
    page.write_text(evidence.markdown(run, all_rows), encoding="utf-8")
    print(f"\nthe same, with date and machine: {page}", flush=True)


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/prove", add_help=False)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--only", metavar="STEP,…")
    parser.add_argument("--rows-only", type=Path, metavar="FOLDER")
    parser.add_argument("--page", type=Path)
    parser.add_argument("--list", action="store_true")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    wanted = options(arguments)
    if wanted.list:
        for step in steps.ALL:
            say(step, f"{' '.join(step.short):66} {step.about}")
        return 0
    folder = wanted.rows_only or OUT
    if wanted.rows_only:
        run = stored_run(folder)
    else:
        if not wanted.only and not wanted.resume:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        print("building the programs", flush=True)
        if not build("Tools/build-release"):
            sys.exit("prove: the programs can't be built: Tools/build-release")
        # What is put through faults is what people run.
        os.environ["SECTEUR_PROGRAMS"] = str(PROGRAMS)
        run = run_all(wanted, folder)
    all_rows = stored_rows(folder)
    width = max(100, min(120, shutil.get_terminal_size((118, 40)).columns))
    print("\n" + table.table(all_rows, width) + "\n\n" + table.summary(all_rows))
    # A part of the proof is no evidence, unless the page is asked for.
    if wanted.page or not wanted.only:
        write_page(run, all_rows, folder, wanted.page or PAGE)
    return 1 if any(row.is_broken for row in all_rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
