"""The story that the demonstration tells: offices work apart, sync, collide; an admin decides."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import department
import proof
import scanner
from canaries import MARK
from desk import Desk
from programs import UNREACHABLE, Failed, Hub, Programs
from proof import Looked
from say import Say
from scanner import Scanner

AT_ONCE = 2
"""Offices that work at the same time."""

UNDECIDED = {"draft", "signed", "sent"}
"""The states of contracts that are changed in the story, to others than these."""


@dataclass
class Resolved:
    """A conflict that a person decided at the hub."""

    record: str
    field: str
    label: str
    values: list[str]
    kept: str
    by: str = ""


class Story:
    def __init__(
        self, say: Say, programs: Programs, folder: Path, size: department.Size, seed: int
    ) -> None:
        self.say = say
        self.programs = programs
        self.folder = folder
        self.hub = Hub(programs, folder / "hub")
        self.department = self._made_up(size, seed)
        self.desks = [
            Desk(office, programs, self.hub, folder / "offices", folder / "network")
            for office in self.department.offices
        ]
        self.resolved: list[Resolved] = []
        self.revoked: set[str] = set()

    def tell(self) -> bool:
        """Tells the whole story; true when everything in it was proved."""
        try:
            self.offices_open()
            self.first_sync()
            shared = self.contracts_are_shared()
            self.work_apart(shared)
            self.collision(shared)
            self.decision()
            self.case_files_are_not_needed()
            self.after_the_story()
            # While the server runs, its log holds what its store doesn't yet.
            shutil.copytree(self.hub.folder, self.folder / "hub-while-it-ran")
        finally:
            self.close()
        return self.proofs()

    def after_the_story(self) -> None:
        """What else happens in a longer life."""

    def close(self) -> None:
        self.hub.stop()
        for desk in self.desks:
            desk.line.close()

    # The steps.

    def _made_up(self, size: department.Size, seed: int) -> department.Department:
        self.say.step("Un département est inventé", "A département is made up")
        made = department.make(size, seed)
        number = self.say.number
        self.say.tell(
            f"{number(len(made.offices))} services, {number(made.workers)} travailleurs sociaux, "
            f"{number(made.persons)} personnes, {number(made.contracts)} contrats (graine {seed})",
            f"{number(len(made.offices))} offices, {number(made.workers)} social workers, "
            f"{number(made.persons)} persons, {number(made.contracts)} contracts (seed {seed})",
        )
        self.say.tell(
            f"{number(len(made.canaries))} mots-canaris ({MARK}…) dans les noms, adresses, "
            "numéros, notes et rapports : aucun ne doit sortir d'un service",
            f"{number(len(made.canaries))} canary words ({MARK}…) in names, addresses, numbers, "
            "notes and reports: none may leave an office",
        )
        self.say.took()
        return made

    def offices_open(self) -> None:
        self.say.step(
            "Sans aucun réseau, chaque service reprend ses dossiers d'un tableur",
            "With no network at all, each office takes its files in from a spreadsheet",
        )
        self.hub.make()

        def open_one(desk: Desk) -> dict:
            desk.open()
            return desk.import_paper()

        tallies = self._each(open_one, self.say.words("services", "offices"))
        number = self.say.number
        persons, records = (
            number(sum(tally[name] for tally in tallies)) for name in ("new_persons", "new_records")
        )
        dropped = number(sum(sum(tally["dropped"].values()) for tally in tallies))
        self.say.tell(
            f"{persons} personnes, {records} contrats, notes, interventions et rapports, scellés",
            f"{persons} persons, {records} contracts, notes, interventions and reports, sealed",
        )
        self.say.tell(
            f"{dropped} cellules sans rubrique dans la charte sont restées à la porte",
            f"{dropped} cells without a field in the charter were dropped at the door",
        )
        self.say.took()

    def first_sync(self) -> None:
        self.say.step("Le hub ouvre, le réseau arrive", "The hub opens, the network comes")
        self._network_comes()
        self._each(Desk.join, self.say.words("services inscrits", "offices enrolled"))
        self.say.tell(
            "chaque service montre un code à usage unique et reçoit son certificat (TLS 1.3)",
            "each office shows a one-time code and gets its certificate (TLS 1.3)",
        )
        reports = self._each(Desk.sync, self.say.words("services synchronisés", "offices in sync"))
        number = self.say.number
        sent = sum(report["sent"] for report in reports)
        size = self.say.size(sum(report["sent_bytes"] for report in reports))
        self.say.tell(
            f"{number(sent)} résumés de contrats envoyés, {size} en tout",
            f"{number(sent)} contract summaries sent, {size} in all",
        )
        self.say.took()

    def contracts_are_shared(self) -> list[str]:
        one, two = self.desks[:2]
        self.say.step(
            f"Trois personnes déménagent : {one.name} et {two.name} suivent leurs contrats ensemble",
            f"Three persons move: {one.name} and {two.name} follow their contracts together",
        )
        contracts = one.json("contract", "list")["contracts"]
        undecided = [c["id"] for c in contracts if c["fields"].get("status") in UNDECIDED]
        shared = undecided[:3]
        if len(shared) < 3:
            raise Failed(f"{one.name} has too few contracts to share: try another --seed")
        for record in shared:
            self.hub.run("share", record, two.name)
        received = two.sync()["received"]
        self.say.tell(
            f"{two.name} reçoit {received} résumés, sans aucun nom : les dossiers restent où ils sont",
            f"{two.name} receives {received} summaries, without any name: case files stay put",
        )
        self.say.took()
        return shared

    def work_apart(self, shared: list[str]) -> None:
        one, two = self.desks[:2]
        self.say.step(
            "Le réseau tombe ; les deux services continuent à travailler",
            "The network breaks down; both offices go on working",
        )
        self._network_goes()
        collides, combines, agrees = shared
        one.run("contract", "edit", collides, "--status", "validated")
        two.run("contract", "edit", collides, "--status", "adjourned")
        one.run("contract", "edit", combines, "--status", "under-review")
        two.run("contract", "edit", combines, "--decision", "validated-in-part")
        one.run("contract", "edit", agrees, "--status", "terminated")
        two.run("contract", "edit", agrees, "--status", "terminated")
        for desk in (one, two):
            report = desk.sync(codes=(UNREACHABLE,))
            self.say.tell(
                f"{desk.name} : hub injoignable (code {UNREACHABLE}), rien n'est perdu, "
                f"{report['waiting']} contrats attendent ici",
                f"{desk.name}: hub out of reach (code {UNREACHABLE}), nothing is lost, "
                f"{report['waiting']} contracts wait here",
            )
        self.say.took()

    def collision(self, shared: list[str]) -> None:
        self.say.step("Le réseau revient", "The network is back")
        self._network_comes()
        one, two = self.desks[:2]
        for desk in (one, two):
            desk.sync()
        self._expect(shared[0], {"status": {"concurrent": ["adjourned", "validated"]}})
        self._expect(
            shared[1],
            {"status": {"value": "under-review"}, "decision": {"value": "validated-in-part"}},
        )
        self._expect(shared[2], {"status": {"value": "terminated"}})
        conflicts = self.hub.json("conflicts")["conflicts"]
        self.say.tell(
            "deux rubriques différentes : combinées ; la même valeur deux fois : d'accord ; "
            f"deux valeurs d'une rubrique : {len(conflicts)} conflit, les deux sont gardées",
            "two different fields: combined; the same value twice: agreed; "
            f"two values of one field: {len(conflicts)} conflict, both are kept",
        )
        self.say.quote(self.hub.run("conflicts").text)
        for conflict in conflicts:
            values = [value["label"] for value in conflict["values"]]
            self.resolved.append(
                Resolved(conflict["record"], conflict["field"], conflict["label"], values, "")
            )
        self.say.took()

    def decision(self) -> None:
        self.say.step("L'administrateur du hub décide", "The hub's admin decides")
        for conflict, resolved in zip(self.hub.json("conflicts")["conflicts"], self.resolved):
            value = next(v for v in conflict["values"] if v["value"] == "validated")
            done = self.hub.run(
                "resolve", conflict["record"], conflict["field"], "--value", value["value"],
                "--shown", conflict["shown"],
            )
            self.say.quote(done.text)
            resolved.kept = value["label"]
        acts = [act for act in self.hub.json("acts")["acts"] if act["act"] == "resolve"]
        for resolved in self.resolved:
            act = next(act for act in acts if act["record"] == resolved.record)
            resolved.by = act["by"]
        self._each(Desk.sync, self.say.words("services synchronisés", "offices in sync"))
        self.say.took()

    def case_files_are_not_needed(self) -> None:
        desk = self.desks[0]
        self.say.step(
            f"{desk.name} met ses dossiers sous clé ailleurs, et se synchronise quand même",
            f"{desk.name} locks its case files away elsewhere, and still syncs",
        )
        hidden = []
        for path in sorted(desk.folder.glob("dossiers.sqlite*")):
            hidden.append((path, path.rename(desk.paper / path.name)))
        try:
            report = self.programs.run("secteur-sync", "--json", "--office", desk.folder).json
        finally:
            for path, elsewhere in hidden:
                elsewhere.rename(path)
        self.say.tell(
            f"secteur-sync sans dossiers.sqlite : {report['state']}",
            f"secteur-sync without dossiers.sqlite: {report['state']}",
        )
        self.say.took()

    def _expect(self, record: str, fields: dict) -> None:
        """What the hub must hold of a contract after both offices have synced."""
        held = self.hub.json("show", record)["fields"]
        for field, reading in fields.items():
            found = {key: sorted(v) if key == "concurrent" else v for key, v in held[field].items()}
            if found != reading:
                raise Failed(f"contract {record}: {field} is {found}, expected {reading}")

    # The proofs.

    def proofs(self) -> bool:
        self.say.step("Les preuves", "The proofs")
        is_equal = self._digests_are_equal()
        is_decided = self._conflicts_are_decided()
        is_as_specified = self._messages_are_as_specified()
        is_clean = self._nothing_left()
        return is_equal and is_decided and is_as_specified and is_clean

    def _digests_are_equal(self) -> bool:
        held = {part["name"]: part["digest"] for part in self.hub.json("digest")["offices"]}
        desks = [desk for desk in self.desks if desk.name not in self.revoked]
        unequal = [desk.name for desk in desks if desk.digest() != held.get(desk.name)]
        self._verdict(
            not unequal,
            f"les {len(desks)} services et le hub tiennent des empreintes égales",
            f"all {len(desks)} offices and the hub hold equal digests",
        )
        for name in unequal:
            self.say.tell(f"  {name} diffère", f"  {name} differs")
        return not unequal

    def _messages_are_as_specified(self) -> bool:
        """Has every recorded message read by the format's second implementation."""
        charter = self.folder / "charter.cddl"
        charter.write_text(self.programs.run("secteur", "charter", "cddl", *self.charter()).text)
        conformance = Path(__file__).resolve().parents[1] / "conformance"
        words = ("--captures", self.folder / "network", "--charter-cddl", charter)
        judged = subprocess.run([conformance, *words], capture_output=True, text=True)
        self._verdict(
            judged.returncode == 0,
            "tout message enregistré est tel que Protocol/ et la charte le disent",
            "every recorded message is as Protocol/ and the charter say",
        )
        for line in judged.stderr.splitlines() if judged.returncode else []:
            self.say.tell(f"  {line}", f"  {line}")
        return judged.returncode == 0

    def charter(self) -> list[Path]:
        """The file of the charter that the messages are judged by; none for the bundled one."""
        return []

    def _conflicts_are_decided(self) -> bool:
        left = self.hub.json("conflicts")["conflicts"]
        is_decided = bool(self.resolved) and not left
        for resolved in self.resolved:
            values = " / ".join(f"« {value} »" for value in resolved.values)
            plain = " / ".join(f'"{value}"' for value in resolved.values)
            self._verdict(
                is_decided,
                f"conflit réglé : {resolved.label}, {values} -> « {resolved.kept} », par "
                f"{resolved.by} au hub (contrat {resolved.record[:8]}…)",
                f'conflict resolved: {resolved.label}, {plain} -> "{resolved.kept}", by '
                f"{resolved.by} at the hub (contract {resolved.record[:8]}…)",
            )
        return is_decided

    def _nothing_left(self) -> bool:
        scan = Scanner(self.department.canaries.tails)
        is_seeing = self._scanner_sees(scan)
        up = [stream for desk in self.desks for stream in desk.line.captures("up")]
        down = [stream for desk in self.desks for stream in desk.line.captures("down")]
        shareable = [p for d in self.desks for p in sorted(d.shared.iterdir())]
        sealed = [p for d in self.desks for p in sorted(d.folder.glob("dossiers.sqlite*"))]
        while_it_ran = sorted((self.folder / "hub-while-it-ran").iterdir())
        hub_files = self.hub.files() + while_it_ran
        results = [
            self._clean(
                proof.left(scan, up), "octets sortis des services", "bytes that left the offices"
            ),
            self._clean(proof.left(scan, down), "octets rendus par le hub", "bytes that came back"),
            self._clean(
                proof.files(scan, hub_files), "octets des fichiers du hub",
                "bytes of the hub's files",
            ),
            self._clean(
                proof.files(scan, shareable), "octets de summaries.sqlite",
                "bytes of summaries.sqlite",
            ),
            self._clean(
                proof.files(scan, sealed), "octets scellés de dossiers.sqlite",
                "sealed bytes of dossiers.sqlite",
            ),
        ]
        return is_seeing and all(results + self.other_places(scan))

    def other_places(self, scan: Scanner) -> list[bool]:
        """Where a longer life left something to look at."""
        return []

    def _scanner_sees(self, scan: Scanner) -> bool:
        """The control: a search that finds nothing where there is something proves nothing."""
        missed = proof.control(scan)
        papers = [path for desk in self.desks for path in desk.paper.glob("*.csv")]
        inside = proof.files(scan, papers).canaries
        desk = self.desks[0]
        person = desk.json("contract", "list")["contracts"][0]["person"]
        shown = scan.count(desk.run("person", "show", person).text.encode())
        number = self.say.number
        is_seeing = not missed and inside >= len(self.department.canaries) and shown > 0
        self._verdict(
            is_seeing,
            f"contrôle : la recherche voit les {len(scanner.hidden(MARK))} formes cachées, "
            f"{number(inside)} mentions dans les tableurs et {shown} dans un dossier ouvert ici",
            f"control: the search sees all {len(scanner.hidden(MARK))} hidden forms, "
            f"{number(inside)} in the spreadsheets and {shown} in a case file opened here",
        )
        return is_seeing

    def _clean(self, looked: Looked, fr: str, en: str) -> bool:
        bytes_looked_at = self.say.number(looked.bytes)
        is_clean = looked.canaries == 0 and looked.bytes > 0
        self._verdict(
            is_clean,
            f"{bytes_looked_at} {fr} : {looked.canaries} canari",
            f"{bytes_looked_at} {en}: {looked.canaries} canaries",
        )
        if looked.first:
            self.say.tell(f"  {looked.first}", f"  {looked.first}")
        return is_clean

    def _verdict(self, is_true: bool, fr: str, en: str) -> None:
        mark = "[ok]" if is_true else self.say.words("[FAUX]", "[WRONG]")
        self.say.tell(f"{mark} {fr}", f"{mark} {en}")

    # The network.

    def _network_comes(self) -> None:
        port = self.hub.start()
        for desk in self.desks:
            desk.line.restore(port)

    def _network_goes(self) -> None:
        for desk in self.desks:
            desk.line.cut()
        self.hub.stop()

    def _each(self, work, what: str) -> list:
        """The same work in each office, some at a time."""
        results = []
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for result in pool.map(work, self.desks):
                results.append(result)
                self.say.progress(len(results), len(self.desks), what)
        return results
