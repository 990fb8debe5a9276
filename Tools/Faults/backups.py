"""`kill -9` of backups while they are made, and while they are put back."""

from __future__ import annotations

from pathlib import Path

from .judges import verified
from .leading import Leading
from .life import Office, Templates, led
from .machine import Done
from .outcome import Effort, Outcome


class Restoring(Leading):
    """A life in which an office is put back from its backup, and the restoring is killed."""

    are_put_back = True

    def round(self) -> None:
        """A backup is made, somebody is erased, more is written, and the backup is put back."""
        office = self.pick(self.life.offices)
        worker = self.workers[office.name]
        self.calm(office, worker.person_add())
        self.objections += office.look(certain_too=True)
        for folder in office.folders.there()[-1:]:
            self.calm(office, worker.contract_new(folder))
        then = office.folders.copied()
        file = self._backed_up(office)
        if file is None:
            return
        erased = worker.pick(office.folders.there())
        self.calm(office, worker.person_erase(erased))
        self.calm(office, worker.person_add())
        self.calm(office, worker.note_add(office.folders.there()[0]))
        then.of[erased.name].states = [None]
        for name, folder in office.folders.of.items():
            if name not in then.of:
                folder.states = [*folder.states, None]
        self._put_back(office, file, then)
        file.unlink()

    def _backed_up(self, office: Office) -> Path | None:
        """A whole backup; before it, one that is killed. A file that has its name is whole."""
        killed = self.life.folder / f"{office.name}-killed.backup"
        self._killed("backup", office.run, "backup", killed)
        if killed.exists():
            self.objections += self.faults_of_backup(office, killed)
            killed.unlink()
        for left in self.life.folder.glob("*.part"):
            if left.stat().st_mode & 0o077:
                self.objections.append(f"others can read {left.name}")
        file = self.life.folder / f"{office.name}.backup"
        done = office.run("backup", file)
        self.timed("backup", done)
        if done.code != 0:
            self.objections.append(f"no backup after one that was killed: {done}")
            return None
        return file

    def _put_back(self, office: Office, file: Path, then) -> None:
        """Puts the backup back, is killed, and tries again until it isn't."""
        options = {"kill_after": self.seed.random() * 1.1 * self.usual("restore")}
        done = self.restore(office, file, office.folder, **options)
        if done.was_killed:
            self.befell["restore"] += 1
            # The office is whole under one of two names; the next attempt puts it in its place.
        done = self.restore(office, file, office.folder)
        self.timed("restore", done)
        if done.code != 0:
            self.objections.append(f"restoring again fails: {done}")
            return
        for name, folder in office.folders.of.items():
            if name not in then.of:
                folder.states, folder.ids = [None], {}
                then.add(folder)
        office.folders = then
        office.log_in()
        self.objections += office.look(certain_too=True) + verified(office)
        for left in self.life.folder.glob(f"{office.folder.name}.*"):
            if left.suffix in (".restoring", ".before-restore"):
                self.objections.append(f"left behind: {left.name}")
        self.life.ledger.keep_only(self.life.copies())

    def _killed(self, name: str, run, *words) -> Done:
        done = run(*words, kill_after=self.seed.random() * 1.1 * self.usual(name))
        self.befell[name] += done.was_killed
        return self.timed(name, done)


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "backups",
        "killing a backup leaves no file that passes for whole; killing a restoring leaves the office "
        "before or after it, and who was erased since stays erased",
    )
    rounds = effort.of(4, 60)
    done = 0
    with led(templates.life(place / "life")) as life:
        leading = Restoring(life, effort.seed)
        leading.begin()
        for number in range(rounds):
            progress(number, rounds, "rounds")
            leading.round()
            done += 1
            if leading.objections:
                break
            leading.sync(leading.pick(life.offices))
        leading.judge()
        outcome.objections = leading.objections
        outcome.tried = (
            f"{done} rounds: {leading.befell['backup']} backups and "
            f"{leading.befell['restore']} restorings killed (seed {effort.seed})"
        )
        outcome.result = f"{life.ledger.size} values still held somewhere all accounted for"
    return outcome
