import sqlite3
import tempfile
import unittest
from pathlib import Path

import zstandard

import proof
from canaries import MARK
from scanner import Scanner


class ProofTests(unittest.TestCase):
    canary = MARK + "QW7RTY2P"

    def setUp(self) -> None:
        self.scan = Scanner({"QW7RTY2P"})

    def request(self, content: bytes) -> bytes:
        packed = zstandard.compress(content)
        head = b"POST /v1/exchange HTTP/1.1\r\nContent-Encoding: zstd\r\nContent-Length: %d\r\n\r\n"
        return head % len(packed) + packed

    def test_a_canary_in_a_packed_body_is_found(self) -> None:
        looked = proof.left(self.scan, [self.request(b"x" * 50), self.request(self.canary.encode())])
        self.assertGreater(looked.canaries, 0)
        self.assertIn("connection 2", looked.first)

    def test_clean_streams_are_counted_raw_and_unpacked(self) -> None:
        stream = self.request(b"status validated" * 100)
        looked = proof.left(self.scan, [stream, stream])
        self.assertEqual((looked.canaries, looked.pieces), (0, 4))
        self.assertEqual(looked.bytes, 2 * (len(stream) + 1_600))

    def test_a_canary_in_a_database_is_found_in_its_file_and_its_rows(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "hub.sqlite"
            database = sqlite3.connect(path)
            database.execute("CREATE TABLE records (state BLOB, label TEXT)")
            database.execute("INSERT INTO records VALUES (?, 'fine')", (self.canary.encode(),))
            database.commit()
            database.close()
            self.assertGreaterEqual(proof.files(self.scan, [path]).canaries, 2)

    def test_the_control_says_which_forms_are_missed(self) -> None:
        self.assertEqual(proof.control(self.scan), [])
        self.scan.find = lambda data: iter(())
        self.assertIn("base64", proof.control(self.scan))
