"""What commands acknowledged of dossiers is compared with what the program shows."""

import unittest

from Tools.Faults.folders import Folder, contract, note, quarter


def shown(*records: dict, **fields) -> dict:
    return {"person": {"id": "p1", "fields": fields}, "records": list(records)}


def with_note(state: dict) -> dict:
    state["records"]["n1"] = note("n1", "Vu ce jour.", "2026-03-01")
    return state


NOTE = {"id": "r1", "type": "note",
        "fields": {"title": "n1", "body": "Vu ce jour.", "written": "2026-03-01"}}


class FolderTests(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Folder("Ka", {"fields": {"family-name": "Ka"}, "records": {}})

    def test_an_acknowledged_change_must_be_there(self) -> None:
        self.folder.happened(with_note)
        self.assertEqual(self.folder.look(shown(NOTE, **{"family-name": "Ka"})), [])
        self.folder.happened(lambda state: state)
        self.assertEqual(len(self.folder.look(shown(**{"family-name": "Ka"}))), 1)

    def test_a_killed_change_is_there_wholly_or_not_at_all(self) -> None:
        for end in (shown(NOTE, **{"family-name": "Ka"}), shown(**{"family-name": "Ka"})):
            folder = Folder("Ka", {"fields": {"family-name": "Ka"}, "records": {}})
            folder.may_have_happened(with_note)
            self.assertFalse(folder.is_certain)
            self.assertEqual(folder.look(end), [])
            self.assertTrue(folder.is_certain)

    def test_only_an_acknowledged_erasure_is_one(self) -> None:
        never_there = Folder("Kb", None)
        self.assertEqual(never_there.look(None), [])
        self.assertFalse(never_there.is_erased)
        self.folder.happened(lambda _: None)
        self.assertTrue(self.folder.is_erased)

    def test_half_of_a_killed_change_is_noticed(self) -> None:
        self.folder.may_have_happened(with_note)
        half = {"id": "r1", "type": "note", "fields": {"title": "n1", "written": "2026-03-01"}}
        self.assertEqual(len(self.folder.look(shown(half, **{"family-name": "Ka"}))), 1)

    def test_who_was_erased_stays_away(self) -> None:
        self.folder.happened(lambda _: None)
        self.assertEqual(self.folder.look(None), [])
        self.assertEqual(len(self.folder.look(shown(**{"family-name": "Ka"}))), 1)

    def test_the_ledger_has_the_shared_fields(self) -> None:
        made = contract({"start": "2026-02-10", "status": "draft", "targets": "m"})
        self.assertEqual(made["fields"], {"start": "2026-02-10", "targets": "m"})

    def test_quarters(self) -> None:
        days = ["2026-01-01", "2026-03-31", "2026-04-01", "2027-12-31"]
        self.assertEqual([quarter(day) for day in days], [20261, 20261, 20262, 20274])


if __name__ == "__main__":
    unittest.main()
