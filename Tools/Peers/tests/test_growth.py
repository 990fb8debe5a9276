"""What grows is told from what doesn't, and the plot can be read."""

import unittest
from xml.etree import ElementTree

from growth import Growth
from plot import Line, svg

SIZES = [1_000, 10_000, 100_000]


def point(step: str, records: int, seconds: float, files: str = "memory") -> dict:
    return {"step": step, "records": records, "files": files, "measure": {"seconds": seconds}}


def grown(**seconds: list[float]) -> Growth:
    """A growth in which all steps but those given take as long as they should."""
    flat = ("edits", "sync_edits", "noop", "conflict_page")
    in_memory = {step: [0.1] * len(SIZES) for step in flat}
    in_memory |= {step: [size * 1e-5 for size in SIZES] for step in ("first_push", "first_pull")}
    on_disk = {f"{step}_on_disk": [0.2] * len(SIZES) for step in ("edits", "sync_edits")}
    points = [
        point(
            step.removesuffix("_on_disk").replace("_", "-"), size, value,
            "disk" if step.endswith("_on_disk") else "memory",
        )
        for step, values in (in_memory | on_disk | seconds).items()
        for size, value in zip(SIZES, values, strict=True)
    ]
    return Growth(points)


def not_held(growth: Growth) -> list[str]:
    return [row.claim for row in growth.rows if not row.held]


class GrowthTests(unittest.TestCase):
    def test_all_is_as_it_should_be(self) -> None:
        self.assertEqual(not_held(grown()), [])
        self.assertEqual(len(grown().rows), 8)

    def test_a_quiet_sync_that_grows_is_found(self) -> None:
        self.assertEqual(
            not_held(grown(noop=[0.1, 0.12, 0.16])), ["A sync with nothing to say costs the same"]
        )

    def test_what_grows_with_its_files_on_the_disk_is_told_from_what_does_in_memory(self) -> None:
        self.assertEqual(
            not_held(grown(sync_edits_on_disk=[0.1, 0.2, 0.4])),
            ["So does one whose ends read from the disk first"],
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
            point(step.removesuffix(" on disk"), 10_000, 1.0, files)
            for step in grown().seconds
            for files in ("memory", "disk")
        ]
        self.assertEqual({row.held for row in Growth(points).rows}, {None})

    def test_the_median_of_repetitions_counts(self) -> None:
        points = [point("noop", 1000, value) for value in (0.1, 9.0, 0.2)]
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
