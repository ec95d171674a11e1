"""A table as the CSV that a French Excel opens: `;`, a BOM, and no cell that it would compute."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from models.cleaning import one_line

Cell = str | int | Decimal | date
"""A text, or what is meant to be a number or a day for the spreadsheet too."""

BOM = "\ufeff"
GUIDE = "Mode d'emploi"
"""The sheet of the table to fill in that explains the others: no client is in it."""
_COMPUTED = re.compile(r"[-=+@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[0-9][0-9 ,.e\u00a0\u202f]*", re.IGNORECASE)
"""What would be read as a number, and lose its zeros."""


def table(cells: Iterable[Sequence[Cell]]) -> bytes:
    """Write a whole file: its mark, by which Excel knows UTF-8, then its rows."""
    return (BOM + rows(cells)).encode()


def rows(cells: Iterable[Sequence[Cell]]) -> str:
    """Write rows."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_text(cell) for cell in row] for row in cells)
    return written.getvalue()


def _text(cell: Cell) -> str:
    """Give a cell that stays a text: an apostrophe says so where it would not."""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if not isinstance(cell, str):
        return str(cell).replace(".", ",")
    if not cell:
        return cell
    cell = one_line(cell)
    return f"'{cell}" if _COMPUTED.match(cell) or _NUMBER.fullmatch(cell) else cell
