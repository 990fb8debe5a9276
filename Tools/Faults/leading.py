"""Leads a life, step by step: what people do at the offices and at the hub, drawn from a seed.

What befalls a command is for those who inherit: they run each one through `perform`.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .copies import Copy
from .judges import file_faults, judge
from .life import Life, Office
from .machine import Done
from .work import EXPECTED_REFUSALS, Job, Worker, book

FEWEST_FOLDERS = 3
MOST_FOLDERS = 12
LONGEST_OUTSET_SECONDS = 0.3
"""Of a command that was never timed yet."""


class Leading:
    """One life. Without a fault, every command is acknowledged."""

    steps_between_judges = 40
    are_put_back = False
    """Whether old files may have come back."""
    accepted: frozenset[str] = frozenset()
    """The codes of errors that the faults may make a command tell."""

    def __init__(self, life: Life, seed: int) -> None:
        self.life = life
        self.seed = random.Random(seed)
        self.workers = {office.name: Worker(life, office, self.seed) for office in life.offices}
        self.befell: Counter[str] = Counter()
        """What faults befell, by the kind of command."""
        self.told: Counter[str] = Counter()
        """The codes of the errors that commands told because of faults."""
        self.commands = 0
        self.took: dict[str, list[float]] = defaultdict(list)
        self.objections: list[str] = []
        self.is_calm = False
        """While true, no fault befalls anything."""

    def run(self, faults: int, progress) -> None:
        """Goes on until so many faults befell, or the first objection."""
        self.begin()
        judged_at = 0
        while self.befell.total() < faults and not self.objections:
            self.step()
            if self.befell.total() - judged_at >= self.steps_between_judges:
                judged_at = self.befell.total()
                self.judge()
            progress(self.befell.total())
        if not self.objections:
            self.judge()

    def judge(self) -> None:
        self.is_calm = True
        self.objections += judge(self.life, self.are_put_back)
        self.is_calm = False

    # What inheritors change.

    def perform(self, name: str, run, *words, **options) -> Done:
        """Runs a command, and lets happen to it what is to happen."""
        return self.timed(name, run(*words, **options))

    def is_unsure(self, done: Done) -> bool:
        """Whether a command that wasn't acknowledged may have happened all the same."""
        return done.was_killed or done.crashed

    def hub_starts(self) -> None:
        if not self.life.hub.is_serving:
            self.life.hub.start()

    # How.

    def timed(self, name: str, done: Done) -> Done:
        self.commands += 1
        if done.code == 0:
            self.took[name].append(done.seconds)
        return done

    def usual(self, name: str) -> float:
        """Seconds that a command takes."""
        took = self.took[name][-15:]
        return statistics.median(took) if took else LONGEST_OUTSET_SECONDS

    def calm(self, office: Office, job: Job) -> Done:
        """A command that nothing befalls."""
        was, self.is_calm = self.is_calm, True
        try:
            return self.do(office, job)
        finally:
            self.is_calm = was

    def pick(self, choices: list):
        return choices[int(self.seed.random() * len(choices))]

    # Steps.

    def begin(self) -> None:
        """A few folders in each office, with a contract each; the hub gives some to others too."""
        for office in self.life.offices:
            for _ in range(FEWEST_FOLDERS):
                self.calm(office, self.workers[office.name].person_add())
                folder = office.folders.there()[-1]
                self.calm(office, self.workers[office.name].contract_new(folder))
            office.must("sync")
        offices = self.life.offices
        for giver, taker in zip(offices, offices[1:] + offices[:1]):
            for record in sorted(giver.copy().records)[:2]:
                self.life.hub.must("share", record, taker.name)
        for office in offices:
            office.must("sync")
        self.life.observe()

    def step(self) -> None:
        drawn = self.seed.random()
        office = self.pick(self.life.offices)
        if drawn < 0.55:
            self.office_work(office)
        elif drawn < 0.77:
            self.sync(office)
        elif drawn < 0.81:
            self.backup(office)
        elif drawn < 0.95:
            self.hub_work()
        else:
            self.hub_falls_while(office)

    def office_work(self, office: Office) -> None:
        job = self._office_job(office)
        if job:
            self.do(office, job)
            self.objections += office.look()

    def _office_job(self, office: Office) -> Job | None:
        worker = self.workers[office.name]
        there = office.folders.there()
        folder = worker.pick(there)
        kind = self.seed.randrange(20)
        if folder is None or len(there) < FEWEST_FOLDERS or kind == 15:
            return worker.person_add()
        if len(there) > MOST_FOLDERS or kind == 16:
            return worker.person_erase(folder)
        if kind < 7:
            return worker.summary_edit(office.copy()) or worker.contract_new(folder)
        if kind < 10:
            mark = worker.pick(folder.contracts())
            return worker.dossier_edit(folder, mark) if mark else worker.contract_new(folder)
        if kind < 12:
            return worker.contract_new(folder)
        if kind < 14:
            return worker.note_add(folder)
        if kind == 14:
            return worker.person_edit(folder)
        if kind == 17:
            return worker.import_csv(self.life.folder)
        return self._resolving("resolve", office.must("conflicts", "--json").json["conflicts"])

    def _resolving(self, name: str, conflicts: list[dict]) -> Job | None:
        if not conflicts:
            return None
        conflict = self.pick(conflicts)
        value = self.pick(conflict["values"])["value"]
        words = (
            "resolve", conflict["record"], conflict["field"], "--value", value,
            "--shown", conflict["shown"], "--json",
        )
        return Job(name, words, summary=(conflict["record"], {conflict["field"]: value}))

    def backup(self, office: Office) -> None:
        file = self.life.folder / f"{office.name}-{self.commands}.backup"
        self.do(office, Job("backup", ("backup", file, "--json")))
        for left in self.life.folder.glob(f"{file.name}*"):
            if left.stat().st_mode & 0o077:
                self.objections.append(f"others can read {left.name}")
        if file.exists():
            self.objections += self.faults_of_backup(office, file)
        for left in self.life.folder.glob(f"{file.name}*"):
            left.unlink()

    def faults_of_backup(self, office: Office, file: Path) -> list[str]:
        """What is wrong with a backup that has its name: it must be whole, and can be put back."""
        with tempfile.TemporaryDirectory(prefix="secteur-faults-") as folder:
            place = Path(folder) / "office"
            done = self.restore(office, file, place)
            if done.code != 0:
                return [f"a backup that has its name is not whole: {done}"]
            return Office(office.machine, place).copy().faults

    def restore(self, office: Office, file: Path, place: Path, **options) -> Done:
        return office.machine.run(
            "secteur", "restore", file, place, "--account", "admin", "--password-file",
            office.paper / "first-password", "--yes", "--json", **options,
        )

    def do(self, office: Office, job: Job) -> Done:
        """One command of an office, and what its files hold afterwards."""
        before = office.copy()
        done = self.perform(job.name, office.run, *job.words, typed=job.typed)
        self._book(job, office, done, before, office.copy())
        return done

    def _book(self, job: Job, office: Office, done: Done, before: Copy, after: Copy) -> None:
        if after.faults:
            self.objections += file_faults([after]) + [f"after {done}"]
            return
        office.folders.were_shown(before)
        self.life.ledger.wrote(before, after, office.folders.shown)
        office.folders.were_shown(after)
        self.objections += book(job, office, done, self.is_unsure(done), before, after)
        self.explain(done)

    def sync(self, office: Office) -> None:
        """The office's file changes by what it receives, and the hub's by what it is sent."""
        self.hub_starts()
        done = self.perform("sync", office.sync)
        if done.crashed or done.hung:
            self.objections.append(f"secteur-sync fell: {done}")
        self.explain(done)
        self.observe(office)

    def hub_falls_while(self, office: Office) -> None:
        """The hub's server is killed while an office syncs, and comes back later."""
        self.hub_starts()
        hub = self.life.hub
        with ThreadPoolExecutor(1) as pool:
            syncing = pool.submit(office.sync)
            time.sleep(self.seed.random() * self.usual("sync"))
            hub.kill()
            self.befell["secteur-hub serve"] += 1
            done = syncing.result()
        if done.crashed or done.hung:
            self.objections.append(f"secteur-sync fell with the hub: {done}")
        self.observe(office)
        hub.start()

    def hub_work(self) -> None:
        hub = self.life.hub
        before = hub.copy()
        job = self._hub_job(before)
        if job is None:
            return
        done = self.perform(job.name, hub.run, *job.words)
        after = hub.copy()
        self._book(job, self.life.offices[0], done, before, after)
        if job.name == "hub erase" and done.is_acknowledged and job.words[1] not in after.erased:
            self.objections.append(f"the hub acknowledged an erasure and holds {job.words[1][:8]}")

    def _hub_job(self, held: Copy) -> Job | None:
        record = self.pick(sorted(held.records))
        kind = self.seed.randrange(12)
        if kind < 4:
            status = self.pick(["validated", "adjourned", "refused"])
            fields = {"status": status, "decision": status}
            words = ("decide", record, "--status", status, "--decision", status, "--json")
            return Job("hub decide", words, summary=(record, fields))
        if kind < 7:
            return Job("hub share", ("share", record, self.pick(self.life.offices).name, "--json"))
        if kind < 10:
            conflicts = self.life.hub.must("conflicts", "--json").json["conflicts"]
            return self._resolving("hub resolve", conflicts)
        if kind == 10 and len(held.records) > MOST_FOLDERS:
            return Job("hub erase", ("erase", record, "--yes", "--json"))
        return self._publish()

    def _publish(self) -> Job:
        """A version of the charter that changes nothing but its number."""
        number, shown = self.charter()
        file = self.life.folder / f"charter-{number + 1}.yaml"
        text = shown.replace(f"\nversion: {number}\n", f"\nversion: {number + 1}\n")
        file.write_text(text, "utf-8")
        return Job("hub charter publish", ("charter", "publish", file, "--yes", "--json"))

    def charter(self) -> tuple[int, str]:
        """The number and the text of the hub's newest version."""
        shown = self.life.hub.must("charter", "show").text
        version = next(line for line in shown.splitlines() if line.startswith("version:"))
        return int(version.split(":")[1]), shown

    def observe(self, office: Office) -> None:
        for copy in (office.copy(), self.life.hub.copy()):
            self.objections += file_faults([copy])
            self.life.ledger.observe(copy)

    def explain(self, done: Done) -> None:
        """A command that failed has told why, in words, and for a reason that is known."""
        if done.code == 0 or done.was_killed or done.error in EXPECTED_REFUSALS:
            return
        if done.error in self.accepted:
            self.told[done.error] += 1
        else:
            self.objections.append(f"a command failed for no reason of ours: {done}")
