import unittest

import table
from rows import Row


def row(**words: object) -> Row:
    whole = {"group": "faults", "claim": "nothing is lost", "tried": "9 kills", "result": "9 fine"}
    return Row(**(whole | words))


class TableTests(unittest.TestCase):
    def test_a_row_has_all_its_cells(self) -> None:
        text = table.table([row(aim="none lost", held=True)], 100)
        self.assertRegex(text, r"nothing is lost +9 kills +9 fine +none lost +yes\n?$")

    def test_groups_come_in_their_order_each_once(self) -> None:
        made = [row(group="speed", claim="b"), row(claim="a"), row(group="speed", claim="c")]
        text = table.table(made, 100)
        places = [text.index(word) for word in ("FAULTS ON", "\na ", "SPEED BESIDE", "\nb ", "\nc ")]
        self.assertEqual(places, sorted(places))
        self.assertEqual(text.count("SPEED BESIDE"), 1)
        self.assertNotIn("MEMORY", text)

    def test_no_line_is_wider_than_asked_and_no_word_is_lost(self) -> None:
        words = " ".join(f"word{number}" for number in range(60)) + " " + "x" * 150
        made = [row(claim=words, tried=words, result=words, aim=words, held=False)]
        for width in (100, 110, 120):
            text = table.table(made, width)
            self.assertLessEqual(max(map(len, text.splitlines())), width)
            self.assertEqual(text.count("word59"), 4)
            self.assertEqual(text.count("x"), 4 * 150 + text.split("─")[0].count("x"))

    def test_what_did_not_hold_stands_out(self) -> None:
        self.assertIn("NO", table.table([row(held=False)], 100))
        self.assertIn("–", table.table([row()], 100))

    def test_the_summary_counts(self) -> None:
        made = [row(held=True), row(held=True), row(held=False), row()]
        self.assertEqual(
            table.summary(made), "2 held, 1 did not, 1 without an aim or not tried")


if __name__ == "__main__":
    unittest.main()
