"""The work of an office, as commands: what each changes, and what it may be refused for.

Every choice takes its numbers from the seed. Identifiers and what a killed command left behind differ
from run to run, so the same seed gives the same plan, and nearly the same commands.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from . import folders
from .copies import Copy
from .folders import Folder, State
from .life import Life, Office
from .machine import Done

STATUSES = ("draft", "signed", "sent", "under-review", "adjourned", "validated", "terminated")
DECISIONS = ("pending", "validated", "validated-in-part", "adjourned", "refused")

EXPECTED_REFUSALS = {"field-undecided", "in-conflict", "field-of-office"}
"""What a command may answer for reasons of the life itself: also that only the office may settle what
is made from its case file, where an old file that was put back brought such a register into conflict."""

ImportMap = """encoding: utf-8
separator: ","
dates: AAAA-MM-JJ
key: "Nr"
columns:
  "Nom": { field: person.family-name }
  "Prénom": { field: person.given-name }
  "Contrat": { field: contract.kind }
  "État": { field: contract.status }
  "Début": { field: contract.start }
  "Objectifs": { field: contract.targets }
"""


@dataclass
class Job:
    """One command, and what its success would change."""

    name: str
    words: tuple[object, ...]
    typed: str = ""
    changes: list[tuple[Folder, Callable[[dict], State]]] = field(default_factory=list)
    """In the dossiers: all of them or none."""
    summary: tuple[str, dict[str, object]] | None = None
    """In the summary: a record and its registers: all of them or none."""
    made: list[Folder] = field(default_factory=list)
    """Folders that nobody had heard of before."""
    named: Callable[[str], None] | None = None
    """Takes the identifier of what was made, which the command prints."""


class Worker:
    """Makes up the commands of one office."""

    def __init__(self, life: Life, office: Office, seed: random.Random) -> None:
        self.life = life
        self.office = office
        self.seed = seed
        self.made = 0
        """Persons, so far."""

    # What is entered.

    def person_add(self) -> Job:
        name = self._name()
        fields = {"family-name": name, "given-name": "Zoé"}
        folder = Folder(name, None)
        words = ("person", "add", "--family-name", name, "--given-name", "Zoé", "--json")
        made = {"fields": fields, "records": {}}

        def named(identifier: str) -> None:
            folder.id = identifier

        changes = [(folder, lambda _: deepcopy(made))]
        return Job("person add", words, changes=changes, made=[folder], named=named)

    def person_edit(self, folder: Folder) -> Job:
        address = f"{self.seed.randrange(1000)} rue {self._word()}"

        def change(state: dict) -> State:
            state["fields"]["address"] = address
            return state

        words = ("person", "edit", folder.id, "--set", f"address={address}", "--json")
        return Job("person edit", words, changes=[(folder, change)])

    def contract_new(self, folder: Folder) -> Job:
        mark, start = self._word(), self._day()
        months = self.seed.randrange(1, 13)
        fields = {"start": start, "duration": months, "targets": mark}

        def change(state: dict) -> State:
            state["records"][mark] = folders.contract(fields)
            return state

        words = (
            "contract", "new", folder.id, "--kind", "cer", "--start", start, "--duration", months,
            "--set", f"renewals={self.seed.randrange(21)}", "--set", f"targets={mark}", "--json",
        )
        named = lambda identifier: folder.ids.update({mark: identifier})
        return Job("contract new", words, changes=[(folder, change)], named=named)

    def dossier_edit(self, folder: Folder, mark: str) -> Job:
        """A date whose quarter goes into the summary: two files change."""
        start, remarks = self._day(), self._word()

        def change(state: dict) -> State:
            state["records"][mark]["fields"] |= {"start": start, "remarks": remarks}
            return state

        words = (
            "contract", "edit", folder.ids[mark], "--start", start, "--set", f"remarks={remarks}",
            "--json",
        )
        return Job("contract edit (case file)", words, changes=[(folder, change)])

    def summary_edit(self, copy: Copy) -> Job | None:
        """Fields that both ends may write. Several at once are stored together."""
        record = self.pick(sorted(copy.records.keys() - copy.erased))
        if record is None:
            return None
        fields = self._shared_fields()
        words = ["contract", "edit", record]
        for name, value in fields.items():
            words += ["--set", f"{name}={value}"]
        return Job("contract edit (summary)", (*words, "--json"), summary=(record, fields))

    def note_add(self, folder: Folder) -> Job:
        title, body, written = self._word(), f"Vu {self._word()} ce jour.", self._day()

        def change(state: dict) -> State:
            state["records"][title] = folders.note(title, body, written)
            return state

        words = ("note", "add", folder.id, "--title", title, "--date", written, "--json")
        return Job("note add", words, typed=body, changes=[(folder, change)])

    def import_csv(self, place: Path) -> Job:
        """Three persons with a contract each, in one file: all or none."""
        rows, changes = ["Nr,Nom,Prénom,Contrat,État,Début,Objectifs"], []
        for number in range(3):
            name, mark, start = self._name(), self._word(), self._day()
            rows.append(f"{name},{name},Ana,cer,signed,{start},{mark}")
            made = {
                "fields": {"family-name": name, "given-name": "Ana"},
                "records": {mark: folders.contract({"start": start, "targets": mark})},
            }
            changes.append((Folder(name, None), lambda _, made=made: deepcopy(made)))
        table, map_file = place / f"{self.office.name}.csv", place / f"{self.office.name}.map.yaml"
        table.write_text("\n".join(rows) + "\n", "utf-8")
        map_file.write_text(ImportMap, "utf-8")
        words = ("import", "csv", table, "--map", map_file, "--json")
        return Job("import csv", words, changes=changes, made=[folder for folder, _ in changes])

    def person_erase(self, folder: Folder) -> Job:
        words = ("person", "erase", folder.id, "--yes", "--json")
        return Job("person erase", words, changes=[(folder, lambda _: None)])

    # What is drawn.

    def pick(self, choices: list):
        """One of them; always takes one number of the seed."""
        drawn = self.seed.random()
        return choices[int(drawn * len(choices))] if choices else None

    def _shared_fields(self) -> dict[str, object]:
        all_fields = {
            "status": self.pick(list(STATUSES)),
            "decision": self.pick(list(DECISIONS)),
            "renewals": self.seed.randrange(21),
        }
        names = self.seed.sample(sorted(all_fields), self.seed.randint(1, 3))
        return {name: all_fields[name] for name in sorted(names)}

    def _name(self) -> str:
        """A name that is no other's, nor the beginning of another's."""
        self.made += 1
        digits = "".join(chr(ord("a") + int(digit)) for digit in f"{self.made:05}")
        return f"K{self.office.name[0]}{digits}"

    def _word(self) -> str:
        return "m" + "".join(self.seed.choices("bcdfghjklmnprstvz", k=9))

    def _day(self) -> str:
        return str(date(2026, 1, 1) + timedelta(days=self.seed.randrange(700)))


def book(
    job: Job, office: Office, done: Done, is_unsure: bool, before: Copy, after: Copy
) -> list[str]:
    """Books what a command did, and says what was not as it was acknowledged.

    One that is unsure was not acknowledged, and may have happened wholly or not at all.
    """
    objections = []
    if done.crashed or done.hung:
        objections.append(f"the program {'hung' if done.hung else 'crashed'}: {done}")
    for folder in job.made:
        office.folders.add(folder)
    if done.is_acknowledged:
        for folder, change in job.changes:
            folder.happened(change)
        if job.named:
            job.named(done.json["id"])
        objections += _not_stored(job, after)
    elif is_unsure:
        for folder, change in job.changes:
            folder.may_have_happened(change)
        objections += _stored_in_part(job, before, after)
    elif any(_stored(job, before, after)):
        objections.append(f"a command failed and stored something all the same: {done}")
    return objections


def _not_stored(job: Job, after: Copy) -> list[str]:
    if job.summary is None:
        return []
    record, fields = job.summary
    return [
        f"{name}={value} was acknowledged, and {after.name} holds {after.values(record, name)}"
        for name, value in fields.items() if value not in after.values(record, name)
    ]


def _stored_in_part(job: Job, before: Copy, after: Copy) -> list[str]:
    stored = _stored(job, before, after)
    if any(stored) and not all(stored):
        return [f"{after.name}: a command that was killed is stored in part: {job.words}"]
    return []


def _stored(job: Job, before: Copy, after: Copy) -> list[bool]:
    """For each field of a command that would change: whether it did."""
    if job.summary is None:
        return []
    record, fields = job.summary
    stored = []
    for name, value in fields.items():
        if before.values(record, name) == [value]:
            continue  # writing what stands there already is no change
        old = before.records[record].fields.get(name, {})
        new = after.records[record].fields.get(name, {}) if record in after.records else {}
        stored.append(new.keys() != old.keys())
    return stored
