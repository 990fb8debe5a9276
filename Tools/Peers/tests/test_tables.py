"""The small C program really moves contracts, and finds what collides."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from peer import Measure
from tables import Plain, Session
from workload import Workload

SOURCE = Path(__file__).parent.parent / "sqlite_peer.c"


class TablesTests(unittest.TestCase):
    def setUp(self) -> None:
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        self.tool = self.folder / "sqlite_peer"
        subprocess.run(["gcc", "-o", self.tool, SOURCE, "-lsqlite3"], check=True)
        data = self.folder / "data"
        data.mkdir()
        self._write("columns.tsv", ["status", "text"], ["renewals", "integer"])
        ids = [f"{n:032x}" for n in (1, 2, 3)]
        self._write("contracts.tsv", *([identifier, "draft", "0"] for identifier in ids))
        self._write("edits-0-one.tsv", [ids[0], "status", "sent"], [ids[1], "renewals", "1"])
        self._write("edits-1-one.tsv", [ids[1], "status", "sent"], [ids[2], "status", "sent"])
        self._write("edits-1-other.tsv", [ids[1], "status", "signed"], [ids[2], "status", "void"])
        self.workload = Workload(data, records=3, edit_count=2)

    def _write(self, name: str, *lines: list[str]) -> None:
        text = "".join("\t".join(cells) + "\n" for cells in lines)
        (self.folder / "data" / name).write_text(text)

    def test_the_text_is_read_as_values(self) -> None:
        self.assertEqual(
            self.workload.contracts()[0], (f"{1:032x}", {"status": "draft", "renewals": 0})
        )
        self.assertEqual(self.workload.edits(0)[1], (f"{2:032x}", "renewals", 1))

    def test_a_session_carries_contracts_and_edits_to_a_table_that_is_then_equal(self) -> None:
        session = Session(self.workload, self.tool, self.folder / "session")
        for measure in (session.first_sync(), session.sync_edits(0)):
            self.assertGreater(measure.seconds, 0)
            self.assertGreater(measure.sent_bytes, 0)

    def test_a_session_tells_of_each_collision_and_loses_one_value_of_each(self) -> None:
        session = Session(self.workload, self.tool, self.folder / "session")
        session.first_sync()
        measure = session.sync_conflicts(1)
        self.assertEqual((measure.told, measure.shown, measure.lost), (2, 0, 2))

    def test_both_floors_upsert_and_update(self) -> None:
        for settings in ("ours", "fast"):
            plain = Plain(self.workload, self.tool, self.folder / "plain", settings)
            for measure in (plain.first_sync(), plain.edit_locally(0)):
                self.assertIsInstance(measure, Measure)
                self.assertGreater(measure.seconds, 0)
