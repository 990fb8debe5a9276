"""Looks for canaries in bytes, in every form in which they might have left.

A canary is a mark and a tail. The mark is looked for in plain text of either case, in UTF-16 and
UTF-32, in hexadecimal, in base64, percent-encoded and as JSON escapes; the tails are looked for
alone, in case the mark was cut off. What looks like the beginning of compressed bytes, wherever it
stands, is unpacked and looked at too.
"""

from __future__ import annotations

import base64
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import zstandard

from canaries import MARK, TAIL_LENGTH, TAIL_LETTERS

WORD = MARK.rstrip("-")
"""The mark without its hyphen, which some encodings would change."""


@dataclass(frozen=True)
class Finding:
    form: str
    offset: int
    around: bytes


def _each(letter: str, both: bytes) -> bytes:
    return b"[" + both + b"]" if letter.isalpha() else re.escape(letter.encode())


def _letters() -> list[tuple[str, str]]:
    return [(letter.upper(), letter.lower()) for letter in WORD]


def _wide(unit: int) -> bytes:
    """Letters with zeros between, as UTF-16 and UTF-32 write them in either byte order."""
    between = b"\\x00" * (unit - 1)
    return between.join(b"[" + (u + l).encode() + b"]" for u, l in _letters())


def _hexadecimal() -> bytes:
    def alternatives(u: str, l: str) -> bytes:
        return b"(?:%02x|%02x)" % (ord(u), ord(l))

    return b"(?i:" + b"".join(alternatives(u, l) for u, l in _letters()) + b")"


def _escaped(prefix: bytes, digits: int) -> bytes:
    """Each letter as it is or as an escape with its number, at least one of them escaped."""
    parts = []
    for u, l in _letters():
        codes = b"|".join(prefix + b"%0*x" % (digits, ord(c)) for c in (u, l))
        parts.append(b"(?:[" + (u + l).encode() + b"]|" + codes + b")")
    return b"(?i:" + b"".join(parts) + b")"


def _base64() -> bytes:
    """The mark at each of the three places where it can stand in a group of base64."""
    forms = set()
    for text in (WORD.upper(), WORD.lower(), WORD.capitalize()):
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + text.encode()).decode().rstrip("=")
            # The first and last letters depend on what stands around.
            first = -(-shift * 8 // 6)
            last = (shift + len(text)) * 8 // 6
            forms.add(encoded[first:last])
    return b"|".join(re.escape(form.encode()) for form in sorted(forms))


PATTERNS: dict[str, re.Pattern[bytes]] = {
    "plain": re.compile(b"(?i:" + WORD.encode() + b")"),
    "utf-16": re.compile(_wide(2)),
    "utf-32": re.compile(_wide(4)),
    "hexadecimal": re.compile(_hexadecimal()),
    "percent": re.compile(_escaped(b"%", 2)),
    "json-escapes": re.compile(_escaped(rb"\\u", 4)),
    "base64": re.compile(_base64()),
}

_RUN = re.compile(b"[%s]{%d,}" % (TAIL_LETTERS.encode(), TAIL_LENGTH))


class Scanner:
    """Knows the tails of all canaries and counts what it looked at."""

    def __init__(self, tails: set[str]) -> None:
        self.tails = {tail.encode() for tail in tails}
        self.scanned_bytes = 0

    def find(self, data: bytes) -> Iterator[Finding]:
        """Every canary in the bytes, by form."""
        yield from self._find(data)
        for packing, offset, content in unpacked(data):
            for finding in self._find(content):
                yield Finding(f"{packing}, {finding.form}", offset, finding.around)

    def _find(self, data: bytes) -> Iterator[Finding]:
        self.scanned_bytes += len(data)
        for form, pattern in PATTERNS.items():
            for match in pattern.finditer(data):
                yield Finding(form, match.start(), data[match.start() : match.end() + 16])
        for run in _RUN.finditer(data):
            word = run.group()
            for start in range(len(word) - TAIL_LENGTH + 1):
                place = run.start() + start
                is_whole = data[max(place - len(MARK), 0) : place].upper() == MARK.encode()
                if not is_whole and word[start : start + TAIL_LENGTH] in self.tails:
                    yield Finding("tail", place, word[:40])

    def count(self, data: bytes) -> int:
        return sum(1 for _ in self.find(data))


UNPACKED_BYTES = 32 * 1024 * 1024
"""The most that is unpacked at one place."""

_PACKED = re.compile(rb"\x28\xb5\x2f\xfd|\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


def unpacked(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """What comes out wherever zstd, gzip or zlib might begin: as far as it goes."""
    for match in _PACKED.finditer(data):
        start = match.start()
        rest = memoryview(data)[start:]
        if match.group()[0] == 0x28:
            packing, content = "zstd", _unpack_zstd(rest)
        elif match.group()[0] == 0x1F:
            packing, content = "gzip", _inflate(rest, 16 + zlib.MAX_WBITS)
        else:
            packing, content = "zlib", _inflate(rest, zlib.MAX_WBITS)
        if content:
            yield packing, start, content


def _unpack_zstd(packed: memoryview) -> bytes:
    content = b""
    try:
        with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
            while len(content) < UNPACKED_BYTES and (chunk := reader.read(1 << 16)):
                content += chunk
    except zstandard.ZstdError:
        pass
    return content


def _inflate(packed: memoryview, window_bits: int) -> bytes:
    try:
        return zlib.decompressobj(window_bits).decompress(packed, UNPACKED_BYTES)
    except zlib.error:
        return b""


def hidden(canary: str) -> dict[str, bytes]:
    """One canary in each of the forms, for the control that the scanner sees them all."""
    text = f"avant {canary} après"
    raw = text.encode()
    return {
        "plain": raw,
        "lower case": text.lower().encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "utf-32": text.encode("utf-32"),
        "hexadecimal": raw.hex().encode(),
        "HEXADECIMAL": raw.hex().upper().encode(),
        "base64": base64.b64encode(raw),
        "base64, shifted once": base64.b64encode(b"x" + raw),
        "base64, shifted twice": base64.b64encode(b"xx" + raw),
        "base64, for addresses": base64.urlsafe_b64encode(raw),
        "percent": "".join(f"%{byte:02X}" for byte in raw).encode(),
        "json escapes": "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
        "tail alone": canary[len(MARK) :].encode(),
        "zstd": b"\0" * 5 + zstandard.compress(raw * 20),
        "gzip": b"\0" * 5 + gzip.compress(raw * 20),
        "zlib": b"\0" * 5 + zlib.compress(raw * 20),
    }
