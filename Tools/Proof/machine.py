"""What a proof ran on, since its figures mean nothing without."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from pathlib import Path

LIBRARIES = {"SQLite": "libsqlite3-0", "zstd": "libzstd1", "libcurl": "libcurl4"}
PEERS = Path(".venv-peers/requirements.txt")


def output(*words: str) -> str:
    """What a program prints, or nothing when it can't be run."""
    try:
        run = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""


def found(pattern: str, path: str) -> str:
    """What a pattern's group finds in a file of the system."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
    match = re.search(pattern, text, re.MULTILINE)
    return match[1] if match else ""


def memory() -> str:
    kibibytes = found(r"^MemTotal:\s+(\d+) kB", "/proc/meminfo")
    return f"{int(kibibytes) / 2**20:.0f} GiB" if kibibytes else ""


def versions() -> str:
    """Of the libraries that the programs are linked with, as the system has them."""
    packages = {
        name: output("dpkg-query", "--show", "--showformat=${Version}", package)
        for name, package in LIBRARIES.items()
    }
    return ", ".join(f"{name} {version}" for name, version in packages.items() if version)


def packages(resolved: Path = Path("Package.resolved")) -> str:
    """What the programs are built of, as the package manager has settled it."""
    try:
        pins = json.loads(resolved.read_text(encoding="utf-8"))["pins"]
    except OSError:
        return ""
    return ", ".join(f"{pin['identity']} {pin['state']['version']}" for pin in pins)


def peers() -> str:
    try:
        lines = PEERS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return "not installed"
    return ", ".join(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def cold_memory(root: Path = Path("/sys/kernel/mm/damon/admin/kdamonds")) -> str:
    """What a kernel does to memory that wasn't used for a while. One that pages it out has large files
    read from the disk again that would fit into memory."""
    for state in root.glob("*/state"):
        actions = state.parent.glob("contexts/*/schemes/*/action")
        running = state.read_text(encoding="utf-8").strip() == "on"
        if running and any("pageout" in each.read_text(encoding="utf-8") for each in actions):
            return "paged out, also from files (DAMON)"
    return ""


def facts() -> dict[str, str]:
    """By what a reader calls it; what can't be found out is left out."""
    swift = re.search(r"Swift version (\S+)", output("swift", "--version"))
    all_of_it = {
        "Processor": found(r"^model name\s*:\s*(.+)$", "/proc/cpuinfo"),
        "Cores": str(os.cpu_count() or ""),
        "Memory": memory(),
        "Cold memory": cold_memory(),
        "System": found(r'^PRETTY_NAME="(.+)"', "/etc/os-release"),
        "Kernel": platform.release(),
        "Swift": swift[1] if swift else "",
        "Libraries": versions(),
        "Swift packages": packages(),
        "Python": platform.python_version(),
        "Peers": peers(),
    }
    return {name: words for name, words in all_of_it.items() if words}


def commit() -> str:
    """The short hash, with a mark when files differ from it."""
    name = output("git", "rev-parse", "--short", "HEAD") or "unknown"
    # What the proof itself writes doesn't count.
    changed = output("git", "status", "--porcelain", "--", ".", ":!Protocol/evidence*")
    return name + (" with changes" if changed else "")
