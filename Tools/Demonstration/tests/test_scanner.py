import os
import unittest

import scanner
from canaries import MARK
from scanner import Scanner


class ScannerTests(unittest.TestCase):
    canary = MARK + "QW7RTY2P"

    def setUp(self) -> None:
        self.scanner = Scanner({"QW7RTY2P"})

    def test_a_canary_is_found_in_every_form(self) -> None:
        for name, data in scanner.hidden(self.canary).items():
            with self.subTest(name):
                self.assertGreater(self.scanner.count(data), 0)
                self.assertGreater(self.scanner.count(os.urandom(101) + data), 0)

    def test_half_escaped_text_is_found_too(self) -> None:
        self.assertGreater(self.scanner.count(b"c%61n%41ri%2Dxxxx"), 0)
        self.assertGreater(self.scanner.count(rb"C\u0041NARI"), 0)

    def test_other_bytes_hold_none(self) -> None:
        self.assertEqual(self.scanner.count(os.urandom(1_000_000)), 0)
        text = "Le canal de Carigan, un canard, CANA RI, QW7RTY2, validated, housing" * 100
        self.assertEqual(self.scanner.count(text.encode()), 0)

    def test_what_was_looked_at_is_counted(self) -> None:
        list(self.scanner.find(b"12345"))
        self.assertEqual(self.scanner.scanned_bytes, 5)
