"""Tools/conformance: checks the test vectors, or what passed over a real network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .captures import CaptureCheck
from .vectors import VectorCheck

MAXIMUM_SHOWN = 50


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tools/conformance",
        description="Checks Secteur's wire format by an implementation of its own, in Python.",
        epilog="Without options it checks Protocol/vectors. Exits 0 when all holds, 1 otherwise.",
    )
    parser.add_argument(
        "--captures", type=Path, metavar="DIR",
        help="check the captures (….up, ….down) in and under this folder instead",
    )  # fmt: skip
    parser.add_argument(
        "--charter-cddl", type=Path, metavar="FILE",
        help="what `secteur charter cddl` printed: captures must keep to this charter",
    )  # fmt: skip
    options = parser.parse_args()
    if options.captures is None and options.charter_cddl is not None:
        parser.error("--charter-cddl goes with --captures")
    charter = options.charter_cddl and options.charter_cddl.read_text()
    check = CaptureCheck(options.captures, charter) if options.captures else VectorCheck()
    findings = check.run()
    for what, count in findings.checked.items():
        print(f"{count:7} {what}")
    for fault in findings.faults[:MAXIMUM_SHOWN]:
        print(f"FAULT {fault}", file=sys.stderr)
    if len(findings.faults) > MAXIMUM_SHOWN:
        print(f"… and {len(findings.faults) - MAXIMUM_SHOWN} more", file=sys.stderr)
    print("conformance:", f"{len(findings.faults)} faults" if findings.faults else "holds")
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main())
