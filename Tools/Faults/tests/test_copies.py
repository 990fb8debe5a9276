"""Files are read as they lie there, with their log, and damage is seen."""

import sqlite3
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

from Tools.Faults.copies import closed_file, faults
from Tools.Faults.life import modes_exposed


class CopiesTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "store.sqlite"

    def test_what_lies_in_the_log_is_read_and_the_file_is_left_as_it_is(self) -> None:
        with closing(sqlite3.connect(self.path)) as store:
            store.execute("PRAGMA journal_mode = WAL")
            store.execute("CREATE TABLE t (x)")
            store.execute("INSERT INTO t VALUES (7)")
            store.commit()
            before = self.path.read_bytes()
            with closed_file(self.path) as read:
                self.assertEqual(read.execute("SELECT x FROM t").fetchall(), [(7,)])
            self.assertEqual(self.path.read_bytes(), before)

    def test_damage_is_seen(self) -> None:
        with closing(sqlite3.connect(self.path)) as store, store:
            store.execute("CREATE TABLE t (x)")
            store.executemany("INSERT INTO t VALUES (?)", [("word" * 50,) for _ in range(200)])
        with closed_file(self.path) as read:
            self.assertEqual(faults(read, "store"), [])
        data = bytearray(self.path.read_bytes())
        data[4096:4200] = bytes(104)
        self.path.write_bytes(data)
        with closed_file(self.path) as read:
            self.assertNotEqual(faults(read, "store"), [])

    def test_an_index_that_says_less_or_else_than_its_table_is_seen(self) -> None:
        with closing(sqlite3.connect(self.path)) as store, store:
            store.executescript(
                """CREATE TABLE record (key INTEGER PRIMARY KEY, id);
                CREATE TABLE identifier (id, key);
                INSERT INTO record VALUES (1, x'0A'), (2, x'0B');
                INSERT INTO identifier VALUES (x'0A', 1);"""
            )
        with closed_file(self.path) as read:
            told = faults(read, "store", identified="record")
        self.assertEqual(told, ["store: identifiers: 0 wrong, 1 missing"])
        with closing(sqlite3.connect(self.path)) as store, store:
            store.execute("INSERT INTO identifier VALUES (x'0C', 2)")
        with closed_file(self.path) as read:
            told = faults(read, "store", identified="record")
        self.assertEqual(told, ["store: identifiers: 1 wrong, 0 missing"])

    def test_what_others_may_read_is_seen(self) -> None:
        self.path.write_bytes(b"")
        self.path.chmod(0o600)
        self.assertEqual(modes_exposed(self.path.parent), [])
        self.path.chmod(0o640)
        self.assertEqual(len(modes_exposed(self.path.parent)), 1)


if __name__ == "__main__":
    unittest.main()
