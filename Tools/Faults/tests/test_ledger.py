"""The ledger notices what is lost, changed, forgotten or brought back."""

import unittest

from Protocol.conformance.record import Record, Version
from Tools.Faults.copies import Copy
from Tools.Faults.folders import Folders
from Tools.Faults.ledger import Ledger

ONE, TWO, HUB = (bytes([number]) * 16 for number in (1, 2, 3))
RECORD = "aa" * 16


def copy(name: str, **registers) -> Copy:
    return Copy(name, {RECORD: Record("contract", registers)})


def erased(name: str) -> Copy:
    return Copy(name, erased={RECORD})


FIRST = {(ONE, 1): Version((), "draft")}
OTHER = {(TWO, 1): Version((), "sent")}
BOTH = FIRST | OTHER
DECIDED = {(HUB, 1): Version(((ONE, 1), (TWO, 1)), "validated")}


class LedgerTests(unittest.TestCase):
    def setUp(self) -> None:
        self.ledger = Ledger()

    def test_all_is_well_when_values_are_live_or_covered_or_erased(self) -> None:
        self.ledger.observe(copy("one", status=FIRST))
        self.ledger.observe(copy("two", status=OTHER))
        for end in (copy("hub", status=BOTH), copy("hub", status=DECIDED), erased("hub")):
            self.assertEqual(self.ledger.judge([end]), [])

    def test_it_may_be_in_any_copy(self) -> None:
        self.ledger.observe(copy("one", status=FIRST))
        self.ledger.observe(copy("two", status=OTHER))
        ends = [copy("one", status=FIRST), copy("two", status=OTHER)]
        self.assertEqual(self.ledger.judge(ends), [])

    def test_a_lost_value_is_noticed_though_all_copies_agree(self) -> None:
        self.ledger.observe(copy("one", status=BOTH))
        ends = [copy("one", status=FIRST), copy("hub", status=FIRST)]
        self.assertEqual(self.ledger.judge(ends), ["aaaaaaaa/status: the value 'sent' was lost"])

    def test_a_later_value_that_had_not_seen_it_covers_nothing(self) -> None:
        self.ledger.observe(copy("one", status=BOTH))
        later = {(HUB, 1): Version(((ONE, 1),), "validated")}
        self.assertEqual(
            self.ledger.judge([copy("hub", status=later)]),
            ["aaaaaaaa/status: the value 'sent' was lost"],
        )

    def test_a_changed_value_is_noticed(self) -> None:
        self.ledger.observe(copy("one", status=FIRST))
        changed = {(ONE, 1): Version((), "refused")}
        self.assertIn("was changed", self.ledger.judge([copy("hub", status=changed)])[0])

    def test_one_dot_is_one_value(self) -> None:
        self.ledger.observe(copy("one", status=FIRST))
        self.ledger.observe(copy("two", status={(ONE, 1): Version((), "sent")}))
        self.assertIn("two values under one dot", self.ledger.judge([copy("hub", status=FIRST)])[0])

    def test_what_was_erased_and_is_back_is_noticed(self) -> None:
        self.ledger.observe(erased("hub"))
        found = self.ledger.judge([copy("one", status=FIRST), copy("hub", status=FIRST)])
        self.assertEqual(len(found), 3)  # forgotten everywhere, and back in two copies
        self.assertIn("forgotten", found[0])
        self.assertIn("is back", found[1])

    def test_a_write_covers_only_what_it_was_shown(self) -> None:
        self.ledger.wrote(copy("one", status=FIRST), copy("one", status=DECIDED))
        self.assertIn("claims to have seen 1 values", self.ledger.objections[0])
        fair = Ledger()
        fair.wrote(copy("one", status=BOTH), copy("one", status=DECIDED))
        self.assertEqual(fair.objections, [])

    def test_a_write_covers_what_the_same_opening_wrote_before(self) -> None:
        twice = FIRST | {(TWO, 2): Version(((TWO, 1),), "sent")}
        self.ledger.wrote(copy("one", status=FIRST), copy("one", status=twice))
        self.assertEqual(self.ledger.objections, [])

    def test_a_write_under_an_older_name_covers_only_what_was_there(self) -> None:
        before = copy("one", decision={(TWO, 7): Version((), "pending")}, status=FIRST)
        after = copy(
            "one", decision={(TWO, 7): Version((), "pending")},
            status=FIRST | {(TWO, 2): Version(((TWO, 1),), "sent")},
        )
        self.ledger.wrote(before, after)
        self.assertIn("claims to have seen 1 values", self.ledger.objections[0])

    def test_a_write_covers_what_the_case_files_remember_of_newer_summaries(self) -> None:
        folders = Folders()
        folders.were_shown(copy("one", status=BOTH))
        older = folders.copied()
        folders.were_shown(copy("one", decision=OTHER))
        self.ledger.wrote(copy("one", status=FIRST), copy("one", status=DECIDED), folders.shown)
        self.assertEqual(self.ledger.objections, [])
        # Of that register, and not what was only beside newer case files.
        covering = {(HUB, 2): Version(((TWO, 1),), "validated")}
        self.ledger.wrote(copy("one"), copy("one", decision=covering), older.shown)
        self.assertIn("claims to have seen 1 values", self.ledger.objections[0])

    def test_after_files_were_put_back_only_what_a_copy_holds_is_owed(self) -> None:
        self.ledger.observe(copy("one", status=BOTH))
        self.ledger.observe(erased("hub"))
        self.ledger.keep_only([copy("one", status=FIRST)])
        self.assertEqual(self.ledger.judge([copy("one", status=FIRST)]), [])


if __name__ == "__main__":
    unittest.main()
