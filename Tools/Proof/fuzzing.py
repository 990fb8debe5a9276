"""Runs libFuzzer on each target and says what it found: `Tools/fuzz --help`."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import rows
from rows import Row

# What each target's reader promises, in plain words.
TARGETS = {
    "record": "a packed record decodes to one state, and that packs to the same bytes",
    "join": "joining records commutes, and repeating or regrouping it changes nothing",
    "request": "a hub in memory answers every request that decodes, and stays sound",
    "answer": "an office in memory loses nothing by any answer that decodes",
    "zstd": "no compressed message unfolds beyond its bound",
    "charter": "any text is a charter, or is refused with line and column",
    "narrowing": "what two versions of a charter both allow is in both",
    "rsabem": "any file of the CAF's flow is read to its end, each person by the charter",
    "csv": "any spreadsheet is read to its end, each row by the charter",
    "columns": "any map of columns is one, or is refused with a reason",
}
# Bytes of one input, seconds for one input, MiB of memory.
LIMITS = ("-max_len=8192", "-timeout=25", "-rss_limit_mb=2048")
# Files of the corpus in the tree stay below this many bytes.
CORPUS_FILE_BYTES = 4_000

SEEDS = Path("Tools/Fuzzing/corpus")
VECTORS = Path("Protocol/vectors")
DICTIONARIES = Path("Tools/Fuzzing/dictionaries")
SCRATCH = Path(".build-fuzz")
FUZZER = SCRATCH / "release" / "fuzzer"
FINDINGS = SCRATCH / "findings"


@dataclass
class Outcome:
    """What one target's run came to."""

    target: str
    seconds: float = 0
    inputs: int = 0
    branches: int = 0
    found: list[str] = field(default_factory=list)
    failure: str = ""

    @property
    def held(self) -> bool:
        return not self.found and not self.failure

    def row(self) -> Row:
        return Row(
            group="fuzzing",
            claim=TARGETS[self.target],
            tried=f"{self.inputs:,} inputs to `{self.target}` in {self.seconds:.0f} s",
            result="nothing found" if self.held else self.failure or ", ".join(self.found),
            aim="nothing found",
            held=self.held,
        )


def parse(target: str, log: str, status: int) -> Outcome:
    """Reads what libFuzzer said. A run that was cut off, or executed nothing, is a failure."""
    outcome = Outcome(target)
    executed = re.search(r"^stat::number_of_executed_units:\s*(\d+)", log, re.MULTILINE)
    outcome.inputs = int(executed[1]) if executed else 0
    covered = re.findall(r" cov: (\d+) ", log)
    outcome.branches = int(covered[-1]) if covered else 0
    outcome.found = re.findall(r"Test unit written to (\S+)", log)
    if not outcome.found and (status != 0 or outcome.inputs == 0):
        outcome.failure = f"the fuzzer ended with status {status}"
    return outcome


def reason(log: str) -> str:
    """The line that says why an input was kept."""
    found = re.search(r"Fatal error: .*|ERROR: (?:Address|lib).*|.*ALARM.*", log)
    return found[0].strip() if found else "see the log"


def command(target: str, *words: str) -> list[str]:
    dictionary = DICTIONARIES / f"{target}.dict"
    return [
        str(FUZZER), target, *LIMITS, *([f"-dict={dictionary}"] if dictionary.exists() else []),
        *words,
    ]


def environment() -> dict[str, str]:
    """Swift's own backtraces and ASan's search for leaks would each take part in a crash."""
    return os.environ | {
        "SWIFT_BACKTRACE": "enable=no", "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
    }


def vectors(target: str) -> dict[str, bytes]:
    """The protocol's test vectors that the target can read, valid and invalid, by name."""
    def listed(name: str) -> list[dict]:
        return json.loads((VECTORS / name).read_text(encoding="utf-8"))["vectors"]

    if target == "join":
        return {
            vector["name"]: bytes.fromhex(vector["a"]["cbor"] + vector["b"]["cbor"])
            for vector in listed("joins.json")
        }
    if target not in ("record", "request", "answer"):
        return {}
    whole = listed(f"{target}s.json")
    whole += [vector for vector in listed("invalid.json") if vector["kind"] == target]
    return {vector["name"]: bytes.fromhex(vector["cbor"]) for vector in whole}


def seeds(target: str) -> list[Path]:
    """Where the target's fuzzing starts: the corpus in the tree, and the vectors as files."""
    folder = SCRATCH / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in vectors(target).items():
        (folder / name).write_bytes(content)
    subprocess.run([str(FUZZER), target, "seeds", str(folder)], env=environment(), check=True)
    return [part for part in (SEEDS / target, folder) if part.exists()]


def fuzz(target: str, seconds: int) -> Outcome:
    """Feeds one target for so long; what reaches new code is kept for the next run."""
    kept = SCRATCH / "corpus" / target
    kept.mkdir(parents=True, exist_ok=True)
    FINDINGS.mkdir(exist_ok=True)
    folders = seeds(target)
    begun = time.monotonic()
    run = subprocess.run(
        command(
            target, f"-max_total_time={seconds}", "-print_final_stats=1",
            f"-artifact_prefix={FINDINGS / target}-", str(kept), *map(str, folders)),
        capture_output=True, env=environment(), check=False,
    )
    log = run.stderr.decode(errors="replace")
    outcome = parse(target, log, run.returncode)
    outcome.seconds = time.monotonic() - begun
    (SCRATCH / f"{target}.log").write_text(log, encoding="utf-8")
    report(outcome, log)
    return outcome


def report(outcome: Outcome, log: str) -> None:
    print(
        f"{outcome.target:10} {outcome.inputs:>12,} inputs {outcome.seconds:>6.0f} s"
        f" {outcome.branches:>7,} branches  {'nothing found' if outcome.held else 'FOUND'}",
        flush=True,
    )
    if outcome.failure:
        print(f"  {outcome.failure}: {SCRATCH / outcome.target}.log", flush=True)
    for path in outcome.found:
        print(f"  {reason(log)}\n  again: {FUZZER} {outcome.target} {path}", flush=True)


def merge(target: str) -> None:
    """Takes into the tree, in small files, what reaches code that corpus and vectors don't."""
    merged = SCRATCH / "merged" / target
    shutil.rmtree(merged, ignore_errors=True)
    merged.mkdir(parents=True)
    for path in [path for folder in seeds(target) for path in folder.iterdir()]:
        shutil.copy(path, merged)
    before = set(merged.iterdir())
    run = subprocess.run(
        command(
            # How often code ran would take hundreds of files in.
            target, "-set_cover_merge=1", "-use_counters=0", f"-max_len={CORPUS_FILE_BYTES}",
            str(merged), str(SCRATCH / "corpus" / target)),
        capture_output=True, env=environment(), check=True,
    )
    if not merged_well(run.stderr.decode(errors="replace")):
        sys.exit(f"fuzz: {target}: libFuzzer merged nothing, not even what is there")
    new = set(merged.iterdir()) - before
    (SEEDS / target).mkdir(exist_ok=True)
    for path in new:
        shutil.copy(path, SEEDS / target)
    print(f"{target:10} {len(new)} files taken into {SEEDS / target}", flush=True)


def merged_well(log: str) -> bool:
    """Whether the process that libFuzzer starts to read the files read any of them."""
    return bool(re.search(r"^#\d+\s+DONE", log, re.MULTILINE))


def words(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/fuzz", add_help=False)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--merge", action="store_true")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.targets) - set(TARGETS)
    if unknown:
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    return chosen


def main(arguments: list[str]) -> int:
    chosen = words(arguments)
    targets = chosen.targets or list(TARGETS)
    if chosen.merge:
        for target in targets:
            merge(target)
        return 0
    with ThreadPoolExecutor(chosen.jobs) as pool:
        outcomes = list(pool.map(lambda target: fuzz(target, chosen.seconds), targets))
    if chosen.rows:
        rows.write(chosen.rows, [outcome.row() for outcome in outcomes])
    found = [outcome for outcome in outcomes if not outcome.held]
    print(f"{len(outcomes) - len(found)} targets held, {len(found)} did not")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
