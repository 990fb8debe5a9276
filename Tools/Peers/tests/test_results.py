"""Ratios hold within a repetition, and medians say their spread."""

import unittest

from peer import Measure
from results import Results, Sample
from spread import Spread, number


def results(*samples: tuple[str, int, float]) -> Results:
    """Of first syncs: peer, repetition, seconds."""
    found = Results()
    for peer, repetition, seconds in samples:
        found.add(Sample(peer, "first-sync", 10, repetition, None, Measure(seconds)))
    return found


class ResultsTests(unittest.TestCase):
    def test_a_ratio_is_taken_within_each_repetition(self) -> None:
        # The machine was twice as slow in the second: the ratio is the same.
        found = results(("a", 0, 1.0), ("b", 0, 4.0), ("a", 1, 2.0), ("b", 1, 8.0))
        ratio = found.ratio(("a", "first-sync", 10), ("b", "first-sync", 10))
        self.assertEqual(ratio, Spread((0.25, 0.25)))

    def test_a_repetition_that_one_of_them_missed_is_left_out(self) -> None:
        found = results(("a", 0, 1.0), ("a", 1, 2.0), ("b", 1, 4.0))
        ratio = found.ratio(("a", "first-sync", 10), ("b", "first-sync", 10))
        self.assertEqual(ratio, Spread((0.5,)))

    def test_nothing_measured_is_no_ratio(self) -> None:
        found = results(("a", 0, 1.0))
        self.assertIsNone(found.ratio(("a", "first-sync", 10), ("b", "first-sync", 10)))
        self.assertIsNone(found.seconds("b", "first-sync", 10))


class SpreadTests(unittest.TestCase):
    def test_it_says_the_median_the_least_and_the_greatest(self) -> None:
        self.assertEqual(Spread((3.0, 1.0, 2.0)).text(" s"), "2.00 s (1.00 to 3.00)")
        self.assertEqual(Spread((0.5,)).text(), "0.500 (once)")

    def test_numbers_have_three_digits_that_count(self) -> None:
        shown = [number(value) for value in (0, 0.01234, 1.5, 12.34, 1234.5, 1e6)]
        self.assertEqual(shown, ["0", "0.0123", "1.50", "12.3", "1,234", "1,000,000"])
