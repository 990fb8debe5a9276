import unittest

import fuzzing

LOG = """\
#2	INITED cov: 10 ft: 11 corp: 1/1b exec/s: 0 rss: 30Mb
#9	NEW    cov: 1194 ft: 12 corp: 2/2b lim: 4 exec/s: 0 rss: 30Mb
Done 12345 runs in 6 second(s)
stat::number_of_executed_units: 12345
"""
CRASH = """\
#9	NEW    cov: 7 ft: 12 corp: 2/2b lim: 4 exec/s: 0 rss: 30Mb
Fuzzing/x.swift:12: Fatal error: a join is the same from both sides
artifact_prefix='f/'; Test unit written to f/join-crash-1
stat::number_of_executed_units: 9
"""


class FuzzingTests(unittest.TestCase):
    def test_a_quiet_run_held(self) -> None:
        outcome = fuzzing.parse("record", LOG, 0)
        self.assertEqual((outcome.inputs, outcome.branches, outcome.held), (12345, 1194, True))

    def test_a_kept_input_is_a_finding(self) -> None:
        outcome = fuzzing.parse("join", CRASH, 77)
        self.assertEqual((outcome.found, outcome.held), (["f/join-crash-1"], False))
        self.assertEqual(outcome.row().held, False)
        self.assertIn("a join is the same", fuzzing.reason(CRASH))

    def test_vectors_are_seeds_of_their_kind(self) -> None:
        self.assertIn("one-write", fuzzing.vectors("record"))
        self.assertIn("concurrent", fuzzing.vectors("join"))
        self.assertIn("request-trailing", fuzzing.vectors("request"))
        self.assertEqual(fuzzing.vectors("csv"), {})

    def test_a_run_that_fed_nothing_or_was_cut_off_did_not_hold(self) -> None:
        self.assertFalse(fuzzing.parse("record", "", 0).held)
        self.assertFalse(fuzzing.parse("record", LOG, -9).held)


if __name__ == "__main__":
    unittest.main()
