"""Each aim is judged on the median, and a lost value is found."""

import unittest
from pathlib import Path
from unittest import mock

from claims import FLOOR_FAST, FLOOR_OURS, LORO, OURS, SESSION, Claims
from peer import CONFLICTS, EDITS, FIRST_SYNC, LOCAL_EDITS, QUIET, Measure
from results import Results, Sample
from workload import Workload

RECORDS, COUNT = 1000, 10


def ours(push: float, pull: float) -> Measure:
    return Measure(
        push + pull,
        parts={"push": push, "pull": pull, "inside": push + pull},
        sent_bytes=20_000,
        received_bytes=16_000,
        peak_bytes={"office that sends": 60 << 20, "office that receives": 1, "hub": 70 << 20},
    )


def rows(
    shown: int = COUNT, lost: int = 0, *, slow: float = 1.0, loro_bytes: int = 100
) -> dict[str, bool | None]:
    """The verdicts of one repetition, by the beginnings of the claims. `slow` is ours alone."""
    results = Results()
    measures = [
        (OURS, FIRST_SYNC, ours(1.4 * slow, 1.4 * slow)),
        (OURS, EDITS, Measure(0.1 * slow, sent_bytes=300, received_bytes=250)),
        (OURS, CONFLICTS, Measure(0.1 * slow, shown=shown, lost=lost)),
        (OURS, LOCAL_EDITS, Measure(1.0 * slow)),
        (FLOOR_OURS, FIRST_SYNC, Measure(1.0)),
        (FLOOR_OURS, LOCAL_EDITS, Measure(1.0)),
        (FLOOR_FAST, FIRST_SYNC, Measure(0.5)),
        (FLOOR_FAST, LOCAL_EDITS, Measure(0.5)),
        (SESSION, FIRST_SYNC, Measure(3.5)),
        (SESSION, EDITS, Measure(0.2, sent_bytes=400)),
        (SESSION, CONFLICTS, Measure(0.2, told=COUNT, shown=0, lost=COUNT)),
        (LORO, EDITS, Measure(0.1, sent_bytes=loro_bytes)),
    ]
    for peer, case, measure in measures:
        results.add(Sample(peer, case, RECORDS, 0, 0.0, measure))
    workload = Workload(Path("nowhere"), RECORDS, COUNT)
    with (
        mock.patch.object(Workload, "text_bytes", 20_000),
        mock.patch.object(Workload, "column_bytes", 10_000),
    ):
        claims = Claims(results, workload, None)
        verdicts = {row.claim: row.held for row in claims.rows}
    verdicts["lost something"] = claims.lost_something
    return verdicts


class ClaimsTests(unittest.TestCase):
    def test_aims_that_are_met_and_those_that_are_not(self) -> None:
        self.assertEqual(
            rows(),
            {
                "A first sync of 1,000 contracts through the real hub beside the session "
                "extension": True,
                # It wasn't there.
                "A first sync of 1,000 contracts through the real hub beside doltlite through "
                "its remote": None,
                "The push of it beside one plain upsert of the rows": True,
                "The pull of it beside one plain upsert of the rows": True,
                "10 edited fields synced on 1,000 contracts, beside the session extension": True,
                "The same edits take no longer on a large store": None,
                "A sync with nothing to say, the program's start and end included, takes no "
                "longer on a large store": None,
                "10 fields edited at both ends: each shown to a person, none lost": True,
                "The sync of them, three programs' runs, beside the session extension, which "
                "keeps one value of each": True,
                "One local edit beside one plain update of as durable a table": True,
                # 20 and 16 kB where the text is 20 kB.
                "Bytes sent in a first sync, beside the same values as text by zstd -3": False,
                "Bytes received in a first sync, beside the same values as text by zstd -3": True,
                "Bytes sent of one edited field, fewer than loro's": False,
                "Bytes received of one edited field, fewer than loro's": False,
                "Most memory of the office that sends in a first sync of 1,000 contracts": True,
                "Most memory of the office that receives in a first sync of 1,000 contracts": True,
                "Most memory of the hub in a first sync of 1,000 contracts": False,
                "lost something": False,
            },
        )

    def test_what_a_large_store_may_cost(self) -> None:
        for edits, quiet, held in ((0.11, 0.06, (True, True)), (0.12, 0.08, (False, False))):
            results = Results()
            for case, small, large in ((EDITS, 0.1, edits), (QUIET, 0.05, quiet)):
                for records, seconds in ((RECORDS, small), (10 * RECORDS, large)):
                    results.add(Sample(OURS, case, records, 0, 0.0, Measure(seconds)))
            small = Workload(Path("nowhere"), RECORDS, COUNT)
            claims = Claims(results, small, Workload(Path("nowhere"), 10 * RECORDS, COUNT))
            verdicts = {row.claim: row.held for row in claims._large_store()}
            self.assertEqual(
                verdicts,
                {
                    "The same edits on 10,000 contracts take no longer": held[0],
                    "A sync with nothing to say, the program's start and end included, takes no "
                    "longer on 10,000 contracts": held[1],
                },
            )

    def test_as_many_bytes_as_loro_are_not_fewer(self) -> None:
        # 300 are sent of ours, and 250 received.
        for loro, sent, received in ((301, True, True), (300, False, True), (250, False, False)):
            verdicts = rows(loro_bytes=loro)
            self.assertIs(verdicts["Bytes sent of one edited field, fewer than loro's"], sent)
            self.assertIs(
                verdicts["Bytes received of one edited field, fewer than loro's"], received)

    def test_a_slow_engine_meets_no_aim_of_speed_and_breaks_no_promise(self) -> None:
        verdicts = rows(slow=10)
        met = [claim for claim, held in verdicts.items() if held]
        self.assertEqual(
            met,
            [
                "10 fields edited at both ends: each shown to a person, none lost",
                "Bytes received in a first sync, beside the same values as text by zstd -3",
                "Most memory of the office that sends in a first sync of 1,000 contracts",
                "Most memory of the office that receives in a first sync of 1,000 contracts",
            ],
        )

    def test_one_value_lost_is_a_broken_promise(self) -> None:
        verdicts = rows(lost=1)
        claim = "10 fields edited at both ends: each shown to a person, none lost"
        self.assertEqual((verdicts[claim], verdicts["lost something"]), (False, True))

    def test_one_conflict_not_shown_is_a_broken_promise(self) -> None:
        verdicts = rows(shown=COUNT - 1)
        claim = "10 fields edited at both ends: each shown to a person, none lost"
        self.assertEqual((verdicts[claim], verdicts["lost something"]), (False, True))
