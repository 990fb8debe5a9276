"""Diagnostic notation (RFC 8949 §8), of what `cbor2` and not our own reader found."""

from __future__ import annotations

import cbor2


def notation(data: bytes) -> str:
    return _text(cbor2.loads(data))


def _text(item: object) -> str:
    match item:
        case None:
            return "null"
        case bool():
            return "true" if item else "false"
        case int():
            return str(item)
        case bytes():
            return f"h'{item.hex()}'"
        case str():
            return f'"{item}"'
        case list() | tuple():
            return f"[{', '.join(_text(each) for each in item)}]"
        case dict():
            pairs = (f"{_text(key)}: {_text(value)}" for key, value in item.items())
            return f"{{{', '.join(pairs)}}}"
    raise TypeError(f"the protocol has no {type(item).__name__}")
