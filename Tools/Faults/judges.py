"""The judges: what must hold of a life once it has settled. They read files, and ask the programs."""

from __future__ import annotations

from . import folders
from .copies import Copy
from .life import Life, Office, modes_exposed
from .machine import Broken

LEFT_OVERS = (".part", ".restoring", ".before-restore", ".new")
"""What a killed program may leave only until the next one clears it away. None is anybody else's."""


def judge(life: Life, are_put_back: bool = False) -> list[str]:
    """Settles a life and says all that is wrong with it; nothing when every promise was kept.

    Once an old file was put back, an exact date in a dossier may be older than the quarter of it that
    the other copies kept.
    """
    objections = life.settle()
    copies = life.copies()
    objections += file_faults(copies)
    if any(copy.faults for copy in copies):
        return objections
    objections += life.ledger.judge(copies)
    objections += outboxes(copies)
    objections += digests(life)
    for office, copy in zip(life.offices, copies):
        objections += verified(office)
        objections += office.look(certain_too=True)
        if not are_put_back:
            objections += projections(office, copy)
    objections += [f"others can read {path}" for path in modes_exposed(life.hub.folder)]
    for copy in copies:
        life.ledger.observe(copy)
    return objections


def file_faults(copies: list[Copy]) -> list[str]:
    """`PRAGMA integrity_check`, references, and records that the second implementation can't read."""
    return [f"{copy.name}: {fault}" for copy in copies for fault in copy.faults]


def outboxes(copies: list[Copy]) -> list[str]:
    return [
        f"{copy.name}: {len(copy.waiting)} records wait for ever" for copy in copies if copy.waiting
    ]


def digests(life: Life) -> list[str]:
    """Office and hub hold the same of each office's part, by their own account."""
    held = {part["name"]: part["digest"] for part in life.hub.must("digest", "--json").json["offices"]}
    objections = []
    for office in life.offices:
        digest = office.must("digest", "--json").json["digest"]
        if digest != held.get(office.name):
            objections.append(f"{office.name} and the hub differ after all have synced")
    return objections


def verified(office: Office) -> list[str]:
    """All seals open, and the files are nobody else's."""
    done = office.run("verify", "--json")
    objections = [f"others can read {path}" for path in modes_exposed(office.folder)]
    try:
        findings = done.json["findings"]
    except (ValueError, KeyError) as error:
        raise Broken(str(done)) from error
    if done.code != 0 or findings:
        objections.append(f"{office.name}: secteur verify: {findings or done}")
    return objections


def projections(office: Office, copy: Copy) -> list[str]:
    """What is coarse in the summary is what is exact in the dossier, whichever was written last."""
    objections = []
    for folder in office.folders.there():
        for mark, record in folder.states[0]["records"].items():
            identifier = folder.ids.get(mark)
            start = record["fields"].get("start")
            if record["type"] != "contract" or identifier not in copy.records or not start:
                continue
            shared = copy.values(identifier, "start-quarter")
            if shared != [folders.quarter(start)]:
                objections.append(
                    f"{office.name}: {identifier[:8]} starts on {start}, its summary says {shared}"
                )
    return objections
