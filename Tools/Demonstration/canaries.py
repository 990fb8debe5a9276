"""Canary words: marked words that must never be seen outside of an office."""

from __future__ import annotations

import random

MARK = "CANARI-"
TAIL_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TAIL_LENGTH = 8
"""A whole canary has 15 characters: short enough for a social security number."""


class Canaries:
    """Makes canaries, each one once, and remembers all of them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.tails: set[str] = set()

    def new(self) -> str:
        while True:
            tail = "".join(self._chance.choices(TAIL_LETTERS, k=TAIL_LENGTH))
            if tail not in self.tails:
                self.tails.add(tail)
                return MARK + tail

    def __len__(self) -> int:
        return len(self.tails)
