import tempfile
import unittest
from pathlib import Path

import sanitizing

QUIET = "✔ Test \"a\" passed after 1 s.\n✔ Test run with 1,086 tests in 70 suites passed after 9 s.\n"
FAILED = (
    "✘ Test \"a b\" recorded an issue at X.swift:1:2: Expectation failed\n"
    "✘ Test \"a b\" failed after 1 s with 1 issue.\n"
    "✘ Test run with 2 tests in 1 suite failed after 1 s with 1 issue.\n")


class SanitizingTests(unittest.TestCase):
    def test_a_quiet_run_held(self) -> None:
        outcome = sanitizing.parse("thread", QUIET, 0, 0, 9)
        self.assertEqual((outcome.tests, outcome.failed, outcome.held), (1086, 0, True))
        self.assertEqual(outcome.row().result, "no reports")

    def test_a_report_a_failure_and_a_run_without_tests_did_not_hold(self) -> None:
        self.assertFalse(sanitizing.parse("thread", QUIET, 1, 66, 9).held)
        failed = sanitizing.parse("address", FAILED, 0, 1, 9)
        self.assertEqual((failed.failed, failed.held), (1, False))
        self.assertFalse(sanitizing.parse("address", "", 0, 0, 9).held)

    def test_reports_of_all_processes_are_counted(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "report.1").write_text("WARNING: ThreadSanitizer: data race\n" * 2)
            (folder / "report.77").write_text("x\nWARNING: ThreadSanitizer: data race\n")
            self.assertEqual(sanitizing.count("thread", folder), 3)


if __name__ == "__main__":
    unittest.main()
