import unittest
from dataclasses import replace

import evidence
from evidence import Run, StepRun
from rows import Row


class EvidenceTests(unittest.TestCase):
    run_facts = Run(
        {"Processor": "A | B", "Cores": "2"},
        [
            StepRun("model", "2026-01-02 03:04 UTC", "abc1234", True, 61.2, 0.04),
            StepRun("fuzz", "2026-01-02 03:05 UTC", "abc1234", False, 1500.0, 1.96),
        ])

    def page(self, *made: Row, plot: str | None = None) -> str:
        self.run_facts.plot = plot
        return evidence.markdown(self.run_facts, made)

    def test_the_page_says_when_and_where(self) -> None:
        page = self.page(Row("wire", "a", "b", "c", "d", True))
        self.assertIn("In all 1 held", page)
        self.assertIn("| Processor | A \\| B |", page)
        self.assertIn("| model | long | 2026-01-02 03:04 UTC | abc1234 | 61 s | 0.0 |", page)
        self.assertIn("| fuzz | short | 2026-01-02 03:05 UTC | abc1234 | 1,500 s | 2.0 |", page)

    def test_steps_that_did_not_run_in_one_go_are_said_to_be_so(self) -> None:
        self.assertNotIn("one by one", self.page())
        one, other = self.run_facts.steps
        apart = Run({}, [one, replace(other, commit="def5678", load=None)])
        page = evidence.markdown(apart, [])
        self.assertIn("page. Its steps ran one by one, of 2 commits: each says of which. ", page)
        self.assertIn("The tools of fuzz were run by themselves", page)

    def test_rows_are_a_table_under_their_group(self) -> None:
        page = self.page(Row("wire", "a|b", "c\nd", "e", None, False), Row("faults", "f", "g", "h"))
        self.assertIn("| a\\|b | c d | e | – | **no** |", page)
        self.assertLess(page.index("## Faults"), page.index("## Bytes on the wire"))
        # A table's lines follow each other, or Markdown ends it.
        lines = page.split("\n")
        place = lines.index("| f | g | h | – | – |")
        self.assertEqual(lines[place - 1], "| --- | --- | --- | --- | --- |")
        self.assertEqual(lines[place + 1], "")

    def test_the_peers_stand_with_the_speed(self) -> None:
        report = "# Speed\n\n## Beside peers\n\n| a |\n\n## Other\n\nx\n\n## How it was measured\n\nb\n"
        self.run_facts.peers = evidence.peers_of(report)
        page = self.page(Row("speed", "a", "b", "c"), Row("wire", "d", "e", "f"))
        speed, wire = page.split("## Bytes on the wire")
        self.assertIn("### Beside peers\n\n| a |\n\n### How it was measured\n\nb\n", speed)
        self.assertNotIn("### Beside peers", wire)
        self.assertNotIn("## Other", page)

    def test_the_plot_stands_with_growth_and_only_when_there_is_one(self) -> None:
        growth = Row("growth", "a", "b", "c")
        self.assertIn("](evidence-growth.svg)", self.page(growth, plot="evidence-growth.svg"))
        self.assertNotIn("![", self.page(growth))


if __name__ == "__main__":
    unittest.main()
