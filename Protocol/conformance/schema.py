"""The CDDL, and what of a charter's CDDL is used.

`cddl-verifier` judges. `pycddl` only has to be able to read the schema too, so that it is CDDL for
more than one program: as a judge it misses half pairs in arrays, takes an array where a choice of
plain values stands, and refuses negative ranges (0.6.4).
"""

from __future__ import annotations

import re
from pathlib import Path

import pycddl
from cddl_verifier import Validator

from .cbor import encode
from .record import Record

PROTOCOL = Path(__file__).resolve().parent.parent
ROWS_RULE = "\nrows = group\n"


class Schema:
    """`exchange.cddl`, alone or narrowed by the CDDL of a charter."""

    def __init__(self, charter: str | None = None) -> None:
        text = (PROTOCOL / "exchange.cddl").read_text()
        if charter is not None:
            if ROWS_RULE not in text:
                raise ValueError("exchange.cddl has no rule `rows = group` to replace")
            text = text.replace(ROWS_RULE, "\nrows = group .and charter.group\n") + charter
        pycddl.Schema(text)
        self._validator = Validator(text)
        self._entries: dict[bytes, str | None] = {}
        self._has_charter = charter is not None
        rules = re.sub(r";[^\n]*", "", charter or "")
        self.words = frozenset(re.findall(r'"([^"\n]*)"', rules))
        """The words that the charter lets travel: types, registers, codes."""

    def fault(self, data: bytes, rule: str) -> str | None:
        """Why the bytes are not what the rule says; `None` when they are."""
        result = self._validator.validate(data, root_type=rule)
        return None if result.valid else str(result.diagnostics[0])

    def entry_fault(self, record: Record) -> str | None:
        """Why a value has no place in its register under the charter.

        Records hold names and values apart, packed and in columns; unrolled, each value meets its
        own rule.
        """
        if not self._has_charter:
            return None
        for name, versions in record.fields.items():
            for version in versions.values():
                entry = encode([record.type, name, version.value])
                if entry not in self._entries:
                    self._entries[entry] = self.fault(entry, "charter.entry")
                if self._entries[entry]:
                    return f"{record.type} {name}: {self._entries[entry]}"
        return None
