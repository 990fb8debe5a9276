"""Tells what happens, in French or English, with times and counts."""

from __future__ import annotations

import os
import sys
import time


def language(environment: dict[str, str] = os.environ) -> str:
    """As the programs choose it: `LC_ALL`, then `LC_MESSAGES`, then `LANG`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "fr" if environment[name].lower().startswith("fr") else "en"
    return "en"


class Say:
    """Prints numbered steps, and below each what came of it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._begun = time.monotonic()
        self._step_begun = self._begun
        self._steps = 0
        self._width = 0
        self._is_terminal = sys.stdout.isatty()

    def words(self, fr: str, en: str) -> str:
        return fr if self.language == "fr" else en

    def step(self, fr: str, en: str) -> None:
        self._steps += 1
        self._step_begun = time.monotonic()
        self.line("")
        self.line(f"{self._steps}. {self.words(fr, en)}")

    def tell(self, fr: str, en: str) -> None:
        self.line("   " + self.words(fr, en))

    def quote(self, text: str) -> None:
        """What a program printed."""
        for line in text.rstrip().splitlines():
            self.line("   | " + line)

    def took(self) -> None:
        seconds = time.monotonic() - self._step_begun
        self.line(f"   ({self.number(round(seconds, 1))} s)")

    def progress(self, done: int, total: int, what: str) -> None:
        """One line that is written again and again; nothing where that can't be."""
        if self._is_terminal:
            text = f"   {self.bar(done, total)} {done}/{total} {what}"
            print("\r" + text.ljust(self._width), end="", flush=True)
            self._width = len(text)

    def line(self, text: str) -> None:
        if self._width:
            print("\r" + " " * self._width + "\r", end="")
            self._width = 0
        print(text, flush=True)

    def number(self, number: int | float) -> str:
        text = f"{number:,}"
        if self.language == "fr":
            return text.replace(",", "\u202f").replace(".", ",")
        return text

    def size(self, count: int) -> str:
        if count < 10_000:
            return f"{self.number(count)} " + self.words("octets", "bytes")
        if count < 10_000_000:
            return f"{self.number(round(count / 1000))} " + self.words("ko", "kB")
        return f"{self.number(round(count / 1_000_000, 1))} " + self.words("Mo", "MB")

    @property
    def total_seconds(self) -> float:
        return time.monotonic() - self._begun

    @staticmethod
    def bar(done: int, total: int, width: int = 24) -> str:
        full = width * done // max(total, 1)
        return "[" + "#" * full + "." * (width - full) + "]"
