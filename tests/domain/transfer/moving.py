"""What a transfer is begun with, and all that a base holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database, opened
from models.tables import Operation
from models.tables.table import Table
from models.transfer.rows import MADE_ANEW, name_of, pages
from models.transfer.transfer import Transfer

Move = Callable[..., Transfer]
TABLES = [
    one
    for one in Table.__subclasses__()
    if one.__module__.startswith("models.tables.") and one not in MADE_ANEW | {Operation}
]
"""Those of the models, whatever a base has."""


def key_of(source: Path) -> MainKey:
    return MainKey.load(source.with_name("cle"))


def rows_here() -> dict[str, list[tuple[object, ...]]]:
    """Give all the rows of the open base but its journal, in the order of their keys."""
    return {name_of(one): [row for page in pages(opened(), one) for row in page] for one in TABLES}


def rows_in(url: str | Path) -> dict[str, list[tuple[object, ...]]]:
    open_database(url)
    try:
        return rows_here()
    finally:
        close_database()
