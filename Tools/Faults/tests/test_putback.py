"""What the dossiers must hold once an old copy of them is put back."""

import unittest

from Tools.Faults.folders import Folder, Folders
from Tools.Faults.putback import as_of

STATE = {"fields": {"family-name": "Ka"}, "records": {}}


def folders(*held: Folder) -> Folders:
    made = Folders()
    for folder in held:
        made.add(folder)
    return made


class PutBackTests(unittest.TestCase):
    def test_a_folder_is_as_it_was_in_the_copy(self) -> None:
        now = folders(Folder("Ka", {"fields": {"family-name": "Ka", "address": "1"}, "records": {}}))
        self.assertEqual(as_of(folders(Folder("Ka", STATE)), now).of["Ka"].states, [STATE])

    def test_a_folder_that_is_younger_than_the_copy_is_gone(self) -> None:
        self.assertEqual(as_of(folders(), folders(Folder("Ka", STATE))).of["Ka"].states, [None])

    def test_a_folder_that_an_older_copy_took_away_comes_back_with_a_younger_one(self) -> None:
        younger = folders(Folder("Ka", STATE))
        after_older = as_of(folders(), younger.copied())
        self.assertEqual(as_of(younger, after_older).of["Ka"].states, [STATE])

    def test_who_was_erased_stays_erased_whatever_is_put_back(self) -> None:
        erased = Folder("Ka", STATE)
        erased.happened(lambda _: None)
        older = folders(Folder("Ka", STATE))
        self.assertEqual(as_of(older.copied(), folders(erased)).of["Ka"].states, [None])
        between = as_of(folders(), folders(erased))
        self.assertEqual(as_of(older, between).of["Ka"].states, [None])


if __name__ == "__main__":
    unittest.main()
