"""Documents that merge by themselves: loro, and pycrdt (Yjs). In memory, without a store or a hub."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path

from peer import Measure, NotMeasured, Peer
from processes import Failed, run
from workload import Workload, compressed_bytes


def _digest(contracts: dict) -> str:
    """Of all values, in the identifiers' order; a library may give whole numbers as fractions."""
    digest = hashlib.sha256()
    for identifier in sorted(contracts):
        values = {
            name: int(value) if isinstance(value, float) else value
            for name, value in contracts[identifier].items()
        }
        digest.update(json.dumps([identifier, values], sort_keys=True).encode())
    return digest.hexdigest()


class LoroDocument:
    """A map of contracts, each a map of values."""

    def __init__(self) -> None:
        import loro

        self._loro = loro
        self._document = loro.LoroDoc()

    @property
    def _contracts(self):
        return self._document.get_map("contracts")

    def fill(self, contracts: list) -> None:
        for identifier, values in contracts:
            contract = self._contracts.insert_container(identifier, self._loro.LoroMap())
            for name, value in values.items():
                contract.insert(name, value)
        self._document.commit()

    def edit(self, edits: list) -> None:
        for identifier, name, value in edits:
            self._contracts.get(identifier).container.insert(name, value)
            self._document.commit()

    def version(self):
        return self._document.oplog_vv

    def since(self, version) -> bytes:
        return self._document.export(self._loro.ExportMode.Updates(version))

    def all(self) -> bytes:
        return self.since(self._loro.VersionVector())

    def saved(self) -> bytes:
        return self._document.export(self._loro.ExportMode.Snapshot())

    def apply(self, data: bytes) -> None:
        self._document.import_(data)

    def value(self, identifier: str, name: str):
        return self._contracts.get(identifier).container.get(name).value

    def digest(self) -> str:
        return _digest(self._document.get_deep_value()["contracts"])


class YjsDocument:
    """The same by pycrdt."""

    def __init__(self) -> None:
        import pycrdt

        self._pycrdt = pycrdt
        self._document = pycrdt.Doc()

    @property
    def _contracts(self):
        return self._document.get("contracts", type=self._pycrdt.Map)

    def fill(self, contracts: list) -> None:
        all_contracts = self._contracts
        with self._document.transaction():
            for identifier, values in contracts:
                all_contracts[identifier] = self._pycrdt.Map(values)

    def edit(self, edits: list) -> None:
        contracts = self._contracts
        for identifier, name, value in edits:
            contracts[identifier][name] = value

    def version(self) -> bytes:
        return self._document.get_state()

    def since(self, version: bytes) -> bytes:
        return self._document.get_update(version)

    def all(self) -> bytes:
        return self._document.get_update()

    saved = all

    def apply(self, data: bytes) -> None:
        self._document.apply_update(data)

    def value(self, identifier: str, name: str):
        return self._contracts[identifier][name]

    def digest(self) -> str:
        return _digest(self._contracts.to_py())


LIBRARIES = {"loro": LoroDocument, "pycrdt": YjsDocument}


class Documents(Peer):
    """What one copy makes for another, taken in by that."""

    def __init__(self, workload: Workload, library: str, folder: Path) -> None:
        self.name = {"loro": "loro, in memory", "pycrdt": "pycrdt (Yjs), in memory"}[library]
        if importlib.util.find_spec(library) is None:
            raise NotMeasured("not installed")
        super().__init__(workload, folder)
        self._library = library
        self._one = folder / "one"
        self._other = folder / "other"
        self._change = folder / "change"

    def _role(self, role: str, *words: object) -> dict:
        done = run(
            sys.executable, "-B", Path(__file__).with_name("document_role.py"), self._library,
            self.workload.folder, self.workload.records, self.workload.edit_count, role, *words,
        )
        return done.json

    def _delivered(self, out: dict, taken: dict) -> Measure:
        if out["digest"] != taken["digest"]:
            raise Failed(f"the copies of {self.name} differ after a sync")
        return Measure(
            seconds=out["seconds"] + taken["seconds"],
            parts={"out": out["seconds"], "in": taken["seconds"]},
            sent_bytes=compressed_bytes(self._change.read_bytes()),
            peak_bytes={"sends": out["peak_bytes"], "receives": taken["peak_bytes"]},
        )

    def first_sync(self) -> Measure:
        out = self._role("fill", self._change, self._one)
        return self._delivered(out, self._role("take", self._change, self._other))

    def sync_edits(self, block: int) -> Measure:
        out = self._role("edit", self._one, block, self._change)
        return self._delivered(out, self._role("apply", self._other, self._change))

    def sync_conflicts(self, block: int) -> Measure:
        done = self._role("collide", self._one, block)
        return Measure(
            seconds=done["seconds"],
            told=0,
            shown=0,
            lost=2 * self.workload.edit_count - done["kept"],
        )

    def edit_locally(self, block: int) -> Measure:
        raise NotMeasured("nothing of it is written to a disk")
