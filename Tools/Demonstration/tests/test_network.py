import socket
import tempfile
import threading
import unittest
from pathlib import Path

from network import Line


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
