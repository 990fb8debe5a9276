"""A network that loses, delays, reorders and damages packets, and is cut in the middle, over TLS."""

from __future__ import annotations

import os
import threading
from collections import Counter
from pathlib import Path

from .leading import Leading
from .life import Life, Office, Templates, led
from .machine import Done, Machine
from .outcome import Effort, Outcome
from .weather import FAIR, HUB_ADDRESS, Cable, Weather, cable
from .work import ImportMap

WEATHERS = {
    "10 % lost": Weather(lost=0.1),
    "20 % lost": Weather(lost=0.2),
    "30 % lost": Weather(lost=0.3),
    "50 ms late": Weather(delay=0.05, jitter=0.02),
    "300 ms late": Weather(delay=0.3, jitter=0.1),
    "out of order": Weather(delay=0.04, jitter=0.04),
    "20 % twice": Weather(twice=0.2),
    "5 % damaged": Weather(damaged=0.05),
    "narrow": Weather(bytes_per_second=32_000),
    "all of it": Weather(lost=0.1, delay=0.1, jitter=0.05, twice=0.05, damaged=0.02),
}
PACKETS_OF_A_HANDSHAKE = 8
ATTEMPTS = 10
"""For each cut that is to take packets of a sync."""
SLOW = Weather(delay=0.02, bytes_per_second=64_000)


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "network",
        "over a network that loses, delays, reorders, doubles or damages packets, or is cut in the "
        "middle, a sync succeeds or says that the hub is out of reach, and all converge",
    )
    if os.geteuid() != 0:
        outcome.skipped = "network namespaces need root"
        return outcome
    told: Counter[str] = Counter()
    cuts, syncs = effort.of(6, 100), effort.of(1, 6)
    lasting = effort.of(2, 6)
    fallen = 0
    with (
        cable(effort.seed) as line,
        led(templates.life(place / "life", is_plain=False, serving=False)) as life,
    ):
        _move(life, line)
        leading = Leading(life, effort.seed)
        life.hub.start()
        leading.begin()
        for number, (name, weather) in enumerate(WEATHERS.items()):
            progress(number, len(WEATHERS), "weathers")
            line.weather = weather
            for _ in range(syncs):
                for office in life.offices:
                    outcome.objections += _synced(leading, office, name, told)
            line.weather = FAIR
        for _ in range(ATTEMPTS * cuts):
            if fallen == cuts:
                break
            progress(fallen, cuts, "cuts")
            fallen += _cut(leading, line, told)
        if fallen < cuts:
            outcome.objections.append(f"only {fallen} of {cuts} cuts took packets of a sync")
        for number in range(lasting):
            progress(number, lasting, "cuts that last")
            outcome.objections += _lasting_cut(leading, line, number % 2 == 0, told)
        leading.judge()
        outcome.objections += leading.objections
    outcome.tried = (
        f"{len(WEATHERS)} weathers ({', '.join(WEATHERS)}), {syncs * len(life.offices)} syncs in each, "
        f"{fallen} cuts of the line that took packets of a sync, and {lasting} that lasted until it "
        f"gave up, over TLS; {line.harmed} of "
        f"{line.carried} packets lost or damaged (seed {effort.seed})"
    )
    outcome.result = "told: " + ", ".join(f"{code} {count}" for code, count in told.most_common())
    return outcome


def _move(life: Life, line: Cable) -> None:
    """The hub into one namespace, the offices into the other."""
    life.hub.machine = Machine(life.machine.programs, life.machine.home)
    life.hub.machine.prefix = line.entering(line.hub_space)
    life.hub.host = HUB_ADDRESS
    life.machine.prefix = line.entering(line.office_space)
    life.go_to(f"https://{HUB_ADDRESS}:{life.hub.port}")


def _synced(leading: Leading, office: Office, name: str, told: Counter[str]) -> list[str]:
    _edit(leading, office)
    done = office.sync()
    leading.observe(office)
    return _plain(done, name, told)


def _cut(leading: Leading, line: Cable, told: Counter[str]) -> bool:
    """Much is on its way, the line is slow, and then it is cut for a while. Whether the cut took
    packets before the sync had ended."""
    office = leading.pick(leading.life.offices)
    leading.objections += _import_many(leading, office)
    line.weather = SLOW
    seconds = 0.1 + leading.seed.random() * 1.2
    cutting = threading.Timer(leading.seed.random() * 0.8, line.cut, (seconds,))
    before = line.harmed
    cutting.start()
    done = office.sync()
    has_fallen = line.harmed > before
    cutting.join()
    line.weather = FAIR
    leading.observe(office)
    leading.objections += _plain(done, "a cut", told)
    return has_fallen


def _lasting_cut(
    leading: Leading, line: Cable, from_the_start: bool, told: Counter[str]
) -> list[str]:
    """The line is cut before the office connects, or in the middle, and stays so until the office
    says that the hub is out of reach; then it syncs."""
    office = leading.pick(leading.life.offices)
    objections = _import_many(leading, office)
    line.weather = SLOW
    line.part(after=0 if from_the_start else PACKETS_OF_A_HANDSHAKE)
    done = office.sync()
    line.mend()
    line.weather = FAIR
    leading.observe(office)
    objections += _plain(done, "a cut that lasts", told)
    if done.code == 0:
        objections.append(f"a sync without a line: {done}")
    return objections + _plain(office.sync(), "after a cut", told)


def _import_many(leading: Leading, office: Office) -> list[str]:
    """Some kilobytes to send: contracts of persons whom nobody looks at later."""
    rows = ["Nr,Nom,Prénom,Contrat,État,Début,Objectifs"]
    number = leading.commands
    leading.commands += 1
    for one in range(120):
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}{one:04}")
        rows.append(f"{letters},Q{letters},Ana,cer,signed,2026-03-0{one % 9 + 1},{letters}")
    table, map_file = leading.life.folder / "many.csv", leading.life.folder / "many.map.yaml"
    table.write_text("\n".join(rows) + "\n", "utf-8")
    map_file.write_text(ImportMap, "utf-8")
    done = office.run("import", "csv", table, "--map", map_file, "--json")
    return [] if done.code == 0 else [f"{done}"]


def _plain(done: Done, name: str, told: Counter[str]) -> list[str]:
    told[done.error or "in sync"] += 1
    if done.code == 0:
        return []
    if done.code == 75 and done.error:
        return []
    return [f"{name}: {done}"]


def _edit(leading: Leading, office: Office) -> None:
    job = leading.workers[office.name].summary_edit(office.copy())
    if job:
        leading.do(office, job)

