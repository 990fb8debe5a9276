import json
import tempfile
import unittest
from pathlib import Path

from machine import cold_memory, packages


class MachineTests(unittest.TestCase):
    def test_a_kernel_that_pages_cold_memory_out_is_told(self) -> None:
        for state, action, told in (
            ("on", "pageout", True), ("off", "pageout", False), ("on", "stat", False),
        ):
            with tempfile.TemporaryDirectory() as folder:
                daemon = Path(folder) / "0"
                scheme = daemon / "contexts/0/schemes/0"
                scheme.mkdir(parents=True)
                (daemon / "state").write_text(f"{state}\n", "utf-8")
                (scheme / "action").write_text(f"{action}\n", "utf-8")
                self.assertEqual(cold_memory(Path(folder)) != "", told)

    def test_most_systems_have_no_such_daemon(self) -> None:
        self.assertEqual(cold_memory(Path("/nowhere")), "")

    def test_the_packages_are_those_that_were_settled(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "Package.resolved"
            self.assertEqual(packages(file), "")
            pins = [
                {"identity": name, "state": {"version": version, "revision": "0"}}
                for name, version in (("grdb.swift", "7.10.0"), ("yams", "6.2.2"))
            ]
            file.write_text(json.dumps({"pins": pins}), "utf-8")
            self.assertEqual(packages(file), "grdb.swift 7.10.0, yams 6.2.2")
