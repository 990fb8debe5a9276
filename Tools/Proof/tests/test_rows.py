import tempfile
import unittest
from pathlib import Path

import rows
from rows import BadRow, Row


class RowsTests(unittest.TestCase):
    def test_what_was_written_is_read(self) -> None:
        made = [
            Row("wire", "é", "1", "2", "3", True), Row("memory", "a", "b", "c"),
            Row("load", "a", "b", "c", None, False),
        ]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.json"
            rows.write(path, made)
            self.assertEqual(rows.read(path), made)

    def test_what_is_no_row_is_refused(self) -> None:
        whole = {"group": "wire", "claim": "a", "tried": "b", "result": "c", "aim": None, "held": None}
        self.assertEqual(rows.row(whole), Row("wire", "a", "b", "c"))
        for change in ({"group": "elsewhere"}, {"held": "yes"}, {"note": "more"}):
            with self.assertRaises(BadRow):
                rows.row(whole | change)
        for other in ([], "row", {"claim": "a"}, None):
            with self.assertRaises(BadRow):
                rows.row(other)

    def test_a_number_is_read_as_words(self) -> None:
        self.assertEqual(rows.row({"group": "wire", "claim": "a", "tried": 3, "result": 1.5}).tried, "3")

    def test_a_missing_file_and_other_json_are_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.json"
            with self.assertRaises(BadRow):
                rows.read(path)
            for text in ("", "{}", "[1]", "not json"):
                path.write_text(text)
                with self.assertRaises(BadRow):
                    rows.read(path)


if __name__ == "__main__":
    unittest.main()
