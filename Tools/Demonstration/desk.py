"""One office at work: its folder and the commands that its workers type."""

from __future__ import annotations

from pathlib import Path

import spreadsheet
from department import Office
from network import Line
from programs import Programs, Result


class Desk:
    def __init__(self, office: Office, programs: Programs, line: Line, folder: Path) -> None:
        self.office = office
        self.line = line
        self.folder = folder / office.name
        self.paper = folder / f"{office.name}-paper"
        self.paper.mkdir(parents=True)
        self._programs = programs

    @property
    def name(self) -> str:
        return self.office.name

    def run(self, *words: object, codes: tuple[int, ...] = (0,)) -> Result:
        return self._programs.run("secteur", *words, "--office", self.folder, codes=codes)

    def json(self, *words: object) -> dict:
        return self.run(*words, "--json").json

    def open(self, secret: Path) -> None:
        """Makes the office, with the secret that the hub made for it, and logs a référent in."""
        words = {
            name: self._password(name, text)
            for name, text in [
                ("admin", "Trois chats gris, deux pies 7"),
                ("first", "Provisoire-2026-abc!"),
                ("ref", "Un canal long, sept écluses 3"),
            ]
        }
        self._programs.run(
            "secteur", "init", self.folder, "--name", self.office.town,
            "--hub", self.line.address, "--secret-file", secret,
            "--password-file", words["admin"],
        )
        self.run("login", "admin", "--password-file", words["admin"])
        self.run(
            "account", "add", "ref-1", "--role", "referent", "--password-file", words["first"]
        )
        self.run(
            "login", "ref-1", "--password-file", words["first"],
            "--new-password-file", words["ref"],
        )

    def _password(self, name: str, text: str) -> Path:
        """A file of a password, beside the papers of the office."""
        file = self.paper / f"{name}.password"
        file.write_text(text + "\n", "utf-8")
        return file

    def import_paper(self) -> dict:
        """Takes in the spreadsheet that the office kept until now."""
        table, map_file = spreadsheet.write(self.office, self.paper)
        return self.json("import", "csv", table, "--map", map_file)

    def sync(self, codes: tuple[int, ...] = (0,)) -> dict:
        return self.run("sync", "--json", codes=codes).json

    def digest(self) -> str:
        return self.json("digest")["digest"]
