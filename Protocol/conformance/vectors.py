"""Checks the test vectors: `Protocol/vectors`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import cbor2

from . import message
from .cbor import Refused
from .diagnostic import notation
from .findings import Findings
from .record import Contradiction, Record, join, pack, part_digest, state_digest, unpack
from .schema import PROTOCOL, Schema

FOLDER = PROTOCOL / "vectors"
READERS = {
    "record": unpack,
    "request": message.read_request,
    "answer": message.read_answer,
}
RULES = {"record": "record", "request": "request", "answer": "answer"}


class VectorCheck:
    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self.findings = Findings()
        self._schema = Schema()
        self._narrow = Schema((folder / "charter.cddl").read_text())

    def run(self) -> Findings:
        for vector in self._vectors("records.json"):
            self._check_record(vector)
        for vector in self._vectors("joins.json"):
            self._check_join(vector)
        for kind in ("request", "answer"):
            for vector in self._vectors(f"{kind}s.json"):
                self._check_bytes(vector, kind)
        for vector in self._vectors("invalid.json"):
            self._check_invalid(vector)
        for vector in self._vectors("digests.json"):
            self._check_digest(vector)
        for vector in self._vectors("charter.json"):
            self._check_narrowing(vector)
        return self.findings

    def _vectors(self, name: str) -> Iterator[dict]:
        vectors = json.loads((self._folder / name).read_text())["vectors"]
        self.findings.expect(bool(vectors), f"{name} has no vectors")
        for vector in vectors:
            self._place = f"{name}: {vector['name']}"
            yield vector
            self.findings.checked[name] += 1

    def _expect(self, holds: bool, fault: str) -> None:
        self.findings.expect(holds, f"{self._place}: {fault}")

    # --- one kind of vector each ----------------------------------------------------------------

    def _check_bytes(self, vector: dict, kind: str) -> bytes:
        """What holds of all valid bytes."""
        data = bytes.fromhex(vector["cbor"])
        self._expect(
            cbor2.dumps(cbor2.loads(data), canonical=True) == data, "cbor2 encodes it otherwise"
        )
        self._expect(notation(data) == vector["diagnostic"], "the diagnostic notation differs")
        self.findings.note(self._schema.fault(data, RULES[kind]), self._place)
        try:
            read = READERS[kind](data)
        except Refused as refused:
            self._expect(False, f"refused: {refused.code} at {refused.offset}")
            return data
        again = pack(read) if isinstance(read, Record) else read.encoded()
        self._expect(again == data, "it comes back as other bytes")
        return data

    def _check_record(self, vector: dict) -> None:
        data = self._check_bytes(vector, "record")
        self._expect(_described(unpack(data)) == vector["state"], "the state differs")
        self._expect(state_digest(data).hex() == vector["stateDigest"], "the digest differs")

    def _check_join(self, vector: dict) -> None:
        a, b = (unpack(self._check_bytes(vector[side], "record")) for side in "ab")
        for one, other in ((a, b), (b, a)):
            try:
                joined = pack(join(one, other))
            except Contradiction:
                joined = None
            expected = vector["joined"] and bytes.fromhex(vector["joined"]["cbor"])
            self._expect(joined == expected, "the join differs")
            if joined is None:
                continue
            state = unpack(joined)
            self._expect(pack(join(state, one)) == joined, "joining again changes it")
            self._expect(pack(join(state, state)) == joined, "joining itself changes it")
        if vector["joined"]:
            data = self._check_bytes(vector["joined"], "record")
            described = vector["joined"]["state"]
            self._expect(_described(unpack(data)) == described, "the joined state differs")

    def _check_invalid(self, vector: dict) -> None:
        data, kind = bytes.fromhex(vector["cbor"]), vector["kind"]
        try:
            READERS[kind](data)
            self._expect(False, "it is taken")
        except Refused as refused:
            found, expected = (refused.code, refused.offset), (vector["code"], vector["offset"])
            self._expect(found == expected, f"refused as {found} and not as {expected}")
        if self._schema.fault(data, RULES[kind]):
            self.findings.checked["invalid vectors that the CDDL alone refuses"] += 1

    def _check_digest(self, vector: dict) -> None:
        if vector["kind"] == "part":
            records = [
                (bytes.fromhex(each["id"]), bytes.fromhex(each["cbor"]))
                for each in vector["records"]
            ]
            self._expect(part_digest(records).hex() == vector["sha256"], "the digest differs")
            return
        if vector["kind"] == "check":
            digests = [state_digest(bytes.fromhex(each)) for each in vector["records"]]
            found = [check.hex() for check in message.checks(digests)]
            self._expect(found == vector["checks"], "the checks differ")
            return
        data = bytes.fromhex(vector["cbor"])
        tree = cbor2.loads(data)
        self._expect(cbor2.dumps(tree, canonical=True) == data, "cbor2 encodes it otherwise")
        self._expect(notation(data) == vector["diagnostic"], "the diagnostic notation differs")
        self.findings.note(self._schema.fault(data, "charter-summary"), self._place)
        digest = hashlib.sha256(data).hexdigest()
        self._expect(digest == vector["sha256"], "the digest differs")

    def _check_narrowing(self, vector: dict) -> None:
        """What one charter lets travel, by its CDDL put together with `exchange.cddl`."""
        data = bytes.fromhex(vector["cbor"])
        self.findings.note(self._schema.fault(data, "record"), self._place)
        record = unpack(data)
        fault = self._narrow.fault(data, "charter.record") or self._narrow.entry_fault(record)
        taken = "refused" if fault else "taken"
        self._expect((fault is None) == vector["allowed"], f"{taken} by the CDDL: {fault}")


def _described(record: Record) -> dict:
    """A record as the vectors tell it."""

    def dot(dot: tuple[bytes, int]) -> list:
        return [dot[0].hex(), dot[1]]

    return {
        "type": record.type,
        "fields": {
            name: [
                {"dot": dot(at), "past": list(map(dot, version.past)), "value": version.value}
                for at, version in sorted(record.fields[name].items())
            ]
            for name in sorted(record.fields)
        },
    }
