"""Checks what passed between offices and a hub, as `Tools/demo` records it.

A connection is two files, `….up` and `….down`: the bytes of each direction as they were, which
are HTTP/1.1 messages one after the other. A connection that was cut may end inside a message.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from http_capture import Message, UnreadableCapture, messages

from . import message
from .cbor import Refused
from .findings import Findings
from .message import (
    PARTS_PER_CHECK, Page, Request, Rewind, check_count, checks, reference,
)  # fmt: skip
from .record import Record, pack, state_digest
from .schema import Schema

ROWS_JUDGED = 50
"""Of one message, by the CDDL. A judge that understands CDDL takes its time, so of the rows only
those are handed to it that look like none before; the strict reader and the charter's rules for
single values see every row."""


SIGNING_REQUEST = "CERTIFICATE REQUEST"
SIGNING_REQUEST_BYTES = 300
"""A P-256 key, a signature and a name of a few letters, in DER."""


class CaptureCheck:
    def __init__(self, folder: Path, charter: str | None) -> None:
        self._folder = folder
        self._schema = Schema()
        self._narrow = Schema(charter) if charter is not None else None
        self._looks: set[tuple] = set()
        self.findings = Findings()

    def run(self) -> Findings:
        ups = sorted(self._folder.rglob("*.up"))
        self.findings.expect(bool(ups), f"{self._folder} has no captures (….up, ….down)")
        for up in ups:
            self._check_connection(up)
        self.findings.expect(
            self.findings.checked["requests"] > 0, "no capture holds a whole request"
        )
        return self.findings

    def _check_connection(self, up: Path) -> None:
        place = str(up.relative_to(self._folder).with_suffix(""))
        down = up.with_suffix(".down")
        try:
            sent = list(messages(up.read_bytes()))
            came = messages(down.read_bytes() if down.exists() else b"")
            answers = [each for each in came if not each.start.startswith("HTTP/1.1 1")]
        except UnreadableCapture as unreadable:
            self.findings.note(str(unreadable), place)
            return
        self.findings.expect(len(answers) <= len(sent), f"{place}: more answers than requests")
        self.findings.checked["connections"] += 1
        for index, request in enumerate(sent):
            answer = answers[index] if index < len(answers) else None
            self._check_exchange(f"{place} #{index + 1}", request, answer)

    def _check_exchange(self, place: str, sent: Message, came: Message | None) -> None:
        if not sent.is_whole:
            self.findings.checked["requests cut short"] += 1
            return
        if sent.start.startswith(("POST /v1/enrolment ", "POST /v1/renewal ")):
            self._check_signing_request(sent, place)
            return
        if not sent.start.startswith("POST /v1/exchange "):
            self.findings.expect(not sent.body, f"{place}: a body to another address")
            return
        self._check_header(sent, "application/cbor", place)
        request = self._check_request(sent, place)
        if came is None or not came.is_whole:
            self.findings.checked["answers lost"] += 1
        elif request is not None:
            self._check_answer(came, request, place)

    def _check_signing_request(self, sent: Message, place: str) -> None:
        """A key and its signature: nothing in it is large enough to say more."""
        self._check_header(sent, "application/x-pem-file", place)
        lines = sent.body.decode("ascii", "replace").split("\n")
        is_framed = lines[0] == f"-----BEGIN {SIGNING_REQUEST}-----" and lines[-2:] == [
            f"-----END {SIGNING_REQUEST}-----", "",
        ]  # fmt: skip
        self.findings.expect(is_framed, f"{place}: not a signing request")
        size = len(base64.b64decode("".join(lines[1:-2]))) if is_framed else 0
        self.findings.expect(size <= SIGNING_REQUEST_BYTES, f"{place}: {size} bytes of request")
        self.findings.checked["signing requests"] += 1

    def _check_header(self, sent: Message, expected: str, place: str) -> None:
        """The header says nothing of who works here."""
        known = {
            "accept", "accept-encoding", "authorization", "content-encoding", "content-length",
            "content-type", "host", "user-agent",
        }  # fmt: skip
        unknown = sent.headers.keys() - known
        self.findings.expect(not unknown, f"{place}: unknown header fields {sorted(unknown)}")
        kind = sent.headers.get("content-type")
        self.findings.expect(kind == expected, f"{place}: content type {kind}")

    # --- requests -------------------------------------------------------------------------------

    def _check_request(self, sent: Message, place: str) -> Request | None:
        data = sent.content
        try:
            request = message.read_request(data)
        except Refused as refused:
            self.findings.note(f"request refused: {refused.code} at {refused.offset}", place)
            return None
        self.findings.checked["requests"] += 1
        self.findings.checked["records sent"] += len(request.wholes)
        self.findings.checked["parts of records sent"] += len(request.parts)
        self.findings.expect(request.encoded() == data, f"{place}: not deterministic")
        self.findings.expect((0, bytes(8)) in request.checkpoints, f"{place}: no checkpoint 0")
        self._check_schema(self._part_of_request(request), "request", place)
        for fields in _offered(request):
            self._check_state(fields, place)
        self._check_words(data, place)
        return request

    def _check_words(self, data: bytes, place: str) -> None:
        """No text but the charter's words. Reading and writing again gave the same bytes: so each
        byte string is identifiers, numbers, indexes or digests, and nothing beside them."""
        words = self._narrow.words if self._narrow else None
        for item in _leaves(message.tree(data)):
            if isinstance(item, str) and words is not None:
                self.findings.expect(item in words, f"{place}: text that is no charter word")

    # --- answers --------------------------------------------------------------------------------

    def _check_answer(self, came: Message, request: Request, place: str) -> None:
        if came.headers.get("content-type") != "application/cbor":
            self.findings.checked["answers that are none of the hub's"] += 1
            return
        data = came.content
        try:
            answer = message.read_answer(data)
        except Refused as refused:
            self.findings.note(f"answer refused: {refused.code} at {refused.offset}", place)
            return
        self.findings.checked["answers"] += 1
        self.findings.expect(answer.encoded() == data, f"{place}: answer not deterministic")
        status = came.start.split(" ")[1]
        expected = _status(answer)
        self.findings.expect(status == expected, f"{place}: status {status}, not {expected}")
        self._check_schema(self._part_of_answer(answer), "answer", place)
        if isinstance(answer, Page):
            self._check_page(answer, request, place)
        if isinstance(answer, Rewind):
            self.findings.expect(
                answer.checkpoint in request.checkpoints, f"{place}: rewound to nowhere"
            )

    def _check_page(self, page: Page, request: Request, place: str) -> None:
        """What `exchange.md` has an office check before it believes a page."""
        of_wholes = page.outcomes[: len(request.wholes)]
        told = {whole.id for whole, o in zip(request.wholes, of_wholes) if o != "deferred"}
        told |= set(request.erasures)
        fed = [row.id for row in page.feed]
        seqs = [row.seq for row in page.feed]
        offers = len(request.wholes) + len(request.parts)
        of_parts = page.outcomes[len(request.wholes) :]
        told_parts = {
            part.reference
            for part, o in zip(request.parts, of_parts)
            if o not in ("unknown", "deferred")
        }
        fed_parts = told_parts.intersection(
            reference(each, request.reference_bits) for each in fed
        )
        for holds, fault in (
            (len(page.outcomes) == offers, "not one outcome for each record"),
            ("unknown" not in of_wholes, "a whole that is unknown"),
            (len(set(fed)) == len(fed), "a record twice in a feed"),
            (told.isdisjoint(fed) and not fed_parts, "a feed holds what an outcome tells"),
            (all(request.cursor < seq <= page.cursor for seq in seqs), "a feed out of its bounds"),
            (page.cursor > request.cursor if page.more else page.cursor == page.head[0], "cursor"),
            (request.cursor <= page.cursor <= page.head[0], "the cursor goes back"),
        ):
            self.findings.expect(holds, f"{place}: {fault}")
        for outcome in page.outcomes:
            if isinstance(outcome, Record):
                self._check_state(outcome, place)
        for whole, outcome in zip(request.wholes, page.outcomes):
            if isinstance(outcome, Record):
                differs = pack(outcome) != pack(whole.state)
                self.findings.expect(differs, f"{place}: a state in place of `as expected`")
        self._check_checks(request, of_parts, place)
        for row in page.feed:
            if row.state is not None:
                self._check_state(row.state, place)
        self.findings.checked["records received"] += len(page.feed)

    def _check_checks(self, request: Request, outcomes: list, place: str) -> None:
        """The parts of a check are all as expected, or the states that come back are not those that
        it stands for."""
        for check, start in zip(request.checks, range(0, len(outcomes), PARTS_PER_CHECK)):
            shared = outcomes[start : start + PARTS_PER_CHECK]
            if "as-expected" in shared:
                alike = all(outcome == "as-expected" for outcome in shared)
                self.findings.expect(alike, f"{place}: a check that holds of some of its parts")
            elif all(isinstance(outcome, Record) for outcome in shared):
                differs = checks([state_digest(pack(state)) for state in shared]) != [check]
                self.findings.expect(differs, f"{place}: a state in place of `as expected`")

    # --- both -----------------------------------------------------------------------------------

    def _new_looks(self, rows: list, part: Callable[[object], object]) -> list:
        """The rows that look like none before."""
        new = []
        for row in rows:
            look = _look(part(row))
            if look not in self._looks and len(new) < ROWS_JUDGED:
                self._looks.add(look)
                new.append(row)
        return new

    def _part_of_request(self, request: Request) -> bytes:
        """A message itself, with only those of its rows that are to be judged."""
        wholes = self._new_looks(request.wholes, lambda whole: whole.state)
        parts = self._new_looks(request.parts, lambda part: part.fields)
        less = {"wholes": wholes, "parts": parts}
        less["checks"] = request.checks[: check_count(len(parts))]
        return replace(request, **less, erasures=request.erasures[:1]).encoded()

    def _part_of_answer(self, answer: message.Answer) -> bytes:
        if isinstance(answer, Page):
            outcomes = self._new_looks(answer.outcomes, lambda outcome: outcome)
            feed = self._new_looks(answer.feed, lambda row: row.state)
            answer = replace(answer, outcomes=outcomes, feed=feed)
        return answer.encoded()

    def _check_schema(self, data: bytes, rule: str, place: str) -> None:
        self.findings.note(self._schema.fault(data, rule), place)
        if self._narrow:
            self.findings.note(self._narrow.fault(data, rule), f"{place}, under the charter")

    def _check_state(self, record: Record, place: str) -> None:
        if self._narrow:
            self.findings.note(self._narrow.entry_fault(record), place)


def _offered(request: Request) -> list[Record]:
    """What the request says of its records, in the order of the outcomes."""
    wholes = [whole.state for whole in request.wholes]
    return wholes + [part.fields for part in request.parts]


def _status(answer: message.Answer) -> str:
    """The HTTP status that goes with an answer: `exchange.md`."""
    match answer:
        case Page() | Rewind() | message.NewCharter():
            return "200"
        case message.BatchRefused():
            return "422"
        case message.WholeRefused(refusal):
            return message.STATUS[refusal]
    raise TypeError(answer)


def _look(part: object) -> tuple:
    """What the CDDL can tell apart of a record, and little more."""
    if not isinstance(part, Record):
        return (part,)
    return (
        part.type,
        *(
            (name, tuple((len(version.past), type(version.value)) for version in versions.values()))
            for name, versions in sorted(part.fields.items())
        ),
    )


def _leaves(item: object) -> Iterator[object]:
    if isinstance(item, list):
        for each in item:
            yield from _leaves(each)
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from _leaves(key)
            yield from _leaves(value)
    else:
        yield item
