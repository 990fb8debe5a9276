"""The network between offices and the hub: one line for each office, which records every byte.

Each line listens on a port of its own on the loopback interface and passes bytes on to the hub.
It can be cut, as networks are, and restored on the same port.
"""

from __future__ import annotations

import socket
import threading
from pathlib import Path

CHUNK_BYTES = 64 * 1024


class Line:
    """One office's line. Each connection is recorded in two files: `….up` and `….down`."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder / name
        self._folder.mkdir(parents=True)
        self._lock = threading.Lock()
        self._connections = 0
        self._open: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self._hub: tuple[str, int] | None = None
        self._threads: list[threading.Thread] = []
        # The port is taken now and kept, by a socket that never listens, so that nobody else on this
        # machine gets it while the line is cut: an office is told an address that never changes.
        self._reservation = _bound(0)
        self.port: int = self._reservation.getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def restore(self, hub_port: int) -> None:
        """Lets connections through to the hub."""
        self._hub = ("127.0.0.1", hub_port)
        if self._listener is None:
            self._listener = _bound(self.port)
            self._listener.listen()
        self._start(self._accept, self._listener)

    def cut(self) -> None:
        """Ends all connections and refuses new ones."""
        with self._lock:
            ending, self._open = self._open, set()
            if self._listener:
                ending.add(self._listener)
            self._listener = None
        for connection in ending:
            _end(connection)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def close(self) -> None:
        """Cuts the line for good and gives its port back."""
        self.cut()
        self._reservation.close()

    def captures(self, direction: str) -> list[bytes]:
        """What passed in one direction, `up` or `down`, by connection. Cut the line first."""
        return [path.read_bytes() for path in sorted(self._folder.glob(f"*.{direction}"))]

    def _start(self, work, *arguments) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                office, _ = listener.accept()
            except OSError:
                return
            try:
                hub = socket.create_connection(self._hub)
            except OSError:
                office.close()
                continue
            for end in (office, hub):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                if self._listener is not listener:
                    _end(office)
                    _end(hub)
                    return
                self._connections += 1
                self._open |= {office, hub}
                record = self._folder / f"{self._connections:04}"
                self._start(self._pass, office, hub, record.with_suffix(".up"))
                self._start(self._pass, hub, office, record.with_suffix(".down"))

    def _pass(self, source: socket.socket, target: socket.socket, record: Path) -> None:
        """Records each chunk before it is passed on, so that nothing passes unrecorded."""
        with open(record, "wb", buffering=0) as file:
            try:
                while chunk := source.recv(CHUNK_BYTES):
                    file.write(chunk)
                    target.sendall(chunk)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                _end(source)
                _end(target)


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()


def _bound(port: int) -> socket.socket:
    """A socket on the loopback interface; two may share a port while at most one listens."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound
