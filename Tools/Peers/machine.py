"""The machine on which it was measured, and whether it was quiet."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import date
from importlib import metadata
from pathlib import Path

QUIET_PRESSURE = 15.0
"""Per cent of ten seconds in which some process waited for a processor; more isn't quiet."""


def cpu_pressure() -> float | None:
    """Of the last ten seconds; `None` where the kernel doesn't say."""
    try:
        words = Path("/proc/pressure/cpu").read_text().split()
        return float(words[1].removeprefix("avg10="))
    except (OSError, IndexError, ValueError):
        return None


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _system() -> str:
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.split("=", 1)[1].strip('"')
    return platform.system()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parent,
    )
    return done.stdout.strip() or "unknown"


def describe(sqlite_version: str) -> dict[str, str]:
    """What a reader must know to set the figures beside their own."""
    packages = ["doltlite", "loro", "pycrdt", "zstandard"]
    return {
        "date": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores of {_processor()}, {_memory_gib()} GiB",
        "system": f"{_system()}, Linux {platform.release()}",
        "versions": ", ".join(
            [f"Secteur {_commit()}", f"SQLite {sqlite_version}"]
            + [f"{package} {_version(package)}" for package in packages]
        ),
    }
