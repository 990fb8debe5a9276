import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from network import Ends, Identity, Line


class NetworkTests(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.hub = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.hub.close)
        self.line = Line("office-01", Path(self.folder.name))
        self.addCleanup(self.line.close)

    def echo_once(self) -> threading.Thread:
        """A hub that answers one connection with what it got, in capitals."""

        def answer() -> None:
            connection, _ = self.hub.accept()
            with connection:
                while chunk := connection.recv(1000):
                    connection.sendall(chunk.upper())

        thread = threading.Thread(target=answer)
        thread.start()
        return thread

    def send(self, text: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.line.port)) as office:
            office.sendall(text)
            office.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := office.recv(1000):
                answer += chunk
            return answer

    def test_every_byte_of_both_directions_is_recorded(self) -> None:
        self.line.restore(self.hub.getsockname()[1])
        for text in (b"hello", b"again"):
            hub = self.echo_once()
            self.assertEqual(self.send(text), text.upper())
            hub.join()
        self.line.cut()
        self.assertEqual(self.line.captures("up"), [b"hello", b"again"])
        self.assertEqual(self.line.captures("down"), [b"HELLO", b"AGAIN"])

    def test_a_line_that_is_cut_refuses_and_comes_back_on_its_port(self) -> None:
        with self.assertRaises(OSError):
            self.send(b"too early")
        self.line.restore(self.hub.getsockname()[1])
        self.line.cut()
        with self.assertRaises(OSError):
            self.send(b"too late")
        self.line.restore(self.hub.getsockname()[1])
        hub = self.echo_once()
        self.assertEqual(self.send(b"back"), b"BACK")
        hub.join()

    def test_without_a_hub_the_connection_ends(self) -> None:
        port = self.hub.getsockname()[1]
        self.hub.close()
        self.line.restore(port)
        try:
            self.assertEqual(self.send(b"nobody there"), b"")
        except OSError:
            pass


class TLSNetworkTests(unittest.TestCase):
    """A line between two ends that speak TLS and show each other certificates."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.authority = self.identity("authority", None)
        self.ends = Ends(
            authority=self.authority.certificate,
            hub=self.identity("hub", self.authority),
            office=self.identity("office", self.authority),
        )
        self.hub = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.hub.close)
        self.line = Line("office-01", self.folder / "captures", self.ends)
        self.addCleanup(self.line.close)
        self.line.restore(self.hub.getsockname()[1])

    def identity(self, name: str, by: Identity | None) -> Identity:
        made = Identity(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        command = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "1", "-subj", f"/CN={name}", "-out", made.certificate,
            "-keyout", made.key, "-addext", "subjectAltName=IP:127.0.0.1",
        ]  # fmt: skip
        if by:
            command += ["-CA", by.certificate, "-CAkey", by.key]
        subprocess.run(command, check=True, capture_output=True)
        return made

    def answer_once(self, seen: list) -> threading.Thread:
        """A hub that answers one connection in capitals, and notes who it is that asks."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ends.hub.certificate, self.ends.hub.key)
        context.load_verify_locations(self.ends.authority)
        context.verify_mode = ssl.CERT_OPTIONAL

        def answer() -> None:
            connection, _ = self.hub.accept()
            with context.wrap_socket(connection, server_side=True) as office:
                seen.append(office.getpeercert())
                while chunk := office.recv(100_000):
                    office.sendall(chunk.upper())

        thread = threading.Thread(target=answer)
        thread.start()
        return thread

    def ask(self, words: list[bytes], identity: Identity | None) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.ends.authority)
        if identity:
            context.load_cert_chain(identity.certificate, identity.key)
        connection = socket.create_connection(("127.0.0.1", self.line.port))
        with context.wrap_socket(connection, server_hostname="127.0.0.1") as hub:
            for word in words:
                hub.sendall(word)
                answer = b""
                while len(answer) < len(word):
                    answer += hub.recv(100_000)
                self.assertEqual(answer, word.upper())

    def test_what_was_inside_is_recorded_and_the_hub_sees_the_office(self) -> None:
        seen: list = []
        hub = self.answer_once(seen)
        words = [b"hello", b"x" * 1_000_000, b"again"]
        self.ask(words, self.ends.office)
        hub.join()
        self.line.cut()
        self.assertEqual(self.line.captures("up"), [b"".join(words)])
        self.assertEqual(self.line.captures("down"), [b"".join(words).upper()])
        self.assertEqual(seen[0]["subject"], ((("commonName", "office"),),))

    def test_who_shows_nothing_is_nobody_at_the_hub(self) -> None:
        seen: list = []
        hub = self.answer_once(seen)
        self.ask([b"hello"], None)
        hub.join()
        self.assertIsNone(seen[0])
