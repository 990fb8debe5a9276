import csv
import tempfile
import unittest
from pathlib import Path

import department
import spreadsheet


class DepartmentTests(unittest.TestCase):
    def test_the_full_size_is_that_of_the_real_figures(self) -> None:
        made = department.make(department.FULL, seed=2006)
        self.assertEqual(
            (len(made.offices), made.workers, made.persons, made.contracts), (32, 124, 5_580, 8_594)
        )
        signed = [c.signed for o in made.offices for p in o.persons for c in p.contracts]
        self.assertGreaterEqual(min(signed), department.FIRST_DAY)
        self.assertLessEqual(max(signed), department.LAST_DAY)

    def test_the_same_seed_makes_the_same_department(self) -> None:
        one, two, other = (department.make(department.SMALL, seed) for seed in (1, 1, 2))
        self.assertEqual(one.offices, two.offices)
        self.assertNotEqual(one.offices, other.offices)

    def test_every_sensitive_cell_holds_a_canary(self) -> None:
        made = department.make(department.SMALL, seed=3)
        open_columns = {
            "N° dossier", "Né(e) le", "Commune", "Foyer", "Enfants", "Situations", "Contrat",
            "État", "Décision", "Renouvellements", "Signé le", "Transmis le", "Début", "Fin",
            "Durée", "Thèmes", "Commune du contrat", "Enjeux", "Note du", "Intervention du",
            "Intervention", "Rapport du", "Rapport",
        }
        with tempfile.TemporaryDirectory() as folder:
            for office in made.offices:
                table, map_file = spreadsheet.write(office, Path(folder))
                kind = spreadsheet.dialect(office)
                with open(table, encoding=kind.encoding, newline="") as file:
                    rows = list(csv.DictReader(file, delimiter=kind.separator))
                self.assertEqual(len(rows), office.contracts)
                for row in rows:
                    for title, cell in row.items():
                        if title not in open_columns and cell:
                            self.assertIn("CANARI-", cell, title)
                self.assertIn("columns:", map_file.read_text("utf-8"))
