import subprocess
import sys
import unittest

import memory
from canaries import MARK
from scanner import Scanner

HOLDER = """
import sys
word = sys.stdin.readline().encode("utf-16-le")
print("ready", flush=True)
sys.stdin.readline()
"""


class MemoryTests(unittest.TestCase):
    def test_what_a_program_holds_is_in_its_image(self) -> None:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.addCleanup(lambda: (holder.stdin.close(), holder.stdout.close(), holder.wait()))
        holder.stdin.write(f"{MARK}QW7RTY2P\n")
        holder.stdin.flush()
        holder.stdout.readline()
        scan = Scanner({"QW7RTY2P"})
        found = {f.form for _, data in memory.image(holder.pid) for f in scan.find(data)}
        self.assertIn("utf-16", found)
        self.assertGreater(scan.scanned_bytes, 1_000_000)
