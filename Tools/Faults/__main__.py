"""The command: `Tools/faults --help`."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from . import backups, clocks, disks, fulldisk, kills, liars, network, putback, selftest
from .life import Templates
from .machine import Broken, Stopped, stopping
from .outcome import Effort, Outcome

SCENARIOS = {
    "self-test": selftest.run,
    "kills": kills.run,
    "put-back": putback.run,
    "disk-full": fulldisk.full,
    "disk-read-only": fulldisk.read_only,
    "clocks": clocks.run,
    "lying-proxy": liars.run,
    "network": network.run,
    "backups": backups.run,
    "disk-errors": disks.disk_errors,
    "power-cuts": disks.power_cuts,
}


def main() -> int:
    options = _options()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    names = options.only.split(",") if options.only else list(SCENARIOS)
    if options.self_test:
        names = ["self-test"]
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown or options.list:
        print("\n".join(SCENARIOS), file=sys.stderr if unknown else sys.stdout)
        return 64 if unknown else 0
    effort = Effort(options.seed, options.kills or (2000 if options.long else 150), options.long)
    folder = Path(tempfile.mkdtemp(prefix="secteur-faults-"))
    try:
        print(f"seed {effort.seed}")
        outcomes = [_run(name, folder, options.programs, options.begun, effort) for name in names]
    except (KeyboardInterrupt, Stopped):
        print("stopped; nothing is left behind", file=sys.stderr)
        return 130
    finally:
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    if options.rows:
        rows = json.dumps([outcome.row for outcome in outcomes], ensure_ascii=False, indent=2)
        options.rows.write_text(rows + "\n", "utf-8")
    return 1 if any(outcome.objections for outcome in outcomes) else 0


def _run(
    name: str, folder: Path, programs: Path, begun: Path | None, effort: Effort
) -> Outcome:
    began = time.monotonic()
    templates = Templates(programs, begun or folder / "templates")
    try:
        outcome = SCENARIOS[name](templates, folder / name, effort, _progress(name))
    except Broken as error:
        outcome = Outcome(name, "the scenario comes to its end", objections=[str(error)])
    except Exception:  # a fault of the harness is told in full, and the other scenarios go on
        told = [traceback.format_exc()]
        outcome = Outcome(name, "the scenario comes to its end", objections=told)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    mark = {True: "ok", False: "BROKEN", None: "--"}[outcome.held]
    print(f"{mark:6} {name}: {outcome.claim}")
    print(f"       tried: {outcome.tried}\n       {outcome.row['result']}")
    for objection in outcome.objections[:10]:
        print(f"       - {objection}")
    print(f"       {time.monotonic() - began:.0f} s", flush=True)
    return outcome


def _stop(*_) -> None:
    """Lives are led by threads: each ends at its next command, and closes what it opened."""
    stopping.set()
    raise KeyboardInterrupt


def _progress(name: str):
    """Shows how far a scenario is, where somebody looks."""

    def show(done: int, total: int, what: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{name}: {done}/{total} {what}", end="", file=sys.stderr, flush=True)

    return show


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/faults", description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--kills", type=int, help="how many programs are killed")
    parser.add_argument("--seed", type=int, default=2006, help="which life is led")
    parser.add_argument("--only", help="some scenarios, separated by commas")
    parser.add_argument("--list", action="store_true", help="name the scenarios")
    parser.add_argument("--self-test", action="store_true", help="only have the judges tried")
    parser.add_argument("--long", action="store_true", help="more of everything")
    parser.add_argument("--begun", type=Path, help="a folder that keeps what lives begin with")
    parser.add_argument("--rows", type=Path, help="write what was shown as JSON")
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
