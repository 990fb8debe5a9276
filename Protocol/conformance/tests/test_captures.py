import tempfile
import unittest
from pathlib import Path

import zstandard

from ..captures import CaptureCheck
from ..message import FeedRow, Page, Part, Request, Rewind, Whole, WholeRefused, checks
from ..record import Record, Version, pack, state_digest
from ..vectors import FOLDER

ACTOR, ID, OTHER = (bytes([byte]) * 16 for byte in (0xA1, 0x01, 0x02))
ZERO = (0, bytes(8))


def contract(value: object = "draft", name: str = "status") -> Record:
    return Record("contract", {name: {(ACTOR, 1): Version((), value)}})


def push(record: Record) -> Request:
    return Request(bytes(32), ZERO, 0, [ZERO], [Whole(ID, record)], [], [], [])


def change(*states: Record) -> Request:
    """Parts that are all of their records, under the references 1, 2 …"""
    parts = [Part(n, state) for n, state in enumerate(states, start=1)]
    digests = [state_digest(pack(state)) for state in states]
    return Request(bytes(32), (5, bytes(8)), 5, [ZERO], [], parts, checks(digests), [])


def page(*, outcomes: list, feed: list[FeedRow] = []) -> Page:
    return Page(outcomes, feed, 7, (7, bytes(8)), False)


def http(start: str, body: bytes, *, packed: bool = False, fields: str = "") -> bytes:
    if packed:
        body = zstandard.compress(body)
        fields += "Content-Encoding: zstd\r\n"
    head = f"{start}\r\nContent-Type: application/cbor\r\n{fields}Content-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def request(message: Request, **how: object) -> bytes:
    return http("POST /v1/exchange HTTP/1.1", message.encoded(), **how)


def answer(message: object, status: str = "200 OK", **how: object) -> bytes:
    return http(f"HTTP/1.1 {status}", message.encoded(), **how)


class Captures(unittest.TestCase):
    def check(self, up: bytes, down: bytes) -> CaptureCheck:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "office"
            folder.mkdir()
            (folder / "0001.up").write_bytes(up)
            (folder / "0001.down").write_bytes(down)
            check = CaptureCheck(Path(name), (FOLDER / "charter.cddl").read_text())
            check.run()
        return check

    def faults(self, up: bytes, down: bytes = b"") -> str:
        return "\n".join(self.check(up, down).findings.faults)

    def test_an_honest_sync_holds(self) -> None:
        feed = [FeedRow(7, OTHER, contract(True, "domains/social"))]
        check = self.check(
            request(push(contract()), packed=True) + request(push(contract("sent"))),
            answer(page(outcomes=["as-expected"], feed=feed), packed=True)
            + answer(Rewind(ZERO)),
        )
        self.assertEqual(check.findings.faults, [])
        self.assertEqual(check.findings.checked["requests"], 2)
        self.assertEqual(check.findings.checked["answers"], 2)

    def test_an_honest_sync_of_parts_holds(self) -> None:
        states = [contract("draft" if n % 2 else "sent") for n in range(40)]
        other = contract("signed")
        check = self.check(
            request(change(*states)) * 3,
            answer(page(outcomes=["as-expected"] * 40))
            + answer(page(outcomes=[*states[:31], other, *["as-expected"] * 8]))
            + answer(page(outcomes=["unknown", *states[1:31], "deferred", *["as-expected"] * 8])),
        )
        self.assertEqual(check.findings.faults, [])
        self.assertEqual(check.findings.checked["parts of records sent"], 120)

    def test_answers_to_parts_that_no_hub_gives_are_noticed(self) -> None:
        up = request(change(contract(), contract("sent")))
        named = FeedRow(7, (1).to_bytes(3, "big") + bytes(13), None)
        for outcomes, feed, fault in (
            ([contract(), contract("sent")], [], "a state in place of `as expected`"),
            (["as-expected", contract("sent")], [], "a check that holds of some of its parts"),
            (["erased", "erased"], [named], "a feed holds what an outcome tells"),
        ):
            self.assertIn(fault, self.faults(up, answer(page(outcomes=outcomes, feed=feed))))
        for untold in ("unknown", "deferred"):
            down = answer(page(outcomes=[untold, "erased"], feed=[named]))
            self.assertEqual(self.faults(up, down), "")

    def test_a_feed_may_tell_of_what_an_answer_puts_off(self) -> None:
        down = answer(page(outcomes=["deferred"], feed=[FeedRow(7, ID, contract("sent"))]))
        self.assertEqual(self.faults(request(push(contract())), down), "")

    def test_a_connection_cut_anywhere_holds(self) -> None:
        up, down = request(push(contract())), answer(page(outcomes=["erased"]))
        for cut in range(0, len(down), 7):
            self.assertEqual(self.faults(up, down[:cut]), "")
        for cut in range(1, len(up), 7):
            self.assertEqual(self.faults(up[:cut]), "no capture holds a whole request")

    def test_a_sentence_is_noticed(self) -> None:
        up = request(push(contract()))
        changed = up.replace(b"\x65draft", b"\x65no no")
        self.assertNotEqual(up, changed)
        self.assertIn("not-a-code", self.faults(changed))

    def test_a_word_that_is_not_the_charters_is_noticed(self) -> None:
        self.assertIn("no charter word", self.faults(request(push(contract("martin")))))

    def test_a_word_of_another_field_is_noticed(self) -> None:
        # The code is the charter's, and another field's: only the unrolled check can tell.
        self.assertIn("contract status", self.faults(request(push(contract("cer")))))

    def test_a_field_that_stays_is_noticed(self) -> None:
        self.assertIn("under the charter", self.faults(request(push(contract(1, "account")))))

    def test_a_number_out_of_its_range_is_noticed(self) -> None:
        self.assertIn("renewals", self.faults(request(push(contract(1_000, "renewals")))))

    def test_a_header_field_that_could_name_somebody_is_noticed(self) -> None:
        up = request(push(contract()), fields="X-Worker: martin\r\n")
        self.assertIn("unknown header fields ['x-worker']", self.faults(up))

    def test_answers_that_no_hub_gives_are_noticed(self) -> None:
        up = request(push(contract()))
        for down, fault in (
            (answer(page(outcomes=[])), "not one outcome for each record"),
            (answer(Rewind((9, bytes(8)))), "rewound to nowhere"),
            (answer(WholeRefused("busy")), "status 200, not 503"),
            (
                answer(page(outcomes=["erased"], feed=[FeedRow(7, ID, None)])),
                "a feed holds what an outcome tells",
            ),
            (answer(page(outcomes=[contract()])), "a state in place of `as expected`"),
            (answer(page(outcomes=["unknown"])), "a whole that is unknown"),
        ):
            self.assertIn(fault, self.faults(up, down))
