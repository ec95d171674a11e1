"""What was not inscribed, as a table with a *Motif*: to be corrected, and imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from models.exportation import files, sheets
from models.exportation.colonnes import Heading
from models.importation.colonne import Colonnes
from models.importation.verdicts import Examen
from models.importation.words import veiled

MOTIF = "Motif"
NIR_AGAIN = "Numéro de sécurité sociale à ressaisir."
WIDEST_MOTIF, WIDTH = 70, 18

Row = Sequence[str]


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
    sheets.write_csv(file, _headings(found), found[1:])


def _as_xlsx(file: BinaryIO, found: Sequence[Row]) -> None:
    sheets.write_xlsx(file, _headings(found), found[1:], title="Rejets", on_disk=False)


def _headings(found: Sequence[Row]) -> list[Heading]:
    motif, *others = found[0]
    return [Heading(motif, WIDEST_MOTIF), *(Heading(title, WIDTH) for title in others)]


FORMATS: dict[str, Callable[[BinaryIO, Sequence[Row]], None]] = {
    ".csv": _as_csv,
    ".xlsx": _as_xlsx,
}


def format_of(path: Path) -> Callable[[BinaryIO, Sequence[Row]], None]:
    """Tell how a file is written by the end of its name; BadValue if it has none of FORMATS."""
    return files.by_ending(path, FORMATS, "rejets")
