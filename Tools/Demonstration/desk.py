"""One office at work: its folder and the commands that its workers type."""

from __future__ import annotations

from pathlib import Path

import spreadsheet
from department import Office
from network import Ends, Identity, Line
from programs import Hub, Programs, Result


class Desk:
    """An office's folder, its line to the hub, and those who work there."""

    def __init__(
        self, office: Office, programs: Programs, hub: Hub, folder: Path, network: Path
    ) -> None:
        self.office = office
        self.folder = folder / office.name
        self._hub = hub
        identity = self.shared / "hub.identity.pem"
        ends = Ends(hub.authority, hub.identity, Identity(identity, identity))
        self.line = Line(office.name, network, ends)
        self.paper = folder / f"{office.name}-paper"
        self.paper.mkdir(parents=True)
        self._programs = programs

    @property
    def name(self) -> str:
        return self.office.name

    @property
    def shared(self) -> Path:
        """All that the office's sync program may see."""
        return self.folder / "shared"

    def run(self, *words: object, codes: tuple[int, ...] = (0,), typed: str = "") -> Result:
        office = ("--office", self.folder)
        return self._programs.run("secteur", *words, *office, codes=codes, typed=typed)

    def json(self, *words: object) -> dict:
        return self.run(*words, "--json").json

    def open(self) -> None:
        """Makes the office, with its administrator and a référent, who stays logged in."""
        self._programs.run(
            "secteur", "init", self.folder, "--name", self.office.town,
            "--password-file", self._password("admin"),
        )
        self.hire("ref-1", "referent")

    def hire(self, account: str, role: str) -> None:
        """A new account with a first password, which its person changes, and stays logged in."""
        self.log_in("admin")
        first = self._password(f"{account}-first")
        self.run("account", "add", account, "--role", role, "--password-file", first)
        self.run(
            "login", account, "--password-file", first,
            "--new-password-file", self._password(account),
        )

    def log_in(self, account: str) -> None:
        self.run("login", account, "--password-file", self._password(account))

    def join(self) -> None:
        """Joins the hub, by a code that the hub made for this office."""
        self.run("join", self.line.address, typed=self._hub.enrol(self.name) + "\n")

    def _password(self, owner: str) -> Path:
        """The file of a password, beside the papers of the office."""
        file = self.paper / f"{owner}.password"
        if not file.exists():
            file.write_text(f"Sept canaux lents, {sum(map(ord, owner))} péniches\n", "utf-8")
        return file

    def import_paper(self) -> dict:
        """Takes in the spreadsheet that the office kept until now."""
        table, map_file = spreadsheet.write(self.office, self.paper)
        return self.json("import", "csv", table, "--map", map_file)

    def sync(self, codes: tuple[int, ...] = (0,)) -> dict:
        return self.run("sync", "--json", codes=codes).json

    def digest(self) -> str:
        return self.json("digest")["digest"]
