"""How much is read, and the grid that comes of it: its last line, its bounds, its remarks."""

from __future__ import annotations

from collections.abc import Iterable

from models.errors import BadValue, EmptyTable
from models.identifiers.reading import rounded
from models.importation.grille import Grille, Rangee
from models.wording import count, show_number

MOST_LINES = 100_000
MOST_CELLS = 5_000_000
MOST_BYTES = 100_000_000


def refuse_size(size: int) -> None:
    """Raise BadValue for a file of more bytes than are read."""
    if size > MOST_BYTES:
        megabytes = show_number(-(-size // 1_000_000))
        raise BadValue(
            f"Ce fichier est trop gros : {megabytes} Mo, {MOST_BYTES // 1_000_000} Mo "
            "au plus. N'y laissez que la liste des clients, ou découpez-le."
        )


def refuse_lines(lines: int) -> None:
    """Raise BadValue for a table of more lines than are read, blank ones included."""
    if lines > MOST_LINES:
        raise BadValue(
            f"Ce tableau a plus de {show_number(MOST_LINES)} lignes, c'est trop. "
            "Découpez-le en plusieurs fichiers, ou effacez ce qui est écrit loin sous la liste."
        )


def grid(
    rows: Iterable[tuple[int, list[str]]], origine: str, remarques: Iterable[str] = ()
) -> Grille:
    """Gather rows of cleaned cells, each with its line number, up to the last that is filled.

    Empty cells at the end of a row go. Raises BadValue (too many lines or cells), EmptyTable.
    """
    rangees: list[Rangee] = []
    blank: list[int] = []
    cells = 0
    for numero, row in rows:
        while row and not row[-1]:
            row.pop()
        if not row:
            blank.append(numero)
            continue
        refuse_lines(len(rangees) + len(blank) + 1)
        rangees += [Rangee(one, ()) for one in blank]
        rangees.append(Rangee(numero, tuple(row)))
        blank.clear()
        cells += len(row)
        if cells > MOST_CELLS:
            raise BadValue(
                f"Ce tableau a plus de {show_number(MOST_CELLS)} cellules, c'est trop. "
                "N'y laissez que les colonnes utiles, ou découpez-le en plusieurs fichiers."
            )
    if not rangees:
        raise EmptyTable("Rien à lire : aucune cellule n'est remplie.")
    return Grille(tuple(rangees), origine, (*remarques, *_rounded_remark(rangees)))


def _rounded_remark(rangees: Iterable[Rangee]) -> tuple[str, ...]:
    """Count the numbers that a spreadsheet rounded, which no reader will take."""
    found = sum(
        cell[0].isdigit() and bool(rounded(cell))
        for rangee in rangees
        for cell in rangee.cells
        if "E" in cell or "e" in cell
    )
    if not found:
        return ()
    if found == 1:
        told = (
            "est arrondi par le tableur. Mettez sa colonne au format Texte, puis ressaisissez-le."
        )
    else:
        told = (
            "sont arrondis par le tableur. Mettez leur colonne au format Texte, puis "
            "ressaisissez-les."
        )
    return (f"{count(found, 'nombre')} {told}",)
