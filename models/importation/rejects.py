"""What was not inscribed, as a table with a *Motif*: to be corrected, and imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from models import table_rows
from models.cleaning import one_line
from models.errors import BadValue
from models.exportation import files
from models.importation.colonne import Colonnes
from models.importation.verdicts import Examen
from models.importation.words import veiled

MOTIF = "Motif"
NIR_AGAIN = "NIR à ressaisir."
_WIDEST_MOTIF = 70

Row = Sequence[str]


def format_of(path: Path) -> Callable[[BinaryIO, Sequence[Row]], None]:
    """Tell how a file is written by the end of its name; BadValue if it has neither."""
    written = {".csv": _as_csv, ".xlsx": _as_xlsx}.get(path.suffix.lower())
    if written is None:
        raise BadValue("Le nom du fichier finit par .csv ou .xlsx, par exemple rejets.csv.")
    return written


def write(
    path: Path, colonnes: Colonnes, examens: Iterable[Examen], *, replace: bool = False
) -> Path:
    """Write the lines of `examens`, whole or not at all; gives where the file is.

    Raises BadValue (a name that tells no format), AlreadyThere unless `replace`, StorageFailure.
    """
    written = format_of(path)
    found = rows(colonnes, list(examens))
    return files.write(path, lambda file: written(file, found), replace=replace)


def rows(colonnes: Colonnes, examens: Sequence[Examen]) -> list[Row]:
    """Give the titles, then the lines, a *Motif* before all.

    A cell that may hold a NIR is empty: it has to be typed again.
    """
    width = max([len(colonnes.all), *(len(one.ligne.cells) for one in examens)])
    titles = [MOTIF, *(_title(colonnes, rank) for rank in range(width))]
    secret = frozenset(colonnes.ranks("nir"))
    return [titles, *(_row(one, secret, width) for one in examens)]


def _title(colonnes: Colonnes, rank: int) -> str:
    if rank >= len(colonnes.all):
        return ""
    one = colonnes.all[rank]
    return veiled(one.titre or one.champ or "")


def _row(examen: Examen, secret: frozenset[int], width: int) -> Row:
    cells = [*examen.ligne.cells, *[""] * (width - len(examen.ligne.cells))]
    kept = [
        "" if rank in secret or veiled(cell) != cell else cell for rank, cell in enumerate(cells)
    ]
    again = NIR_AGAIN if kept != cells else ""
    return [f"{veiled(examen.motif)} {again}".strip(), *kept]


def _as_csv(file: BinaryIO, found: Sequence[Row]) -> None:
    file.write(table_rows.table(found))


def _as_xlsx(file: BinaryIO, found: Sequence[Row]) -> None:
    """Write every cell as a text, whatever it begins with."""
    # Ten milliseconds that only who asks for a workbook pays.
    from xlsxwriter import Workbook

    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rejets")
        text = book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, _WIDEST_MOTIF, text)
        sheet.set_column(1, max(map(len, found)), 18, text)
        for rank, row in enumerate(found):
            for column, cell in enumerate(row):
                sheet.write_string(rank, column, one_line(cell), text)
        sheet.freeze_panes(1, 0)
