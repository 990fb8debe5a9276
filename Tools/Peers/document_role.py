"""One copy of a document in a process of its own, so that its memory is its own.

document_role.py LIBRARY FOLDER RECORDS EDITS ROLE ...

  fill OUT SAVED                 all contracts into a new document; what another copy needs
  take IN SAVED                  that, into an empty document
  edit SAVED BLOCK OUT           a block of edits in a saved document, saved anew; what they made
  apply SAVED IN                 that, into another saved document, saved anew
  collide SAVED BLOCK            both sides of a block in two copies, exchanged both ways

Prints one JSON object. Seconds are of the library alone: no file, no disk.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from documents import LIBRARIES
from processes import peak_bytes
from workload import Workload


def main() -> None:
    library, folder, records, edits, role, *words = sys.argv[1:]
    workload = Workload(Path(folder), int(records), int(edits))
    make = LIBRARIES[library]
    print(json.dumps(ROLES[role](make, workload, *words) | {"peak_bytes": peak_bytes("self")}))


def _timed(body) -> tuple[float, object]:
    start = time.perf_counter()
    result = body()
    return time.perf_counter() - start, result


def _fill(make, workload: Workload, out: str, saved: str) -> dict:
    document = make()
    document.fill(workload.contracts())
    seconds, data = _timed(document.all)
    Path(out).write_bytes(data)
    Path(saved).write_bytes(document.saved())
    return {"seconds": seconds, "digest": document.digest()}


def _take(make, workload: Workload, given: str, saved: str) -> dict:
    data = Path(given).read_bytes()
    document = make()
    seconds, _ = _timed(lambda: document.apply(data))
    Path(saved).write_bytes(document.saved())
    return {"seconds": seconds, "digest": document.digest()}


def _opened(make, saved: str):
    document = make()
    document.apply(Path(saved).read_bytes())
    return document


def _edit(make, workload: Workload, saved: str, block: str, out: str) -> dict:
    document = _opened(make, saved)
    before = document.version()
    edits = workload.edits(int(block))
    edit_seconds, _ = _timed(lambda: document.edit(edits))
    seconds, data = _timed(lambda: document.since(before))
    Path(out).write_bytes(data)
    Path(saved).write_bytes(document.saved())
    return {"seconds": seconds, "edit_seconds": edit_seconds, "digest": document.digest()}


def _apply(make, workload: Workload, saved: str, given: str) -> dict:
    document = _opened(make, saved)
    data = Path(given).read_bytes()
    seconds, _ = _timed(lambda: document.apply(data))
    Path(saved).write_bytes(document.saved())
    return {"seconds": seconds, "digest": document.digest()}


def _collide(make, workload: Workload, saved: str, block: str) -> dict:
    one, other = _opened(make, saved), _opened(make, saved)
    versions = one.version(), other.version()
    sides = [workload.edits(int(block), side) for side in ("one", "other")]
    one.edit(sides[0])
    other.edit(sides[1])

    def exchange() -> None:
        changes = one.since(versions[0]), other.since(versions[1])
        other.apply(changes[0])
        one.apply(changes[1])

    seconds, _ = _timed(exchange)
    if one.digest() != other.digest():
        sys.exit("the copies differ after a sync")
    kept = sum(
        one.value(identifier, column) in (value, second[2])
        for (identifier, column, value), second in zip(*sides, strict=True)
    )
    return {"seconds": seconds, "kept": kept}


ROLES = {"fill": _fill, "take": _take, "edit": _edit, "apply": _apply, "collide": _collide}

if __name__ == "__main__":
    main()
