"""What `Tools/prove` runs, in its order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rows import Row

RELEASE = Path(".build-release")
SIMULATOR = str(RELEASE / "release" / "simulator")


@dataclass(frozen=True)
class Step:
    """One tool of the proof.

    A tool that has no `--rows` has `read`: it makes rows of what the tool printed and whether it
    ended well.
    """

    name: str
    about: str
    group: str
    short: tuple[str, ...]
    long: tuple[str, ...]
    read: Callable[[str, bool], list[Row]] | None = None
    # What is built for it, beside the programs, in release.
    product: str | None = None

    def command(self, long: bool, rows: Path) -> list[str]:
        words = list(self.long if long else self.short)
        return words if self.read else [*words, "--rows", str(rows)]

    @property
    def program(self) -> Path:
        return Path(self.short[0])


def conformance(text: str, held: bool) -> list[Row]:
    checked = re.findall(r"^ *(\d+) (.+)$", text, re.MULTILINE)
    return [
        Row(
            group="conformance",
            claim="a second implementation of the protocol, in Python, agrees byte for byte",
            tried=", ".join(f"{count} {what}" for count, what in checked) or "?",
            result="holds" if held else "; ".join(re.findall(r"^FAULT .*", text, re.M)[:3]),
            aim="no fault",
            held=held and bool(checked),
        )
    ]


def demonstration(text: str, held: bool) -> list[Row]:
    """Each verdict of the demonstration is a check; those on canaries say how many bytes were read."""
    verdicts = re.findall(r"\[(ok|WRONG)\] (.+)", text)
    looks = [words for _, words in verdicts if re.search(r": [\d,]+ canaries$", words)]
    wrong = [words for mark, words in verdicts if mark != "ok"]
    return [
        Row(
            group="leaks",
            claim="no confidential word is in any byte that left an office, nor where it isn't sealed",
            tried=f"a life of offices, hub and strangers, judged by {len(verdicts)} checks",
            result="; ".join(wrong or looks) or "?",
            aim="no canary found",
            held=held and bool(looks),
        )
    ]


def fault(scenario: str, about: str) -> Step:
    """A scenario of `Tools/faults`: a step of its own, since all of them take hours."""
    words = ("Tools/faults", "--only", scenario)
    return Step(f"faults-{scenario}", about, "faults", words, (*words, "--long"))


FAULTS = [
    fault("self-test", "what the judges of files notice"),
    fault("kills", "programs killed at any moment"),
    fault("put-back", "files put back from copies, and live copies"),
    fault("disk-full", "full disks"),
    fault("disk-read-only", "disks that can't be written"),
    fault("clocks", "clocks in 1970 and 2100"),
    fault("lying-proxy", "a proxy that lies"),
    fault("network", "packets lost, late, damaged, and lines cut"),
    fault("backups", "backups and restorings killed"),
    fault("disk-errors", "disks that fail"),
    fault("power-cuts", "power lost at any write"),
]

STEPS = [
    Step(
        "model", "every short history of the exchange, with spin", "model",
        ("Tools/check-model",), ("Tools/check-model", "--long"),
    ),
    Step(
        "simulator", "random histories of the real state machines", "simulator",
        (SIMULATOR, "--new-seed", "--schedules", "10000"),
        (SIMULATOR, "--new-seed", "--schedules", "100000"), product="simulator",
    ),
    Step(
        "judges", "what the simulator's judges notice", "simulator",
        (SIMULATOR, "--safeguards"), (SIMULATOR, "--safeguards"), product="simulator",
    ),
    *FAULTS,
    Step(
        "fuzz", "every reader of foreign bytes, with libFuzzer", "fuzzing",
        ("Tools/fuzz", "--seconds", "15", "--jobs", "2"), ("Tools/fuzz", "--seconds", "300", "--jobs", "2"),
    ),
    Step(
        "conformance", "the protocol by a second implementation", "conformance",
        ("Tools/conformance",), ("Tools/conformance",), conformance,
    ),
    Step(
        "leaks", "confidential words in every byte that left", "leaks",
        ("Tools/demo", "--small", "--life"), ("Tools/demo", "--life"), demonstration,
    ),
    Step(
        "compare", "speed, growth, memory and bytes, beside peers", "speed",
        ("Tools/compare", "--short"), ("Tools/compare", "--long"),
    ),
    Step(
        "load", "a thousand offices at one hub", "load",
        ("Tools/load",), ("Tools/load", "--seconds", "60", "--repetitions", "5"),
    ),
]

# Only in the long proof: its builds alone take longer than the short proof may.
SANITIZERS = Step(
    "sanitize", "the tests under ThreadSanitizer and AddressSanitizer", "sanitizers",
    ("Tools/sanitize", "thread", "address"), ("Tools/sanitize", "thread", "address"),
)

ALL = [*STEPS, SANITIZERS]


def named(words: str) -> list[Step]:
    """The steps of these names, separated by commas; `faults` names all that begin so. Throws
    `ValueError` with the names that no step has."""
    names = words.split(",")

    def goes_by(step: Step, name: str) -> bool:
        return step.name == name or step.name.startswith(f"{name}-")

    if unknown := [name for name in names if not any(goes_by(step, name) for step in ALL)]:
        raise ValueError(", ".join(unknown))
    return [step for step in ALL if any(goes_by(step, name) for name in names)]
