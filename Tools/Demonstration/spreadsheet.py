"""The spreadsheet that an office kept until now, and the map that says what its columns are.

Offices differ, as they do: half of them save as Excel does on a French Windows (windows-1252,
semicolons, dates as JJ/MM/AAAA), the others as UTF-8 with commas and ISO dates.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from department import Office

STATUS_LABELS = {"draft": "brouillon", "sent": "transmis", "validated": "validé"}
"""Some states are written in the office's own words, which the map translates."""


@dataclass(frozen=True)
class Dialect:
    encoding: str
    separator: str
    dates: str
    """As the map writes it."""
    day_format: str
    line_end: str


WINDOWS = Dialect("windows-1252", ";", "JJ/MM/AAAA", "%d/%m/%Y", "\r\n")
UNIX = Dialect("utf-8", ",", "AAAA-MM-JJ", "%Y-%m-%d", "\n")

# Title, field, what the map says besides, and the cell of one contract of one person. A column
# without a field is not taken.
COLUMNS = [
    ("N° dossier", None, "", lambda p, c, day: p.key),
    ("Référent", None, "", lambda p, c, day: p.worker),
    ("Nom", "person.family-name", "", lambda p, c, day: p.family_name),
    ("Prénom", "person.given-name", "", lambda p, c, day: p.given_name),
    ("Né(e) le", "person.birth-date", "", lambda p, c, day: day(p.birth_date)),
    ("N° de sécurité sociale", "person.nir", "", lambda p, c, day: p.nir),
    ("N° d'allocataire", "person.caf-number", "", lambda p, c, day: p.caf_number),
    ("Adresse", "person.address", "", lambda p, c, day: p.address),
    ("Commune", "person.commune", "", lambda p, c, day: p.commune),
    ("Téléphone", "person.phone", "", lambda p, c, day: p.phone),
    ("Courriel", "person.mail", "", lambda p, c, day: p.mail),
    ("Nationalité", "person.nationality", "", lambda p, c, day: p.nationality),
    ("Travail", "person.work-situation", "", lambda p, c, day: p.work_situation),
    ("Foyer", "person.household", "", lambda p, c, day: p.household),
    ("Enfants", "person.children", "", lambda p, c, day: str(p.children)),
    ("Situations", "person.situations", 'between: ","', lambda p, c, day: ",".join(p.situations)),
    ("Contrat", "contract.kind", 'codes: { "RMI": rmi }', lambda p, c, day: c.kind.upper()),
    (
        "État", "contract.status",
        "codes: { " + ", ".join(f'"{text}": {code}' for code, text in STATUS_LABELS.items()) + " }",
        lambda p, c, day: STATUS_LABELS.get(c.status, c.status),
    ),
    ("Décision", "contract.decision", "", lambda p, c, day: c.decision or ""),
    ("Renouvellements", "contract.renewals", "", lambda p, c, day: str(c.renewals)),
    ("Signé le", "contract.signed", "", lambda p, c, day: day(c.signed)),
    ("Transmis le", "contract.sent", "", lambda p, c, day: day(c.sent)),
    ("Début", "contract.start", "", lambda p, c, day: day(c.start)),
    ("Fin", "contract.end", "", lambda p, c, day: day(c.end)),
    ("Durée", "contract.duration", "", lambda p, c, day: str(c.months)),
    ("Thèmes", "contract.themes", 'between: ","', lambda p, c, day: ",".join(c.themes)),
    ("Commune du contrat", "contract.commune", "", lambda p, c, day: p.commune),
    ("Enjeux", "contract.situations", 'between: ","', lambda p, c, day: ",".join(c.situations)),
    ("Objectifs", "contract.targets", "", lambda p, c, day: c.targets),
    ("Actions", "contract.actions", "", lambda p, c, day: c.actions),
    ("Avis", "contract.remarks", "", lambda p, c, day: c.remarks),
    ("Suspension", "contract.suspension-reasons", "", lambda p, c, day: c.suspension or ""),
    ("Note du", "note.written", "", lambda p, c, day: day(c.note[0])),
    ("Objet", "note.title", "", lambda p, c, day: c.note[1]),
    ("Note", "note.body", "", lambda p, c, day: c.note[2]),
    ("Intervention du", "intervention.day", "", lambda p, c, day: day(part(c.visit, 0))),
    ("Intervention", "intervention.kind", "", lambda p, c, day: part(c.visit, 1) or ""),
    ("Compte rendu", "intervention.account", "", lambda p, c, day: part(c.visit, 2) or ""),
    ("Rapport du", "report.written", "", lambda p, c, day: day(part(c.report, 0))),
    ("Rapport", "report.kind", "", lambda p, c, day: part(c.report, 1) or ""),
    ("Évaluation", "report.assessment", "", lambda p, c, day: part(c.report, 2) or ""),
]
KEY = "N° dossier"


def part(values: tuple | None, index: int):
    return values[index] if values else None


def dialect(office: Office) -> Dialect:
    return WINDOWS if office.number % 2 else UNIX


def write(office: Office, folder: Path) -> tuple[Path, Path]:
    """Writes the office's spreadsheet and its map, and says where they are."""
    kind = dialect(office)

    def day(value: date | None) -> str:
        return value.strftime(kind.day_format) if value else ""

    table = folder / f"{office.name}.csv"
    with open(table, "w", encoding=kind.encoding, newline="") as file:
        rows = csv.writer(file, delimiter=kind.separator, lineterminator=kind.line_end)
        rows.writerow(title for title, _, _, _ in COLUMNS)
        for person in office.persons:
            for contract in person.contracts:
                rows.writerow(cell(person, contract, day) for _, _, _, cell in COLUMNS)
    map_file = folder / f"{office.name}.map.yaml"
    map_file.write_text(map_text(kind), encoding="utf-8")
    return table, map_file


def map_text(kind: Dialect) -> str:
    lines = [
        f"encoding: {kind.encoding}",
        f'separator: "{kind.separator}"',
        f"dates: {kind.dates}",
        f'key: "{KEY}"',
        "columns:",
    ]
    for title, field, more, _ in COLUMNS:
        if field:
            lines.append(f'  "{title}": {{ field: {field}{", " + more if more else ""} }}')
    return "\n".join(lines) + "\n"
