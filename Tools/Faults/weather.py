"""A cable between two network namespaces, and the weather on it: packets lost, late, out of order,
twice, damaged, or none at all.

Each end is a TUN device, and this program carries the packets: what `tc netem` does, on kernels that
were built without it too. Needs root.
"""

from __future__ import annotations

import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

HUB_ADDRESS = "10.93.0.1"
OFFICES_ADDRESS = "10.93.0.2"

PACKET_BYTES = 65_536
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


@dataclass(frozen=True)
class Weather:
    """Shares are of packets, in each direction."""

    lost: float = 0
    delay: float = 0
    """Seconds."""
    jitter: float = 0
    """Seconds more or less: packets overtake each other."""
    twice: float = 0
    damaged: float = 0
    bytes_per_second: float = 0
    """0: no limit."""


FAIR = Weather()


class Cable:
    """Two namespaces, and a thread that carries packets between them."""

    def __init__(self, seed: int) -> None:
        self.hub_space = f"secteur-hub-{os.getpid()}"
        self.office_space = f"secteur-off-{os.getpid()}"
        self.weather = FAIR
        self.is_cut = False
        self.carried = self.harmed = 0
        self._part_at: int | None = None
        self._seed = random.Random(seed)
        self._ends: list[int] = []
        self._queue: list[tuple[float, int, int, bytes]] = []
        self._free_at = [0.0, 0.0]
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def entering(self, space: str) -> tuple[str, ...]:
        return ("ip", "netns", "exec", space)

    def lay(self) -> None:
        for number, (space, address) in enumerate(
            ((self.hub_space, HUB_ADDRESS), (self.office_space, OFFICES_ADDRESS))
        ):
            name = f"sec{number}x{os.getpid() % 100_000}"
            self._ends.append(_device(name))
            ip("netns", "add", space)
            ip("link", "set", name, "netns", space)
            ip("-n", space, "link", "set", "lo", "up")
            ip("-n", space, "addr", "add", f"{address}/24", "dev", name)
            ip("-n", space, "link", "set", name, "up")
        self._thread.start()

    def clear_away(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()
        for end in self._ends:
            os.close(end)
        for space in (self.hub_space, self.office_space):
            subprocess.run(["ip", "netns", "del", space], capture_output=True)

    def cut(self, seconds: float) -> None:
        """Nothing passes for so long, and what was on its way is lost."""
        self.part()
        time.sleep(seconds)
        self.mend()

    def part(self, after: int = 0) -> None:
        """Nothing passes any more, once so many packets were carried from now on."""
        self._part_at = self.carried + after
        self.is_cut = after == 0

    def mend(self) -> None:
        self._part_at = None
        self.is_cut = False

    def _carry(self) -> None:
        while not self._ending.is_set():
            now = time.monotonic()
            wait = min(0.05, max(0.0, self._queue[0][0] - now)) if self._queue else 0.05
            for end in select.select(self._ends, [], [], wait)[0]:
                self._take(self._ends.index(end))
            while self._queue and self._queue[0][0] <= time.monotonic():
                _, _, to, packet = heapq.heappop(self._queue)
                if self.is_cut:
                    self.harmed += 1
                else:
                    self._give(to, packet)

    def _take(self, number: int) -> None:
        try:
            packet = os.read(self._ends[number], PACKET_BYTES)
        except OSError:
            return
        weather, seed = self.weather, self._seed
        self.carried += 1
        if self._part_at is not None and self.carried > self._part_at:
            self.is_cut = True
        if self.is_cut or seed.random() < weather.lost:
            self.harmed += 1
            return
        if seed.random() < weather.damaged:
            self.harmed += 1
            place = seed.randrange(20, len(packet)) if len(packet) > 20 else 0
            packet = packet[:place] + bytes([packet[place] ^ 1 << seed.randrange(8)]) + packet[place + 1:]
        for _ in range(2 if seed.random() < weather.twice else 1):
            due = time.monotonic() + weather.delay + weather.jitter * (2 * seed.random() - 1)
            if weather.bytes_per_second:
                begin = max(due, self._free_at[number])
                due = self._free_at[number] = begin + len(packet) / weather.bytes_per_second
            heapq.heappush(self._queue, (due, self.carried, self._ends[1 - number], packet))

    def _give(self, to: int, packet: bytes) -> None:
        try:
            os.write(to, packet)
        except OSError:  # an end that is going away
            self.harmed += 1


@contextmanager
def cable(seed: int) -> Iterator[Cable]:
    made = Cable(seed)
    try:
        made.lay()
        yield made
    finally:
        made.clear_away()


def _device(name: str) -> int:
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_CLOEXEC)
    request = struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI)
    fcntl.ioctl(descriptor, _TUNSETIFF, request)
    return descriptor


def ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise OSError(f"ip {' '.join(words)}: {done.stderr}")
