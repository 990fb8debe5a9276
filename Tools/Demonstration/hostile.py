"""Strangers, and an office that means harm: they send marked words that the hub must not keep."""

from __future__ import annotations

import http.client
import ssl

from desk import Desk
from http_capture import messages
from programs import Hub
from Protocol.conformance import message
from Protocol.conformance.record import Record, Version

MARK = "SERIN-"
"""Not a canary of the case files: these words are sent on purpose."""

NAME = "ROITELET-2"
"""Of an item that no charter declares. The answer names it to who sent it; nothing else may."""

Try = tuple[str, int, bytes]
"""What was tried, and the status and body of the answer."""


class Stranger:
    def __init__(self, hub: Hub, desk: Desk) -> None:
        self._hub = hub
        self._ends = desk.line.ends
        stream = desk.line.captures("up")[-1]
        sent = [m for m in messages(stream) if m.start.startswith("POST /v1/exchange")]
        self._request = message.read_request(sent[-1].content)

    def tries(self) -> list[Try]:
        known = self._ends.as_office(is_known=True)
        nobody = self._ends.as_office(is_known=False)
        good = self._request.encoded()
        return [
            (what, *self._post(context, path, body, headers))
            for what, context, path, body, headers in [
                ("code outside its list", known, "/v1/exchange", self._with("status", "SERIN-1"), {}),
                ("undeclared item", known, "/v1/exchange", self._with(NAME, "SERIN-2"), {}),
                ("free text", known, "/v1/exchange", good + b"SERIN-3 habite au 3", {}),
                ("garbage", known, "/v1/exchange", b"SERIN-4" * 1000, {}),
                ("too much", known, "/v1/exchange", b"SERIN-5 " * (2 << 20), {}),
                ("other type", known, "/v1/exchange", b"SERIN-6", {"Content-Type": "text/SERIN-6"}),
                ("other path", known, "/SERIN-7?name=SERIN-7", b"SERIN-7", {}),
                ("no certificate", nobody, "/v1/exchange", self._with("status", "SERIN-8"), {}),
                ("wrong code", nobody, "/v1/enrolment", b"SERIN-9", {"Authorization": "SERIN-9 x"}),
            ]
        ]

    def _with(self, register: str, value: str | bool) -> bytes:
        """The office's own request, with one record that says this."""
        version = Version((), value)
        record = Record("contract", {register: {(b"\7" * 16, 1): version}})
        whole = message.Whole(b"\7" * 16, record)
        head = self._request.head
        return message.Request(
            self._request.charter_digest, head, head[0], [(0, bytes(8))], [whole], [], [], []
        ).encoded()

    def _post(
        self, context: ssl.SSLContext, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self._hub.port, context=context, timeout=60
        )
        try:
            connection.request(
                "POST", path, body, {"Content-Type": "application/cbor"} | headers
            )
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (ssl.SSLError, BrokenPipeError, ConnectionError):
            return 499, b""  # hung up while it was still being sent
        finally:
            connection.close()

