"""The contracts and their edits, as text files that every peer reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import zstandard

from processes import run


def compressed_bytes(data: bytes, level: int = 3) -> int:
    """How many bytes zstd makes of it."""
    return len(zstandard.ZstdCompressor(level=level).compress(data))


@dataclass(frozen=True)
class Workload:
    """What `benchmarks export` wrote."""

    folder: Path
    records: int
    edit_count: int

    @staticmethod
    def export(benchmarks: Path, folder: Path, records: int, edits: int, blocks: int) -> Workload:
        """Writes the contracts, and blocks of edits with two sides each."""
        run(
            benchmarks, "export", folder,
            "--records", records, "--edits", edits, "--blocks", blocks,
        )
        return Workload(folder, records, edits)

    @property
    def columns_file(self) -> Path:
        return self.folder / "columns.tsv"

    @property
    def contracts_file(self) -> Path:
        return self.folder / "contracts.tsv"

    def edits_file(self, block: int, side: str = "one") -> Path:
        return self.folder / f"edits-{block}-{side}.tsv"

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """Name and kind of each column but the identifier."""
        lines = self.columns_file.read_text().splitlines()
        return [(name, kind) for name, kind in (line.split("\t") for line in lines)]

    def contracts(self) -> list[tuple[str, dict[str, int | str]]]:
        """Each contract's identifier and values; what was never written is left out."""
        contracts = []
        for line in self.contracts_file.read_text().splitlines():
            identifier, *cells = line.split("\t")
            values = {
                name: int(cell) if kind == "integer" else cell
                for (name, kind), cell in zip(self.columns, cells, strict=True)
                if cell
            }
            contracts.append((identifier, values))
        return contracts

    def edits(self, block: int, side: str = "one") -> list[tuple[str, str, int | str]]:
        """Identifier, column and value of each edit."""
        kinds = dict(self.columns)
        lines = self.edits_file(block, side).read_text().splitlines()
        cells = (line.split("\t") for line in lines)
        return [(i, c, int(v) if kinds[c] == "integer" else v) for i, c, v in cells]

    @cached_property
    def text_bytes(self) -> int:
        """All values as tab-separated text, through zstd -3."""
        return compressed_bytes(self.contracts_file.read_bytes())

    @cached_property
    def column_bytes(self) -> int:
        """All values column by column, identifiers as bytes, through zstd -19.

        Stands for the entropy of the values.
        """
        lines = self.contracts_file.read_text().splitlines()
        identifiers, *columns = zip(*(line.split("\t") for line in lines), strict=True)
        raw = b"".join(map(bytes.fromhex, identifiers))
        text = ["\n".join(cells).encode() for cells in columns]
        return len(raw) + sum(compressed_bytes(column, 19) for column in text)
