import random
import unittest

from ..cbor import Reader, Refused, encode
from ..columns import (
    CELLS, in_groups, numbers, read_numbers, read_records, read_steps, records_item, steps,
)  # fmt: skip
from ..message import FeedRow, Page, Part, Request, Whole, checks, read_answer, read_request
from ..record import Record, Version, pack
from .test_record import A, RandomCopies

ZERO = (0, bytes(8))


def some_records(seed: int) -> list[Record]:
    """Records of several histories and two types, in no order, some of them alike."""
    chance = random.Random(seed)
    found = []
    for _ in range(chance.randrange(4)):
        found += RandomCopies(chance.randrange(1 << 32)).copies
    found += found[:1]
    for record in found:
        record.type = chance.choice(["contract", "measure"])
    chance.shuffle(found)
    return found


def read(data: bytes, most: int) -> list[Record]:
    reader = Reader(data)
    records = read_records(reader, most)
    reader.end()
    return records


class Columns(unittest.TestCase):
    def test_numbers_come_back_in_as_few_bytes_as_they_need(self) -> None:
        for write, read_back, values, planes in (
            (numbers, read_numbers, [], []),
            (numbers, read_numbers, [0, 0], []),
            (numbers, read_numbers, [3, 256], [b"\x00\x01", b"\x03\x00"]),
            (numbers, read_numbers, [2**64 - 1], [b"\xff"] * 8),
            (steps, read_steps, [0, 0], []),
            (steps, read_steps, [3, 2, 2], [b"\x06\x01\x00"]),
            (steps, read_steps, [128, 0], [b"\x01\x00", b"\x00\xff"]),
            (steps, read_steps, [2**64 - 1, 0], [b"\x01\x02"]),
            (steps, read_steps, [2**63], [b"\xff"] * 8),
        ):
            self.assertEqual(write(values), planes)
            self.assertEqual(read_back(Reader(encode(planes)), len(values)), values)
        chance = random.Random(1)
        for _ in range(500):
            count = chance.randrange(9)
            values = [chance.getrandbits(chance.randrange(1, 65)) for _ in range(count)]
            for write, read_back in ((numbers, read_numbers), (steps, read_steps)):
                data = encode(write(values))
                self.assertEqual(read_back(Reader(data), len(values)), values)

    def test_records_come_back_in_groups(self) -> None:
        for seed in range(30):
            records = in_groups(some_records(seed), lambda record: record)
            data = encode(records_item(records))
            again = read(data, len(records))
            self.assertEqual(list(map(pack, again)), list(map(pack, records)), f"seed {seed}")

    def test_whatever_is_read_is_what_writing_gives(self) -> None:
        for seed in range(30):
            chance = random.Random(seed)
            data = encode(records_item(in_groups(some_records(seed), lambda record: record)))
            for _ in range(20):
                mutated = bytearray(data)
                mutated[chance.randrange(len(data))] = chance.randrange(256)
                try:
                    records = read(bytes(mutated), 100)
                except Refused:
                    continue
                self.assertEqual(encode(records_item(records)), mutated, f"seed {seed}")

    def test_true_is_not_one_in_a_dictionary_either(self) -> None:
        records = [
            Record("contract", {"status": {(A, 1): Version((), value)}})
            for value in (True, 1, True)
        ]
        again = read(encode(records_item(records)), 3)
        values = [record.fields["status"][A, 1].value for record in again]
        self.assertEqual(values, [True, 1, True])
        self.assertEqual([type(value) for value in values], [bool, int, bool])

    def test_cells_are_bounded(self) -> None:
        actors = CELLS // 6_000
        versions = [[index, 0] for index in range(actors)]
        group = ["contract", 6_000, actors, ["status"], [versions], [], []]
        with self.assertRaises(Refused) as refusal:
            read(encode([b"", [group]]), 6_000)
        self.assertEqual(refusal.exception.code, "too-long")


class Messages(unittest.TestCase):
    def test_messages_come_back(self) -> None:
        for seed in range(20):
            chance = random.Random(seed)
            records, others = some_records(seed), some_records(seed + 1_000)
            wholes = [Whole(chance.randbytes(16), record) for record in records]
            parts = [Part(chance.getrandbits(24), record) for record in others]
            request = Request(
                bytes(32), ZERO, 0, [ZERO], wholes, parts,
                checks([chance.randbytes(8) for _ in parts]), [chance.randbytes(16)],
            )  # fmt: skip
            data = request.encoded()
            self.assertEqual(read_request(data).encoded(), data, f"seed {seed}")
            rows = [
                FeedRow(chance.randrange(9), chance.randbytes(16), each)
                for each in [None, *records]
            ]
            chance.shuffle(rows)
            page = Page([*others, "unknown", "erased"], rows, 9, (9, bytes(8)), False)
            chance.shuffle(page.outcomes)
            data = page.encoded()
            again = read_answer(data)
            self.assertEqual(again.encoded(), data, f"seed {seed}")
            self.assertEqual(again.outcomes, page.outcomes, f"seed {seed}")
