"""A made-up département: offices, persons and contracts, the same for the same seed.

The full size is that of the real one that DOMAIN's figures come from: 8,594 contracts, entered by
124 workers of 32 offices between 1 January and 5 October 2006, 45 dossiers a worker.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import lists
import wording
from canaries import Canaries

FIRST_DAY = date(2006, 1, 1)
LAST_DAY = date(2006, 10, 5)
THEMES = [
    "employment", "training", "mobility", "digital", "housing", "health", "family", "language",
    "financial", "administrative",
]
SITUATIONS = [
    "no-home", "hosted", "rent-debt", "overindebted", "care", "childcare", "isolation",
    "no-licence", "no-device", "reading",
]
HOUSEHOLDS = ["alone", "alone-with-children", "couple", "couple-with-children", "other"]


@dataclass(frozen=True)
class Size:
    offices: int
    workers: int
    persons: int
    contracts: int


FULL = Size(offices=32, workers=124, persons=124 * 45, contracts=8_594)
SMALL = Size(offices=4, workers=8, persons=60, contracts=90)


@dataclass(frozen=True)
class Contract:
    kind: str
    status: str
    decision: str | None
    renewals: int
    signed: date
    sent: date | None
    start: date
    months: int
    themes: list[str]
    situations: list[str]
    targets: str
    actions: str
    remarks: str
    suspension: str | None
    note: tuple[date, str, str]
    visit: tuple[date, str, str] | None
    report: tuple[date, str, str] | None

    @property
    def end(self) -> date:
        return months_after(self.start, self.months)


@dataclass(frozen=True)
class Person:
    key: str
    family_name: str
    given_name: str
    birth_date: date
    nir: str
    caf_number: str
    address: str
    commune: str
    phone: str
    mail: str
    nationality: str
    work_situation: str
    household: str
    children: int
    situations: list[str]
    worker: str
    contracts: list[Contract] = field(default_factory=list)


@dataclass(frozen=True)
class Office:
    number: int
    town: str
    workers: int
    persons: list[Person]

    @property
    def name(self) -> str:
        return f"office-{self.number:02}"

    @property
    def contracts(self) -> int:
        return sum(len(person.contracts) for person in self.persons)


@dataclass(frozen=True)
class Department:
    offices: list[Office]
    canaries: Canaries

    @property
    def persons(self) -> int:
        return sum(len(office.persons) for office in self.offices)

    @property
    def contracts(self) -> int:
        return sum(office.contracts for office in self.offices)

    @property
    def workers(self) -> int:
        return sum(office.workers for office in self.offices)


def make(size: Size, seed: int) -> Department:
    """Makes up a département of exactly that size."""
    return _Maker(size, seed).department()


def months_after(day: date, months: int) -> date:
    """The day before the same day so many months later, as contracts are counted."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    return first + timedelta(days=min(day.day, 28) - 2)


class _Maker:
    def __init__(self, size: Size, seed: int) -> None:
        self.size = size
        self.chance = random.Random(seed)
        self.canaries = Canaries(self.chance)
        self.family_names = lists.lines("family-names.txt")
        self.given_names = lists.lines("given-names-f.txt") + lists.lines("given-names-m.txt")
        self.communes = lists.communes()

    def department(self) -> Department:
        towns = self.chance.sample(self.communes, self.size.offices)
        workers = shared_out(self.size.workers, self.size.offices)
        persons = shared_out(self.size.persons, self.size.workers)
        contracts = self.contracts_per_person()
        offices = []
        for number, (town, staff) in enumerate(zip(towns, workers), start=1):
            # An office's persons live in a handful of communes around it.
            area = [town] + self.chance.sample(self.communes, 6)
            people = []
            for worker in range(1, staff + 1):
                for _ in range(persons.pop()):
                    key = f"{number:02}-{len(people) + 1:04}"
                    people.append(self.person(key, f"AS {number:02}.{worker}", area))
                    people[-1].contracts.extend(self.contracts(contracts.pop()))
            offices.append(Office(number, town[1], staff, people))
        return Department(offices, self.canaries)

    def contracts_per_person(self) -> list[int]:
        """One to three contracts for each person, as many in all as were asked for."""
        counts = [1] * self.size.persons
        more = list(range(self.size.persons)) * 2
        for index in self.chance.sample(more, self.size.contracts - self.size.persons):
            counts[index] += 1
        return counts

    def person(self, key: str, worker: str, area: list[tuple[str, str]]) -> Person:
        chance, canary = self.chance, self.canaries.new
        code, town = chance.choice(area)
        number = chance.randint(1, 120)
        return Person(
            key=key,
            family_name=f"{chance.choice(self.family_names)} {canary()}",
            given_name=f"{chance.choice(self.given_names)} {canary()}",
            birth_date=date(1941, 1, 1) + timedelta(days=chance.randrange(47 * 365)),
            nir=canary(),
            caf_number=canary(),
            address=f"{number} {chance.choice(wording.STREETS)} {canary()}, {town}",
            commune=code,
            phone=f"04 76 {canary()}",
            mail=f"{canary()}@exemple.test",
            nationality=f"{chance.choice(wording.NATIONALITIES)} {canary()}",
            work_situation=f"{chance.choice(wording.WORK)} ({canary()})",
            household=chance.choice(HOUSEHOLDS),
            children=chance.choice([0, 0, 0, 1, 1, 2, 2, 3, 4]),
            situations=chance.sample(SITUATIONS, chance.randint(0, 3)),
            worker=f"{worker} {canary()}",
        )

    def contracts(self, count: int) -> list[Contract]:
        days = sorted(
            FIRST_DAY + timedelta(days=self.chance.randint(0, (LAST_DAY - FIRST_DAY).days))
            for _ in range(count)
        )
        return [self.contract(day, renewals) for renewals, day in enumerate(days)]

    def contract(self, signed: date, renewals: int) -> Contract:
        chance = self.chance
        status, decision = chance.choice(wording.STATES)
        is_sent = status not in ("draft", "signed")
        return Contract(
            kind="rmi",
            status=status,
            decision=decision,
            renewals=renewals,
            signed=signed,
            sent=signed + timedelta(days=chance.randint(2, 20)) if is_sent else None,
            start=signed + timedelta(days=chance.randint(0, 30)),
            months=chance.choice([3, 3, 4, 6, 6, 6, 9, 12, 12]),
            themes=chance.sample(THEMES, chance.randint(1, 4)),
            situations=chance.sample(SITUATIONS, chance.randint(0, 2)),
            targets=self.text(wording.TARGETS),
            actions=self.text(wording.ACTIONS),
            remarks=self.text(wording.REMARKS),
            suspension=self.text(wording.SUSPENSIONS) if status == "terminated" else None,
            note=(signed, self.text(wording.TITLES), self.text(wording.NOTES, 3)),
            visit=(signed, chance.choice(wording.VISITS), self.text(wording.NOTES))
            if chance.random() < 0.3
            else None,
            report=(signed, chance.choice(wording.REPORTS), self.text(wording.NOTES, 4))
            if chance.random() < 0.1
            else None,
        )

    def text(self, sentences: list[str], count: int = 1) -> str:
        """So many sentences, each with a canary in it."""
        chosen = self.chance.choices(sentences, k=count)
        return "\n".join(sentence.format(self.canaries.new()) for sentence in chosen)


def shared_out(total: int, parts: int) -> list[int]:
    """A total in parts that differ by one at most."""
    return [total // parts + (1 if index < total % parts else 0) for index in range(parts)]
