"""What grows is told from what doesn't, and the plot can be read."""

import unittest
from xml.etree import ElementTree

from growth import Growth
from plot import Line, svg

SIZES = [1_000, 10_000, 100_000]


def grown(**seconds: list[float]) -> Growth:
    """A growth in which all steps but those given take as long as they should."""
    flat = ["edits", "sync-edits", "noop", "conflict-page"]
    usual = {step.replace("-", "_"): [0.1] * len(SIZES) for step in flat}
    usual |= {step: [size * 1e-5 for size in SIZES] for step in ("first_push", "first_pull")}
    points = [
        {"step": step.replace("_", "-"), "records": size, "measure": {"seconds": value}}
        for step, values in (usual | seconds).items()
        for size, value in zip(SIZES, values, strict=True)
    ]
    return Growth(points)


def not_held(growth: Growth) -> list[str]:
    return [row.claim for row in growth.rows if not row.held]


class GrowthTests(unittest.TestCase):
    def test_all_is_as_it_should_be(self) -> None:
        self.assertEqual(not_held(grown()), [])
        self.assertEqual(len(grown().rows), 6)

    def test_a_quiet_sync_that_grows_is_found(self) -> None:
        self.assertEqual(
            not_held(grown(noop=[0.1, 0.12, 0.16])), ["A sync with nothing to say costs the same"]
        )

    def test_a_first_pull_that_grows_faster_than_its_contracts_is_found(self) -> None:
        self.assertEqual(
            not_held(grown(first_pull=[0.01, 0.1, 1.6])),
            ["A first pull takes time in proportion to the contracts"],
        )

    def test_what_any_sync_costs_does_not_count_against_a_small_one(self) -> None:
        self.assertEqual(not_held(grown(first_pull=[0.05, 0.1, 1.0])), [])

    def test_one_size_shows_nothing(self) -> None:
        points = [
            {"step": step, "records": 10_000, "measure": {"seconds": 1.0}}
            for step in grown().seconds
        ]
        self.assertEqual({row.held for row in Growth(points).rows}, {None})

    def test_the_median_of_repetitions_counts(self) -> None:
        points = [
            {"step": "noop", "records": 1000, "measure": {"seconds": value}}
            for value in (0.1, 9.0, 0.2)
        ]
        self.assertEqual(Growth(points).seconds, {"noop": {1000: 0.2}})


class PlotTests(unittest.TestCase):
    def test_it_is_xml_with_every_name_and_point(self) -> None:
        picture = ElementTree.fromstring(grown().plot)
        texts = [element.text for element in picture.iterfind(".//{*}text")]
        for name in ("first push", "first pull", "sync of nothing", "1k", "100k"):
            self.assertIn(name, texts)
        self.assertEqual(len(list(picture.iterfind(".//{*}circle"))), 6 * len(SIZES))

    def test_names_of_lines_that_end_together_do_not_cover_each_other(self) -> None:
        lines = [Line(f"line {n}", [(1, 1.0), (10, 1.0)]) for n in range(6)]
        picture = ElementTree.fromstring(svg("t", "x", "y", lines))
        places = sorted(
            float(element.get("y"))
            for element in picture.iterfind(".//{*}text")
            if (element.text or "").startswith("line ")
        )
        gaps = [after - before for before, after in zip(places, places[1:], strict=False)]
        self.assertGreaterEqual(min(gaps), 15.9)
        self.assertLess(places[-1], 440)
