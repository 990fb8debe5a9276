"""The demonstration: Tools/demo runs this."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import department
from http_capture import UnreadableCapture
from life import Life
from programs import Failed, Programs
from say import Say, language
from story import Story


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Tools/demo",
        description="Offices work with no network, sync through a real hub, collide, and an admin "
        "of the hub resolves the collision. Everything is made up, and made in a temporary folder.",
    )
    parser.add_argument("--programs", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--small", action="store_true", help="4 offices and 90 contracts")
    parser.add_argument("--life", action="store_true", help="and then all else that can happen")
    parser.add_argument("--seed", type=int, default=2006, help="which département is made up")
    parser.add_argument(
        "--keep", nargs="?", type=Path, const=True, metavar="FOLDER",
        help="keep the files, captures and logs, in this new folder or a temporary one",
    )
    return parser.parse_args()


def main() -> int:
    options = arguments()
    say = Say(language())
    if isinstance(options.keep, Path):
        folder = options.keep.absolute()
        folder.mkdir(parents=True)
    else:
        folder = Path(tempfile.mkdtemp(prefix="secteur-demo-"))
    try:
        is_proved = tell(options, say, folder)
        if options.keep:
            say.tell(f"tout est gardé dans {folder}", f"everything is kept in {folder}")
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    return 0 if is_proved else 1


def tell(options: argparse.Namespace, say: Say, folder: Path) -> bool:
    size = department.SMALL if options.small else department.FULL
    programs = Programs(options.programs, folder / "home", say.language)
    say.line("Secteur")
    try:
        is_proved = (Life if options.life else Story)(say, programs, folder, size, options.seed).tell()
    except (Failed, UnreadableCapture) as error:
        say.line("")
        say.line(f"{say.words('La démonstration a échoué', 'The demonstration failed')}: {error}")
        is_proved = False
    seconds = say.number(round(say.total_seconds))
    say.line("")
    say.tell(
        f"{say.number(programs.runs)} commandes en {seconds} s",
        f"{say.number(programs.runs)} commands in {seconds} s",
    )
    return is_proved


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
