"""Deterministic CBOR: `encoding.md`, "Items"."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
NAME = re.compile(rf"{WORD.pattern}(/{WORD.pattern})?")
WORD_BYTES = 40
NAME_BYTES = 81

UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP = range(6)


@dataclass(frozen=True)
class Refused(Exception):
    """Bytes that are not to be taken: why, and at which byte."""

    code: str
    offset: int


class Reader:
    """Reads items one after the other; whatever is wrong is `Refused`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    @property
    def remaining(self) -> int:
        return len(self.data) - self.offset

    def end(self) -> None:
        if self.remaining:
            raise Refused("trailing", self.offset)

    def peek(self) -> int:
        """The first byte of the next item."""
        if not self.remaining:
            raise Refused("truncated", self.offset)
        return self.data[self.offset]

    def head(self) -> tuple[int, int]:
        """Major type and argument."""
        start = self.offset
        major, low = self.peek() >> 5, self.peek() & 0x1F
        self.offset += 1
        if low < 24:
            return major, low
        if low > 27:
            raise Refused("not-canonical", start)
        width = 1 << (low - 24)
        if self.remaining < width:
            raise Refused("truncated", start)
        value = int.from_bytes(self.data[self.offset : self.offset + width], "big")
        self.offset += width
        if value < (24 if width == 1 else 1 << (4 * width)):
            raise Refused("not-canonical", start)
        return major, value

    def argument(self, major: int) -> int:
        start = self.offset
        found, value = self.head()
        if found != major:
            raise Refused("unexpected-item", start)
        return value

    def unsigned(self) -> int:
        return self.argument(UNSIGNED)

    def count(self, most: int) -> int:
        """A number of at most so much."""
        start = self.offset
        value = self.unsigned()
        if value > most:
            raise Refused("too-long", start)
        return value

    def boolean(self) -> bool:
        start, byte = self.offset, self.peek()
        if byte not in (0xF4, 0xF5):
            raise Refused("unexpected-item", start)
        self.offset += 1
        return byte == 0xF5

    def null(self) -> bool:
        """Whether null was next; it is then behind."""
        if self.peek() != 0xF6:
            return False
        self.offset += 1
        return True

    def array(self, most: int, exactly: bool = False) -> int:
        start = self.offset
        count = self._container(ARRAY, most, 1)
        if exactly and count != most:
            raise Refused("unexpected-item", start)
        return count

    def map(self, most: int) -> int:
        return self._container(MAP, most, 2)

    def _container(self, major: int, most: int, bytes_per_item: int) -> int:
        start = self.offset
        count = self.argument(major)
        if count > most:
            raise Refused("too-long", start)
        if count * bytes_per_item > self.remaining:
            raise Refused("truncated", start)
        return count

    def _string(self, major: int, most: int) -> bytes:
        start = self.offset
        count = self.argument(major)
        if count > most:
            raise Refused("too-long", start)
        if count > self.remaining:
            raise Refused("truncated", start)
        self.offset += count
        return self.data[self.offset - count : self.offset]

    def bytes(self, count: int) -> bytes:
        """A byte string of exactly so many bytes."""
        start = self.offset
        string = self._string(BYTES, count)
        if len(string) != count:
            raise Refused("unexpected-item", start)
        return string

    def bytes_up_to(self, most: int) -> bytes:
        """A byte string of at most so many bytes."""
        return self._string(BYTES, most)

    def text(self, most: int, form: re.Pattern[str]) -> str:
        start = self.offset
        string = self._string(TEXT, most)
        text = string.decode("ascii", "replace")
        if not form.fullmatch(text):
            raise Refused("not-a-code", start)
        return text

    def word(self) -> str:
        return self.text(WORD_BYTES, WORD)

    def value(self) -> None | bool | int | str:
        start, major = self.offset, self.peek() >> 5
        if major in (UNSIGNED, NEGATIVE):
            major, argument = self.head()
            if argument >= 1 << 63:
                raise Refused("too-long", start)
            return argument if major == UNSIGNED else -1 - argument
        if major == TEXT:
            return self.word()
        return None if self.null() else self.boolean()


def encode(item: object) -> bytes:
    """Writes an item in the one way that there is. Maps are written in the order of their keys."""
    match item:
        case None:
            return b"\xf6"
        case bool():
            return b"\xf5" if item else b"\xf4"
        case int():
            return _head(UNSIGNED, item) if item >= 0 else _head(NEGATIVE, -1 - item)
        case bytes():
            return _head(BYTES, len(item)) + item
        case str():
            text = item.encode()
            return _head(TEXT, len(text)) + text
        case list() | tuple():
            return _head(ARRAY, len(item)) + b"".join(encode(each) for each in item)
        case dict():
            pairs = sorted((encode(key), encode(value)) for key, value in item.items())
            return _head(MAP, len(pairs)) + b"".join(key + value for key, value in pairs)
    raise TypeError(f"the protocol has no {type(item).__name__}")


def _head(major: int, argument: int) -> bytes:
    if argument < 24:
        return bytes([major << 5 | argument])
    for low, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << (8 * width):
            return bytes([major << 5 | low]) + argument.to_bytes(width, "big")
    raise ValueError("no head holds this number")
