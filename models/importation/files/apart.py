"""A workbook read in a process of its own, which may die of it.

The library of workbooks aborts the process when memory lacks: one stray cell at the far end of
a sheet is enough, and the person's session would die with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from models.errors import BadValue, EmptyTable, SeveralSheets
from models.importation.files.answering import TOO_HEAVY
from models.importation.grille import Grille, Rangee
from models.storage.failures import explaining

# Isolated: neither the folder nor the environment of the person chooses what is imported.
_PROGRAM = (
    "import json, sys\n"
    "asked = json.loads(sys.stdin.buffer.readline())\n"
    "sys.path[:] = asked['path']\n"
    "from models.importation.files.answering import answer\n"
    "answer(asked['feuille'])\n"
)
_REFUSALS: dict[str, type[BadValue]] = {
    kind.__name__: kind for kind in (BadValue, EmptyTable, SeveralSheets)
}


def grid_of(content: bytes, feuille: str = "") -> Grille:
    """Read a workbook; raises BadValue, SeveralSheets, EmptyTable, StorageFailure."""
    asked = {"path": [str(Path(one).resolve()) for one in sys.path], "feuille": feuille}
    with explaining("Lecture du classeur"):
        told = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _PROGRAM],
            input=json.dumps(asked).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it complains of may hold what a cell does
            check=False,
        ).stdout
    # A line at a time: the screen answers keys between two of them.
    first, *lines = told.splitlines() or [b""]
    try:
        read = json.loads(first)
        rangees = tuple(Rangee(numero, tuple(cells)) for numero, cells in map(json.loads, lines))
    except ValueError as error:
        raise BadValue(TOO_HEAVY) from error
    if "refusal" in read:
        raise _refusal(read)
    if len(rangees) != read["rangees"]:
        raise BadValue(TOO_HEAVY)
    return Grille(rangees, read["origine"], tuple(read["remarques"]))


def _refusal(read: dict[str, Any]) -> BadValue:
    if read["refusal"] == SeveralSheets.__name__:
        return SeveralSheets(read["sentence"], tuple(read["feuilles"]))
    return _REFUSALS[read["refusal"]](read["sentence"])
