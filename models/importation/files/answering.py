"""What the process that reads a workbook does: it bounds itself, reads, answers in lines of JSON.

Nothing of the person's session is loaded here, and little else: it starts for each workbook.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from typing import Any

from models.errors import BadValue
from models.importation.files.archive import BROKEN

MOST_MEMORY = 1 << 30
MOST_SECONDS = 120
"""Of the processor, whatever else the machine does."""

TOO_HEAVY = (
    "Ce classeur n'a pas pu être lu : il est abîmé ou trop grand. Copiez la liste seule dans un "
    "nouveau classeur, enregistrez-le au format .xlsx ou .csv, puis recommencez."
)


def answer(feuille: str) -> None:
    """Read the workbook of the standard input, and write what it holds, or why it is refused."""
    _bound(resource.RLIMIT_AS, MOST_MEMORY)
    _bound(resource.RLIMIT_CPU, MOST_SECONDS)
    _bound(resource.RLIMIT_CORE, 0)  # a core would hold the cells
    # Bounded before it is loaded.
    from models.importation.files import workbook

    told: dict[str, Any]
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        read = workbook.grid_of(sys.stdin.buffer.read(), feuille)
        rows = [(one.numero, one.cells) for one in read.rangees]
        told = {"rangees": len(rows), "origine": read.origine, "remarques": read.remarques}
    except BadValue as refusal:
        told = {
            "refusal": type(refusal).__name__,
            "sentence": str(refusal),
            "feuilles": getattr(refusal, "feuilles", ()),
        }
    except MemoryError:
        told = {"refusal": BadValue.__name__, "sentence": TOO_HEAVY}
    except BaseException:  # noqa: BLE001 (a panic of the library is no Exception)
        told = {"refusal": BadValue.__name__, "sentence": BROKEN}
    for line in (told, *rows):
        sys.stdout.write(json.dumps(line) + "\n")


def _bound(what: int, most: int) -> None:
    """Lower a limit; a system that has none, or a lower one, keeps its own."""
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most))
