"""The full life of some offices and a hub, for the leak test: join, sync, collide, refuse, be refused,
change the charter, erase, crash, be put out. Every byte that passes is recorded, and looked at."""

from __future__ import annotations

import http.client
import signal
import ssl
import time
from pathlib import Path

import hostile
import memory
import proof
from desk import Desk
from hostile import Stranger
from programs import NOT_ALLOWED, Failed
from proof import Looked
from scanner import Scanner
from story import Story

CHARTER = Path(__file__).resolve().parents[2] / "Sources/Charter/Bundled/insertion.yaml"
CRASHES = 5


class Life(Story):
    """The demonstration's story, and after it all else that can happen."""

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self.metrics = ""
        self.strangers_heard = b""
        self.image: list[tuple[str, bytes]] = []

    def after_the_story(self) -> None:
        self.a_person_refuses()
        self.strangers_and_hostile_offices()
        self.the_charter_changes()
        self.a_person_is_erased()
        self.programs_crash()
        self.backups_are_made()
        self._each(Desk.sync, self.say.words("services synchronisés", "offices in sync"))
        self.an_office_is_put_out()
        # What a core dump would hold of the hub, after all of this.
        self.image = list(memory.image(self.hub.process))
        self.metrics = self._metrics()

    # What happens.

    def a_person_refuses(self) -> None:
        self.say.step(
            "Une personne refuse d'être enregistrée, une autre ne veut plus l'être",
            "A person refuses to be recorded, another no longer wants to be",
        )
        desk = self.desks[0]
        paper = desk.json("person", "refuse")["id"]
        desk.run("contract", "new", paper, "--kind", "cer", "--start", "2026-02-10")
        recorded = self._person_of(desk, 0)
        desk.run("person", "refuse", recorded, "--yes")
        desk.sync()
        self.say.took()

    def strangers_and_hostile_offices(self) -> None:
        self.say.step(
            "Des inconnus et un bureau hostile envoient ce que la charte interdit",
            "Strangers and a hostile office send what the charter forbids",
        )
        stranger = Stranger(self.hub, self.desks[1])
        answers = stranger.tries()
        self.strangers_heard = b"\n".join(body for _, _, body in answers)
        for what, status, _ in answers:
            self.say.tell(f"{what} : {status}", f"{what}: {status}")
        wrong = [what for what, status, _ in answers if status < 400]
        if wrong:
            raise Failed(f"the hub took what it must refuse: {wrong}")
        self.say.took()

    def the_charter_changes(self) -> None:
        self.say.step(
            "La charte se resserre, puis s'élargit : deux comptes l'acceptent dans un service",
            "The charter narrows, then widens: two accounts accept it in one office",
        )
        one, two = self.desks[:2]
        for version, text in enumerate(charters(), start=2):
            file = self.folder / f"charter-{version}.yaml"
            file.write_text(text, "utf-8")
            self.hub.run("charter", "publish", file, "--yes")
            for desk in (one, two):
                desk.sync()
        one.hire("ref-2", "referent")
        for account in ("ref-2", "ref-1"):
            one.log_in(account)
            self.say.quote(one.run("charter", "accept", "3", "--yes").text)
        contract = one.json("contract", "list")["contracts"][0]["id"]
        one.run("contract", "edit", contract, "--set", "signed=2026-05-04")
        for desk in (one, two):
            desk.sync()
        held = self.hub.json("show", contract)["fields"]
        if "sent-quarter" in held or "signed-quarter" not in held:
            raise Failed(f"under the third charter the hub holds {sorted(held)}")
        self.say.took()

    def a_person_is_erased(self) -> None:
        self.say.step("Une personne est effacée, jusqu'au hub", "A person is erased, up to the hub")
        desk = self.desks[0]
        desk.run("person", "erase", self._person_of(desk, 1), "--yes")
        desk.sync()
        self.say.quote(desk.run("receipt").text)
        self.say.took()

    def programs_crash(self) -> None:
        self.say.step(
            f"{CRASHES} fois, la synchronisation est tuée en plein envoi, puis reprise",
            f"{CRASHES} times, a sync is killed while it sends, and then taken up again",
        )
        desk = self.desks[1]
        contracts = [c["id"] for c in desk.json("contract", "list")["contracts"]][3:]
        for crash in range(CRASHES):
            desk.run("contract", "edit", contracts[crash], "--set", f"renewals={10 + crash}")
            before = desk.line.recorded_bytes
            log = self.folder / "crash.log"
            syncing = self.programs.start("secteur-sync", "--office", desk.folder, log=log)
            while syncing.poll() is None and desk.line.recorded_bytes == before:
                time.sleep(0.001)
            syncing.send_signal(signal.SIGKILL)
            syncing.wait()
        desk.sync()
        self.say.took()

    def backups_are_made(self) -> None:
        self.say.step("Chaque service fait une sauvegarde", "Each office makes a backup")
        for desk in self.desks:
            desk.run("backup", self.folder / f"{desk.name}.backup")
        self.say.took()

    def an_office_is_put_out(self) -> None:
        desk = self.desks[-1]
        self.say.step(
            f"Le hub révoque {desk.name}, qui n'entre plus",
            f"The hub revokes {desk.name}, which gets in no more",
        )
        self.hub.run("revoke", desk.name, "--yes")
        desk.sync(codes=(NOT_ALLOWED,))
        self.revoked.add(desk.name)
        self.say.took()

    def _person_of(self, desk: Desk, index: int) -> str:
        """The person of one of the contracts that only this office follows."""
        contracts = desk.json("contract", "list")["contracts"]
        persons = [c["person"] for c in reversed(contracts) if c["person"]]
        return list(dict.fromkeys(persons))[index]

    # What was said and kept besides.

    def charter(self) -> list[Path]:
        """What any of the versions lets leave."""
        file = self.folder / "charter-of-all.yaml"
        file.write_text(widened(CHARTER.read_text("utf-8")), "utf-8")
        return [file]

    def other_places(self, scan: Scanner) -> list[bool]:
        backups = sorted(self.folder.glob("*.backup"))
        pages = "".join(self.pages()).encode()
        said = Looked()
        said.look(scan, pages, "pages")
        said.look(scan, self.strangers_heard, "answers to strangers")
        dump = Looked()
        for place, data in self.image:
            dump.look(scan, data, place)
        kept = b"".join(path.read_bytes() for path in self.hub.files()) + pages
        echoes = _count(hostile.MARK, kept + self.strangers_heard) + _count(hostile.NAME, kept)
        self._verdict(
            echoes == 0,
            f"le hub n'a gardé ni répété aucune valeur refusée ({hostile.MARK}…)",
            f"the hub has kept and repeated no value that it refused ({hostile.MARK}…)",
        )
        return [
            self._clean(
                proof.files(scan, backups), "octets des sauvegardes", "bytes of the backups"
            ),
            self._clean(said, "octets des pages du hub", "bytes of the hub's pages"),
            self._clean(dump, "octets de la mémoire du hub", "bytes of the hub's memory"),
            echoes == 0,
        ]

    def pages(self) -> list[str]:
        return [self.metrics, self.hub.run("acts").text, self.hub.run("offices").text]

    def _metrics(self) -> str:
        """What the hub's own monitoring is shown."""
        ends = self.desks[0].line.ends
        context: ssl.SSLContext = ends.as_office(is_known=True)
        connection = http.client.HTTPSConnection("127.0.0.1", self.hub.port, context=context)
        try:
            connection.request("GET", "/metrics")
            return connection.getresponse().read().decode()
        finally:
            connection.close()


def _count(word: str, data: bytes) -> int:
    return data.lower().count(word.lower().encode())


def charters() -> list[str]:
    """The bundled charter as a second version that lets less leave, and a third that lets more."""
    text = CHARTER.read_text("utf-8")
    leaving = (
        "        read: [referent, colleague, commission]\n        leaves: quarter\n"
        "        as: sent-quarter\n        recipients: [commission, department]\n"
        "        merge: lowest\n"
    )
    narrow = _replaced(
        _replaced(text, "version: 1\n", "version: 2\n"), leaving, "        leaves: never\n"
    )
    return [narrow, widened(_replaced(narrow, "version: 2\n", "version: 3\n"))]


def widened(text: str) -> str:
    """The charter with one more item that leaves."""
    signed = "Date of signature\" }\n        type: date\n        purpose: contract\n"
    return _replaced(
        text,
        signed + "        leaves: never\n",
        signed + "        leaves: quarter\n        as: signed-quarter\n"
        "        recipients: [commission]\n        merge: ask\n",
    )


def _replaced(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise Failed(f"the bundled charter has no longer just one {old!r}")
    return text.replace(old, new)
