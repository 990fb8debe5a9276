import tempfile
import unittest
from pathlib import Path

from machine import cold_memory


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
