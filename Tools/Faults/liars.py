"""A proxy between an office and its hub that is slow, or lies."""

from __future__ import annotations

import http.client
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .leading import Leading
from .life import Life, Office, Templates, led
from .outcome import Effort, Outcome

HUGE_BYTES = 128 << 20
TRICKLE_BYTES = 7
TRICKLE_SECONDS = 0.01


@dataclass
class Answer:
    """What the hub answered, or what the proxy makes of it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def with_body(self, body: bytes, **headers: str) -> Answer:
        kept = [(n, v) for n, v in self.headers if n.lower() not in ("content-length", *_low(headers))]
        return Answer(self.status, [*kept, *((n.replace("_", "-"), v) for n, v in headers.items())], body)


def _low(headers: dict[str, str]) -> list[str]:
    return [name.replace("_", "-").lower() for name in headers]


IN_SYNC = "in sync"

Lie = Callable[["Proxy", Answer], Answer | None]
"""Makes another answer, or ends the connection without one."""


class Proxy:
    """Listens on a port of its own and passes requests on to the hub; answers go through `lie`."""

    def __init__(self, hub_port: int) -> None:
        self.hub_port = hub_port
        self.lie: Lie | None = None
        self.is_slow = False
        self.asks_twice = False
        self.recorded: list[Answer] = []
        self.faults: list[str] = []
        """What went wrong in the proxy itself: a lie that wasn't told says nothing of the office."""
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                proxy.pass_on(self)

            do_GET = do_POST

            def log_message(self, *_) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: proxy.note(sys.exception())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def note(self, error: BaseException | None) -> None:
        """An office that hangs up is no error of ours; all else is."""
        if not isinstance(error, (BrokenPipeError, ConnectionResetError)):
            self.faults.append(f"the proxy failed: {error!r}")

    def pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        answer = self._ask(handler, body)
        if self.asks_twice:
            answer = self._ask(handler, body)
        if self.lie:
            made = self.lie(self, answer)
        else:
            self.recorded.append(answer)
            made = answer
        if made is None:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        self._give(handler, made)

    def _ask(self, handler: BaseHTTPRequestHandler, body: bytes) -> Answer:
        hub = http.client.HTTPConnection("127.0.0.1", self.hub_port, timeout=60)
        headers = {n: v for n, v in handler.headers.items() if n.lower() not in ("host", "connection")}
        hub.request(handler.command, handler.path, body=body, headers=headers)
        answer = hub.getresponse()
        found = Answer(answer.status, answer.getheaders(), answer.read())
        hub.close()
        return found

    def _give(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        handler.send_response(answer.status)
        for name, value in answer.headers:
            if name.lower() not in ("content-length", "date", "server", "connection"):
                handler.send_header(name, value)
        length = dict((n.lower(), v) for n, v in answer.headers).get("x-said-length")
        handler.send_header("Content-Length", length or str(len(answer.body)))
        handler.end_headers()
        if self.is_slow:
            for place in range(0, len(answer.body), TRICKLE_BYTES):
                handler.wfile.write(answer.body[place:place + TRICKLE_BYTES])
                handler.wfile.flush()
                time.sleep(TRICKLE_SECONDS)
        else:
            handler.wfile.write(answer.body)
        if length:
            handler.close_connection = True


HTML = b"<!doctype html><title>Portail</title><p>Veuillez vous identifier."

LIES: dict[str, Lie] = {
    "a page in place of the answer": lambda _, a: Answer(200, [("Content-Type", "text/html")], HTML),
    "a page said to be CBOR": lambda _, a: a.with_body(HTML, Content_Encoding="identity"),
    "half of the answer": lambda _, a: a.with_body(a.body[: len(a.body) // 2]),
    "half of the answer, then silence": lambda _, a: a.with_body(
        a.body[: len(a.body) // 2], X_Said_Length=str(len(a.body))
    ),
    "an empty answer": lambda _, a: a.with_body(b""),
    "one bit turned": lambda _, a: a.with_body(a.body[:-3] + bytes([a.body[-3] ^ 16]) + a.body[-2:]),
    "bytes after the answer": lambda _, a: a.with_body(a.body + b"\0"),
    "noise": lambda _, a: a.with_body(bytes((7 * i * i + 13) & 0xFF for i in range(4096))),
    "128 MB of zeros": lambda _, a: a.with_body(bytes(HUGE_BYTES)),
    "zeros said to be zstd": lambda _, a: a.with_body(bytes(64), Content_Encoding="zstd"),
    "an encoding that nobody knows": lambda _, a: a.with_body(a.body, Content_Encoding="br"),
    "another type": lambda _, a: a.with_body(a.body, Content_Type="application/json"),
    "the first answer that was ever given": lambda p, a: p.recorded[0],
    "the connection closed": lambda _, a: None,
    "a redirection": lambda _, a: Answer(302, [("Location", "http://127.0.0.1:9/")], b""),
    "a bad gateway": lambda _, a: Answer(502, [("Content-Type", "text/html")], HTML),
    "not found": lambda _, a: Answer(404, [("Content-Type", "text/plain")], b"no"),
    "come back later": lambda _, a: Answer(503, [("Retry-After", "1")], b""),
    "not allowed": lambda _, a: Answer(401, [("Content-Type", "text/html")], HTML),
}

HARMLESS = {"one bit turned", "an encoding that nobody knows"}
"""Taken, or not: without TLS, which a proxy can't get into, nothing tells the bit of a head's tag from
the right one, and the answer that came under a wrong name was the right one. Both must do no harm."""


def run(templates: Templates, place: Path, effort: Effort, progress) -> Outcome:
    outcome = Outcome(
        "lying-proxy",
        "an office takes nothing that isn't its hub's answer, says what is wrong, and converges when "
        "the way is honest again; a slow way changes nothing",
    )
    told: Counter[str] = Counter()
    rounds = effort.of(1, 5)
    with led(templates.life(place / "life")) as life:
        proxy = Proxy(life.hub.port)
        try:
            leading = Leading(life, effort.seed)
            leading.begin()
            life.go_to(proxy.address, life.offices[:1])
            office = life.offices[0]
            outcome.objections += _honest(leading, office)
            for number in range(rounds):
                for done, (name, lie) in enumerate(LIES.items()):
                    progress(number * len(LIES) + done, rounds * len(LIES), "lies")
                    outcome.objections += _lied_to(leading, office, proxy, name, lie, told)
                outcome.objections += _swapped(leading, proxy, told)
            for proxy.is_slow, proxy.asks_twice in ((True, False), (False, True)):
                outcome.objections += _honest(leading, office)
            proxy.is_slow = proxy.asks_twice = False
            leading.judge()
            outcome.objections += leading.objections + proxy.faults
        finally:
            proxy.close()
    outcome.tried = (
        f"{sum(told.values())} lies, {len(LIES) + 1} kinds in {rounds} rounds, without TLS: in place "
        f"of the hub's answer pages, halves, noise, old, other offices' and huge ones, and early ends; "
        f"and a sync through a slow and one through a repeating proxy (seed {effort.seed})"
    )
    outcome.result = (
        f"no lie was taken but {told[IN_SYNC]} that do no harm (a turned bit of a tag, the right "
        "answer under a wrong name); told of the others: "
        + ", ".join(f"{code} {count}" for code, count in told.most_common() if code != IN_SYNC)
    )
    return outcome


def _edit(leading: Leading, office: Office) -> None:
    job = leading.workers[office.name].summary_edit(office.copy())
    if job:
        leading.do(office, job)


def _lied_to(
    leading: Leading, office: Office, proxy: Proxy, name: str, lie: Lie, told: Counter[str]
) -> list[str]:
    """The office edits, is lied to, and is then told the truth."""
    _edit(leading, office)
    before = office.copy()
    proxy.lie = lie
    done = office.sync()
    proxy.lie = None
    told[done.error or IN_SYNC] += 1
    after = office.copy()
    if done.crashed or done.hung:
        return [f"{name}: {done}"]
    if name in HARMLESS:
        return _honest(leading, office)
    if done.code == 0:
        return [f"{name}: was taken for an answer: {done}"]
    if done.error is None:
        return [f"{name}: nothing plain is said: {done}"]
    if before != after:
        return [f"{name}: something of it was taken: {done}"]
    return _honest(leading, office)


def _swapped(leading: Leading, proxy: Proxy, told: Counter[str]) -> list[str]:
    """Another office's answer."""
    one, two = leading.life.offices[:2]
    leading.life.go_to(proxy.address, [two])
    _edit(leading, two)
    proxy.recorded.clear()
    two.must("sync")
    others = proxy.recorded[-1]
    leading.life.go_to(leading.life.address, [two])
    return _lied_to(leading, one, proxy, "another office's answer", lambda *_: others, told)


def _honest(leading: Leading, office: Office) -> list[str]:
    _edit(leading, office)
    done = office.sync()
    leading.observe(office)
    if done.code != 0 or office.copy().waiting:
        return [f"the office doesn't converge when the way is honest: {done}"]
    return []
