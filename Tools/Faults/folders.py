"""What an office's sealed dossiers must hold, by what its commands acknowledged.

Only the program can open a dossier, so it is asked what it shows. A command that was killed may have
happened wholly or not at all: until somebody looks, a folder may stand in several states.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from Protocol.conformance.record import Dot

from .copies import Copy
from .ledger import Place

SHARED_FIELDS = {"kind", "status", "decision", "renewals"}
"""Of a contract: these live in the summary, where both ends may write, and are the ledger's."""

MARKS = {"contract": "targets", "note": "title"}
"""The field by which a record is known again: the harness writes a different text into each."""

State = dict | None
"""A folder: `fields` of the person, and `records` by their marks. `None`: there is none."""


class Folder:
    """One person's folder, and the states that it may be in."""

    def __init__(self, name: str, *states: State) -> None:
        self.name = name
        """The family name: the harness makes up a different one each time."""
        self.id: str | None = None
        self.states: list[State] = list(states)
        self.ids: dict[str, str] = {}
        """Of records, by mark."""
        self.is_erased = False
        """Whether an acknowledged erasure took it: no file that is put back may bring it back."""

    @property
    def is_certain(self) -> bool:
        return len(self.states) == 1

    @property
    def is_there(self) -> bool:
        return self.is_certain and self.states[0] is not None

    def contracts(self) -> list[str]:
        """The marks of the contracts in a folder that is surely there."""
        records = self.states[0]["records"]
        return sorted(mark for mark, record in records.items() if record["type"] == "contract")

    def happened(self, change: Callable[[dict], State]) -> None:
        """An acknowledged change."""
        self.states = _distinct(_changed(state, change) for state in self.states)
        self.is_erased = self.states == [None]

    def may_have_happened(self, change: Callable[[dict], State]) -> None:
        """A change whose command was killed."""
        after = [_changed(state, change) for state in self.states]
        self.states = _distinct([*self.states, *after])

    def look(self, shown: dict | None) -> list[str]:
        """Compares with what the program shows (`None`: nobody of this name), and says what is wrong."""
        found = state_shown(shown)
        if shown is not None:
            self.id = shown["person"]["id"]
            self.ids = {_mark(record): record["id"] for record in shown["records"]}
        if found in self.states:
            self.states = [found]
            return []
        expected, self.states = self.states, [found]
        return [f"the folder {self.name} is {found}, and must be one of {expected}"]


class Folders:
    """All folders of an office."""

    def __init__(self) -> None:
        self.of: dict[str, Folder] = {}
        self.shown: set[tuple[Place, Dot]] = set()
        """Of each record and register, what the summaries beside these case files held or covered at
        any time: what the case files may remember."""

    def were_shown(self, copy: Copy) -> None:
        """What lay beside them when a command began or ended."""
        for record, state in copy.records.items():
            for register, versions in state.fields.items():
                for dot, version in versions.items():
                    self.shown.update(((record, register), seen) for seen in (dot, *version.past))

    def copied(self) -> Folders:
        copied = Folders()
        copied.of = deepcopy(self.of)
        copied.shown = set(self.shown)
        return copied

    def add(self, folder: Folder) -> None:
        self.of[folder.name] = folder

    def there(self) -> list[Folder]:
        return [folder for folder in self.of.values() if folder.is_there]

    def unknown(self) -> list[Folder]:
        """Those in several possible states, and those that were never seen yet."""
        return [
            folder for folder in self.of.values()
            if not folder.is_certain or (folder.is_there and folder.id is None)
        ]


def state_shown(shown: dict | None) -> State:
    """What `person show --json` says, as a state."""
    if shown is None:
        return None
    return {
        "fields": shown["person"]["fields"],
        "records": {_mark(record): _kept_at_home(record) for record in shown["records"]},
    }


def contract(fields: dict) -> dict:
    return {
        "type": "contract",
        "fields": {name: v for name, v in fields.items() if name not in SHARED_FIELDS},
    }


def note(title: str, body: str, written: str) -> dict:
    return {"type": "note", "fields": {"title": title, "body": body, "written": written}}


def quarter(day: str) -> int:
    """How the charter makes a date coarse: year and quarter, as one number."""
    return int(day[:4]) * 10 + (int(day[5:7]) + 2) // 3


def _kept_at_home(record: dict) -> dict:
    kept = {
        name: value for name, value in record["fields"].items()
        if record["type"] != "contract" or name not in SHARED_FIELDS
    }
    return {"type": record["type"], "fields": kept}


def _mark(record: dict) -> str:
    field = MARKS[record["type"]]
    return str(record["fields"].get(field) or f"without {field}: {record['id']}")


def _changed(state: State, change: Callable[[dict], State]) -> State:
    """There is nothing to change in a folder that isn't there; a change that makes one says so."""
    return change(deepcopy(state) if state is not None else {})


def _distinct(states) -> list[State]:
    kept: list[State] = []
    for state in states:
        if state not in kept:
            kept.append(state)
    return kept
