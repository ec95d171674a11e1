"""A text, from a file or pasted, as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO

from models.cleaning import one_lines
from models.errors import BadValue, EmptyTable
from models.importation.files.limits import grid, refuse_lines, refuse_size
from models.importation.files.separators import Separator, records, separator_of
from models.importation.grille import Grille

_MOST_PHYSICAL_LINES = 1_000_000
_MOST_COLUMNS = 16_384
"""Those of a spreadsheet."""

_NAMES = {
    "": "texte d'une seule colonne",
    "\t": "texte séparé par des tabulations",
    ";": "texte séparé par des points-virgules",
    ",": "texte séparé par des virgules",
    "|": "texte séparé par des barres verticales",
}


def grid_of(text: str, remarques: Sequence[str] = ()) -> Grille:
    """Read a text whose cells are parted by tabs, semicolons, commas or bars.

    Lines are those of an editor, the first is 1. Raises EmptyTable; BadValue for what is too
    large.
    """
    refuse_size(len(text))
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if not plain:
        raise EmptyTable("Rien à lire : ce texte est vide.")
    if plain.count("\n") >= _MOST_PHYSICAL_LINES:
        refuse_lines(_MOST_PHYSICAL_LINES)
    lines = list(StringIO(plain, newline="\n"))
    separator = separator_of(lines)
    origine = _NAMES.get(separator.character, f"texte séparé par « {separator.character} »")
    return grid(_rows(lines, separator), origine, remarques)


def _rows(lines: Sequence[str], separator: Separator) -> Iterator[tuple[int, list[str]]]:
    first = 1
    if separator.declared:
        # The line that says the separator is one of the file, and holds no cell.
        yield 1, []
        lines, first = lines[1:], 2
    for rank, row, _ in records(lines, separator.character or "\t", separator.width):
        if len(row) > _MOST_COLUMNS:
            raise BadValue(
                f"La ligne {rank + first} a {len(row)} colonnes, c'est trop : ce texte n'est pas "
                "une liste de clients. Enregistrez-la au format .xlsx ou .csv."
            )
        yield rank + first, one_lines(row)
