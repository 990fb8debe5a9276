import itertools
import random
import unittest

from ..cbor import Refused
from ..record import Contradiction, Record, Version, join, pack, part_digest, unpack

A, B, C = (bytes([byte]) * 16 for byte in (0xA1, 0xB2, 0xC3))


def record(**versions: tuple[tuple[bytes, int], Version]) -> Record:
    return Record("contract", {name: dict([version]) for name, version in versions.items()})


class RandomCopies:
    """Copies of one record that write and join each other's states, as offices do."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.copies = [Record("contract") for _ in range(3)]
        self.last = [self.random.randrange(1_000) for _ in range(3)]
        for _ in range(24):
            self.step()

    def step(self) -> None:
        at = self.random.randrange(3)
        if self.random.random() < 0.3:
            self.copies[at] = join(self.copies[at], self.random.choice(self.copies))
            return
        name = self.random.choice(["kind", "status", "domains/social"])
        field = self.copies[at].fields.get(name, {})
        seen: dict[bytes, int] = {}
        for dot, version in field.items():
            for actor, n in (dot, *version.past):
                seen[actor] = max(n, seen.get(actor, 0))
        self.last[at] += 1
        value = self.random.choice([None, True, False, 0, 1, -70_000, "draft", "sent"])
        written = Version(tuple(sorted(seen.items())), value)
        self.copies[at].fields[name] = {((A, B, C)[at], self.last[at]): written}


class JoinLaws(unittest.TestCase):
    def test_order_and_repetition_change_nothing(self) -> None:
        for seed in range(200):
            copies = RandomCopies(seed).copies
            joins = {
                pack(join(join(join(a, b), c), a)) for a, b, c in itertools.permutations(copies)
            }
            self.assertEqual(len(joins), 1, f"seed {seed}")

    def test_packing_comes_back(self) -> None:
        for seed in range(200):
            copies = RandomCopies(seed).copies
            state = join(copies[0], copies[1])
            self.assertEqual(pack(unpack(pack(state))), pack(state), f"seed {seed}")

    def test_true_is_not_one(self) -> None:
        with self.assertRaises(Contradiction):
            join(record(f=((A, 1), Version((), True))), record(f=((A, 1), Version((), 1))))

    def test_whatever_is_read_is_what_packing_gives(self) -> None:
        for seed in range(200):
            copies = RandomCopies(seed)
            data = pack(join(copies.copies[0], copies.copies[1]))
            for _ in range(20):
                mutated = bytearray(data)
                mutated[copies.random.randrange(len(data))] = copies.random.randrange(256)
                try:
                    state = unpack(bytes(mutated))
                except Refused:
                    continue
                self.assertEqual(pack(state), mutated, f"seed {seed}")


class Digests(unittest.TestCase):
    def test_a_part_is_digested_in_the_order_of_its_identifiers(self) -> None:
        rows = [(A, b"a"), (B, b"b")]
        self.assertEqual(part_digest(rows), part_digest(rows[::-1]))
        self.assertEqual(part_digest([]), bytes(32))
