"""The network between offices and the hub: one line for each office, which records every byte.

Each line listens on a port of its own on the loopback interface and passes bytes on to the hub.
It can be cut, as networks are, and restored on the same port. Where office and hub speak TLS, a
line ends it on either side with their own keys, which nobody else has, and records what was inside.
"""

from __future__ import annotations

import select
import socket
import ssl
import threading
from dataclasses import dataclass
from pathlib import Path

CHUNK_BYTES = 64 * 1024
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Identity:
    """A key and the certificate that goes with it, as files."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class Ends:
    """What a line needs to be the hub for the office, and the office for the hub."""

    authority: Path
    hub: Identity
    office: Identity

    def of_office(self, office: socket.socket) -> ssl.SSLSocket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.hub.certificate, self.hub.key)
        context.load_verify_locations(self.authority)
        context.verify_mode = ssl.CERT_OPTIONAL
        return context.wrap_socket(office, server_side=True)

    def of_hub(self, hub: socket.socket, is_known: bool) -> ssl.SSLSocket:
        """The line shows the office's certificate when the office showed it."""
        return self.as_office(is_known).wrap_socket(hub, server_hostname="127.0.0.1")

    def as_office(self, is_known: bool) -> ssl.SSLContext:
        """How the office, or somebody without its certificate, meets the hub."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_verify_locations(self.authority)
        if is_known:
            context.load_cert_chain(self.office.certificate, self.office.key)
        return context


class Line:
    """One office's line. Each connection is recorded in two files: `….up` and `….down`."""

    def __init__(self, name: str, folder: Path, ends: Ends | None = None) -> None:
        self.name = name
        self.ends = ends
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
        return f"{'https' if self.ends else 'http'}://127.0.0.1:{self.port}"

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

    @property
    def recorded_bytes(self) -> int:
        """So far, of what the office sent."""
        return sum(path.stat().st_size for path in self._folder.glob("*.up"))

    def captures(self, direction: str) -> list[bytes]:
        """What passed in one direction, `up` or `down`, by connection: so far, unless the line is cut."""
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
                self._start(self._carry, office, hub, record)

    def _carry(self, office: socket.socket, hub: socket.socket, record: Path) -> None:
        """One connection from its beginning to its end."""
        with (
            open(record.with_suffix(".up"), "wb", buffering=0) as up,
            open(record.with_suffix(".down"), "wb", buffering=0) as down,
        ):
            try:
                if self.ends:
                    office.settimeout(PATIENCE_SECONDS)
                    hub.settimeout(PATIENCE_SECONDS)
                    office = self.ends.of_office(office)
                    hub = self.ends.of_hub(hub, is_known=bool(office.getpeercert()))
                    with self._lock:
                        self._open |= {office, hub}
                _pass_on({office: (hub, up), hub: (office, down)})
            except (OSError, ValueError):  # ValueError: the line was cut, and a socket closed
                pass
            finally:
                _end(office)
                _end(hub)


def _pass_on(ways: dict) -> None:
    """Passes on what comes from either end until both have ended.

    Each chunk is recorded before it is passed on, so that nothing passes unrecorded.
    """
    while ways:
        ready = [source for source in ways if _has_more(source)]
        for source in ready or select.select(list(ways), [], [])[0]:
            target, record = ways[source]
            chunk = _chunk(source)
            if chunk is None:
                continue
            record.write(chunk)
            target.settimeout(PATIENCE_SECONDS)
            if chunk:
                target.sendall(chunk)
            elif isinstance(target, ssl.SSLSocket):
                return  # TLS has no half-closed connection that HTTP would need
            else:
                target.shutdown(socket.SHUT_WR)
                del ways[source]


def _has_more(source: socket.socket) -> bool:
    """Whether TLS has bytes ready that the socket beneath no longer shows."""
    return isinstance(source, ssl.SSLSocket) and source.pending() > 0


def _chunk(source: socket.socket) -> bytes | None:
    """What has come; empty at the end, `None` when it was TLS's own and nothing for us."""
    source.settimeout(0)
    try:
        return source.recv(CHUNK_BYTES)
    except (ssl.SSLWantReadError, BlockingIOError):
        return None
    except ssl.SSLEOFError:
        return b""


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
