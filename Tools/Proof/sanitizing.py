"""Runs the tests under a sanitizer and counts what it reports: `Tools/sanitize --help`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import rows
from rows import Row

CLAIMS = {
    "thread": "no two threads of office, sync or hub touch the same memory without order",
    "address": "nothing reads or writes memory that isn't its own",
}
HEADINGS = {"thread": "WARNING: ThreadSanitizer", "address": "ERROR: AddressSanitizer"}
# Tests that say nothing here, by a pattern of their names. What the programs run, the others run in
# their own process.
LEFT_OUT = {
    r"SecteurTests\.": "those that start `secteur` by the thousand, which is slow under a sanitizer",
    r"\.(Joined)?ProgramTests": "those that start the other programs",
    r"(ProbeTests|ConfinedSyncTests)": "those of Landlock, which shuts a sanitizer's own files off",
    r"SecretBytesTests": "the one of locked memory, since `mlock` does nothing under a sanitizer",
    r"(Tools|Wall)Tests\.": "those that read sources and symbols",
}
# On Linux Swift tells ThreadSanitizer of `inout` accesses to values without size by an address that
# stands for nothing, and ThreadSanitizer reads there and dies (`SystemRandomNumberGenerator` is such
# a value). Memory accesses are watched as ever; only these calls are linked to one that does nothing.
LINKED: dict[str, list[str]] = {
    "thread": [
        word
        for call in ("__tsan_external_read", "__tsan_external_write")
        for option in (f"--wrap={call}", f"--defsym=__wrap_{call}=AnnotateNoOp")
        for word in ("-Xlinker", option)
    ],
    "address": [],
}
SUPPRESSIONS = Path("Tools/Proof/thread.supp")
UNTRIED = {
    "some tests under sanitizers": "left out: " + "; ".join(LEFT_OUT.values()),
    "`inout` accesses to values without size, under ThreadSanitizer": "left out: Swift names them by an"
    " address that stands for nothing, at which ThreadSanitizer dies; accesses to memory are watched",
    "undefined behaviour (UBSan)": "swiftc has no such sanitizer; Swift itself traps on overflow"
    " and on an index out of bounds",
    "leaked memory (LSan)": "swiftc has no such sanitizer",
}


@dataclass
class Outcome:
    """What the tests under one sanitizer came to."""

    sanitizer: str
    tests: int
    failed: int
    reports: int
    seconds: float
    ended_well: bool
    only: tuple[str, ...] = ()
    """The tests that were asked for; empty for all."""

    @property
    def held(self) -> bool:
        return self.ended_well and self.reports == 0 and self.failed == 0 and self.tests > 0

    def row(self) -> Row:
        result = f"{self.reports or 'no'} report{'' if self.reports == 1 else 's'}"
        if self.failed or not self.ended_well:
            result += f", {self.failed} tests failed"
        return Row(
            group="sanitizers",
            claim=f"{CLAIMS[self.sanitizer]} ({self.sanitizer.title()}Sanitizer)",
            tried=f"{self.tests:,} tests in {self.seconds:,.0f} s"
            + (f", of {' and '.join(self.only)} alone" if self.only else ""),
            result=result,
            aim="no report",
            held=self.held,
        )


def parse(
    sanitizer: str, text: str, reports: int, status: int, seconds: float, only: tuple[str, ...] = ()
) -> Outcome:
    """Reads what `swift test` said."""
    run = re.search(r"Test run with ([\d,]+) tests? in", text)
    failed = len(set(re.findall(r"^✘ Test (?!run with)(\S.*?) (?:failed|recorded)", text, re.MULTILINE)))
    return Outcome(
        sanitizer, tests=int(run[1].replace(",", "")) if run else 0, failed=failed,
        reports=reports, seconds=seconds, ended_well=status == 0, only=only,
    )


def environment(sanitizer: str, reports: Path) -> dict[str, str]:
    """Reports of the tests, and of the programs that they start, go to files."""
    shared = f"log_path={reports / 'report'}:halt_on_error=0"
    options = {
        "thread": ("TSAN_OPTIONS", f"{shared}:suppressions={SUPPRESSIONS.absolute()}"),
        # Whoever reports ends: Swift's runtime can't go on after damaged memory.
        "address": ("ASAN_OPTIONS", f"log_path={reports / 'report'}:detect_leaks=0"),
    }
    # Who crashes ends at once: the runtime's own account of a crash can hang under a sanitizer.
    return os.environ | dict([options[sanitizer]]) | {"SWIFT_BACKTRACE": "enable=no"}


def count(sanitizer: str, reports: Path) -> int:
    texts = (path.read_text(errors="replace") for path in reports.glob("report.*"))
    return sum(text.count(HEADINGS[sanitizer]) for text in texts)


def sanitize(sanitizer: str, filters: list[str]) -> Outcome:
    """Builds the tests and runs them; the log and the reports stay in the scratch folder."""
    scratch = Path(f".build-{sanitizer}")
    common = [
        f"--sanitize={sanitizer}", "--scratch-path", str(scratch), *LINKED[sanitizer],
    ]
    print(f"{sanitizer}: building in {scratch}", flush=True)
    subprocess.run(["swift", "build", "--build-tests", *common], stdout=subprocess.DEVNULL, check=True)
    reports = (scratch / "reports").absolute()
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir()
    print(f"{sanitizer}: running the tests", flush=True)
    words = [word for name in filters for word in ("--filter", name)]
    words += [word for name in LEFT_OUT for word in ("--skip", name)]
    begun = time.monotonic()
    log = scratch / "tests.log"
    with log.open("wb") as out:
        run = subprocess.run(
            ["swift", "test", "--skip-build", *common, *words], stdout=out,
            stderr=subprocess.STDOUT, env=environment(sanitizer, reports), check=False)
    outcome = parse(
        sanitizer, log.read_text(errors="replace"), count(sanitizer, reports), run.returncode,
        time.monotonic() - begun, tuple(filters))
    print(f"{sanitizer}: {outcome.row().tried}: {outcome.row().result}", flush=True)
    if not outcome.held:
        print(f"  log: {log}\n  reports: {reports}", flush=True)
    return outcome


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="Tools/sanitize", add_help=False)
    parser.add_argument("sanitizers", nargs="+", choices=list(CLAIMS), metavar="SANITIZER")
    parser.add_argument("--filter", action="append", default=[], metavar="TESTS")
    parser.add_argument("--rows", type=Path)
    chosen = parser.parse_args(arguments)
    outcomes = [sanitize(sanitizer, chosen.filter) for sanitizer in chosen.sanitizers]
    if chosen.rows:
        rows.write(
            chosen.rows,
            [outcome.row() for outcome in outcomes]
            + [
                Row(group="sanitizers", claim=what, tried="not tried", result=why)
                for what, why in UNTRIED.items()
            ])
    return 0 if all(outcome.held for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
