"""Reads recorded HTTP/1.1 streams back into messages, accounting for every byte."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import zstandard

MAXIMUM_BYTES = 256 * 1024 * 1024
"""The most that one body may unpack to."""


class UnreadableCapture(Exception):
    """A stream that isn't the HTTP that the programs speak: what it holds can't be vouched for."""


@dataclass(frozen=True)
class Message:
    start: str
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes
    """As it was sent."""
    is_whole: bool
    """False for the last message of a connection that was cut."""

    @property
    def content(self) -> bytes:
        """The body, unpacked."""
        encoding = self.headers.get("content-encoding", "identity").lower()
        if not self.is_whole or not self.body or encoding == "identity":
            return self.body
        try:
            if encoding == "zstd":
                reader = zstandard.ZstdDecompressor().stream_reader(
                    self.body, read_across_frames=True
                )
                return reader.read(MAXIMUM_BYTES)
            if encoding == "gzip":
                return gzip.decompress(self.body)
        except (zstandard.ZstdError, OSError, EOFError) as error:
            raise UnreadableCapture(f"a {encoding} body can't be unpacked") from error
        raise UnreadableCapture(f"a body in an unknown encoding: {encoding}")


def messages(stream: bytes) -> Iterator[Message]:
    """The messages of one direction of one connection. Every byte belongs to one of them."""
    place = 0
    while place < len(stream):
        head_end = stream.find(b"\r\n\r\n", place)
        if head_end < 0:
            yield Message("", {}, stream[place:], is_whole=False)
            return
        start, *lines = stream[place:head_end].decode("latin-1").split("\r\n")
        if "HTTP/1." not in start:
            raise UnreadableCapture(f"not an HTTP message at byte {place}")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        place = head_end + 4
        body, place, is_whole = _body(stream, place, headers)
        yield Message(start, headers, body, is_whole)


def _body(stream: bytes, place: int, headers: dict[str, str]) -> tuple[bytes, int, bool]:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _chunks(stream, place)
    length = int(headers.get("content-length", "0"))
    body = stream[place : place + length]
    return body, place + len(body), len(body) == length


def _chunks(stream: bytes, place: int) -> tuple[bytes, int, bool]:
    body = b""
    while (line_end := stream.find(b"\r\n", place)) >= 0:
        length = int(stream[place:line_end].split(b";")[0], 16)
        place = line_end + 2
        chunk = stream[place : place + length]
        body += chunk
        place += length + 2
        if len(chunk) < length or place > len(stream):
            return body, len(stream), False
        if length == 0:
            return body, place, True
    return body, len(stream), False
