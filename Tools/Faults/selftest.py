"""Shows that the judges notice: each of these harms is done to a healthy life, and must be objected to."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from pathlib import Path

from Protocol.conformance.record import pack, state_digest, unpack

from .judges import file_faults, judge
from .life import Life, Templates, led
from .machine import Broken
from .outcome import Effort, Outcome
from .preload import Preload, compiled
from .work import Worker, book


def a_value_is_taken_away(life: Life) -> None:
    """One live value vanishes from every copy alike: all digests agree, and it is lost all the same."""
    record = _shared_record(life)
    for store, table in _stores(life):
        state = _state(store, table, record)
        if state is None:
            continue
        held = unpack(state)
        del held.fields["renewals"]
        _write(store, table, record, pack(held))


def an_erased_record_comes_back(life: Life) -> None:
    """The hub and an office forget an erasure, and hold the record again."""
    # Beside a record its person's mark may be erased, which never had a state.
    record = next(iter(life.hub.copy().erased & life.ledger.erased & life.kept_states.keys()))
    state = life.kept_states[record]
    office = life.folder / "bobigny/shared/summaries.sqlite"
    with closing(sqlite3.connect(office)) as store, store:
        store.execute("DELETE FROM erased WHERE id = ?", (bytes.fromhex(record),))
        store.execute(
            "INSERT INTO summary (id, type, state, digest) VALUES (?, 'contract', ?, 0)",
            (bytes.fromhex(record), state),
        )
        store.execute(
            "INSERT INTO latest_identifier SELECT id, key FROM summary WHERE id = ?",
            (bytes.fromhex(record),),
        )
        digest = int.from_bytes(state_digest(state), "big", signed=True)
        store.execute("UPDATE summary SET digest = ? WHERE id = ?", (digest, bytes.fromhex(record)))
    with closing(sqlite3.connect(life.hub.folder / "hub.sqlite")) as store, store:
        store.execute(
            "UPDATE record SET type = 'contract', state = ? WHERE id = ?",
            (state, bytes.fromhex(record)),
        )


def a_page_is_damaged(life: Life) -> None:
    path = life.folder / "drancy/shared/summaries.sqlite"
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as store:
        root = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'summary'").fetchone()[0]
        size = store.execute("PRAGMA page_size").fetchone()[0]
    for place in range((root - 1) * size + 8, root * size - 8, 97):
        data[place] ^= 0x5A
    path.write_bytes(data)


def a_state_is_garbage(life: Life) -> None:
    with closing(sqlite3.connect(life.hub.folder / "hub.sqlite")) as store, store:
        store.execute("UPDATE record SET state = x'8501' WHERE state IS NOT NULL")


def old_case_files_are_put_back(life: Life) -> None:
    """The dossiers lose an acknowledged note."""
    shutil.copyfile(life.folder / "old.sqlite", life.folder / "bobigny/dossiers.sqlite")


def the_hub_forgets_an_audience(life: Life) -> None:
    with closing(sqlite3.connect(life.hub.folder / "hub.sqlite")) as store, store:
        store.execute("UPDATE record SET audience = ''")


def a_file_is_shown_to_others(life: Life) -> None:
    (life.folder / "pantin/dossiers.sqlite").chmod(0o644)


def a_disk_lies_about_its_syncs(life: Life) -> list[str]:
    """The power fails right after commands were acknowledged, and nothing of theirs was on the disk."""
    seed = random.Random(2)
    preload = Preload(compiled(life.folder.parent / "library"), life.folder)
    office, objections = life.offices[0], []
    worker = Worker(life, office, seed)
    while not objections and worker.made < 10:
        job, before = worker.person_add(), office.copy()
        done = office.run(*job.words, more=preload.lying(seed))
        objections += book(job, office, done, False, before, office.copy())
        objections += file_faults([office.copy()]) or office.look()
    return objections


HARMS: list[tuple[Callable[[Life], list[str] | None], tuple[str, ...]]] = [
    (a_value_is_taken_away, ("was lost",)),
    (an_erased_record_comes_back, ("is back",)),
    (a_page_is_damaged, ("summaries.sqlite",)),
    (a_state_is_garbage, ("can't be read",)),
    (old_case_files_are_put_back, ("must be one of",)),
    (the_hub_forgets_an_audience, ("differ",)),
    (a_file_is_shown_to_others, ("others can read",)),
    (a_disk_lies_about_its_syncs, ("must be one of", "summaries.sqlite", "dossiers.sqlite")),
]
"""Each harm, and words of the objections of which it must meet one."""


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome("self-test", "the judges notice every harm that is done on purpose")
    healthy = place / "healthy"
    with led(templates.life(healthy)) as life:
        _lead(life)
        outcome.objections += [f"a healthy life is objected to: {o}" for o in judge(life)]
        life.hub.stop()
        for number, (harm, words) in enumerate(HARMS):
            progress(number, len(HARMS), "harms")
            outcome.objections += _noticed(life, healthy, place / "harmed", harm, words)
    outcome.tried = f"{len(HARMS)} harms, each to a life of its own"
    outcome.result = "each met its objection, and the healthy life met none"
    return outcome


def _noticed(
    life: Life, healthy: Path, harmed: Path, harm, words: tuple[str, ...]
) -> list[str]:
    """Does a harm in the place of the healthy life, has it judged, and puts the healthy life back."""
    healthy.rename(harmed)
    shutil.copytree(harmed, healthy)
    ledger, folders = life.ledger, [office.folders for office in life.offices]
    try:
        life.ledger = deepcopy(ledger)
        for office in life.offices:
            office.folders = office.folders.copied()
        found = harm(life)
        try:
            objections = found or judge(life)
        except Broken as error:  # a program that refuses a damaged file is an objection too
            objections = [str(error)] + [f for copy in life.copies() for f in copy.faults]
        if any(word in objection for objection in objections for word in words):
            return []
        return [f"{harm.__name__}: nobody objected ({objections[:3]})"]
    finally:
        life.hub.kill()
        life.ledger = ledger
        for office, kept in zip(life.offices, folders):
            office.folders = kept
        shutil.rmtree(healthy)
        harmed.rename(healthy)


def _lead(life: Life) -> None:
    """A little of everything, that all is acknowledged of."""
    seed = random.Random(1)
    for office in life.offices:
        worker = Worker(life, office, seed)
        for _ in range(2):
            _do(office, worker.person_add())
        for folder in office.folders.there():
            _do(office, worker.contract_new(folder))
        office.must("sync")
    one, two = life.offices[:2]
    staying, leaving = one.folders.there()
    life.hub.must("share", staying.ids[staying.contracts()[0]], two.name)
    two.must("sync")
    life.observe()
    for mark in leaving.contracts():
        state = one.copy().records[leaving.ids[mark]]
        life.kept_states[leaving.ids[mark]] = pack(state)
    worker = Worker(life, one, seed)
    _do(one, worker.person_erase(leaving))
    one.must("sync")
    life.observe()
    shutil.copyfile(one.folder / "dossiers.sqlite", life.folder / "old.sqlite")
    _do(one, worker.note_add(staying))


def _do(office, job) -> None:
    before = office.copy()
    done = office.must(*job.words, typed=job.typed)
    faults = book(job, office, done, False, before, office.copy())
    assert not faults, faults


def _shared_record(life: Life) -> str:
    one, two = (office.copy() for office in life.offices[:2])
    return next(iter(one.records.keys() & two.records.keys()))


def _stores(life: Life) -> list[tuple[Path, str]]:
    offices = [(office.folder / "shared/summaries.sqlite", "summary") for office in life.offices]
    return [*offices, (life.hub.folder / "hub.sqlite", "record")]


def _state(path: Path, table: str, record: str) -> bytes | None:
    with closing(sqlite3.connect(path)) as store:
        row = store.execute(
            f"SELECT state FROM {table} WHERE id = ?", (bytes.fromhex(record),)
        ).fetchone()
    return row[0] if row else None


def _write(path: Path, table: str, record: str, state: bytes) -> None:
    with closing(sqlite3.connect(path)) as store, store:
        store.execute(
            f"UPDATE {table} SET state = ? WHERE id = ?", (state, bytes.fromhex(record))
        )
        if table == "summary":
            digest = int.from_bytes(state_digest(state), "big", signed=True)
            store.execute(
                "UPDATE summary SET digest = ? WHERE id = ?", (digest, bytes.fromhex(record))
            )
