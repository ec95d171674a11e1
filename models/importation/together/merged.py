"""Cells that were merged over several lines: filled on the first, blank below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.cleaning import fold
from models.importation.colonne import Colonnes
from models.importation.doubts import merged_doubt
from models.importation.grille import cell_at
from models.importation.lines import Ligne

_MAY_BE_MERGED = ("responsable", "etat")
"""Fields of which a blank says something: nobody, actif. Of the others it is asked, or missing."""
_FEWEST_LINES = 5


def doubt_merged(colonnes: Colonnes, lignes: Sequence[Ligne]) -> Sequence[Ligne]:
    """Doubt the lines whose blank cell may be that of the line above it, merged with it."""
    for champ in _MAY_BE_MERGED:
        for rank in colonnes.ranks(champ):
            if not colonnes.all[rank].part:
                lignes = _doubted(champ, rank, lignes)
    return lignes


def _doubted(champ: str, rank: int, lignes: Sequence[Ligne]) -> Sequence[Ligne]:
    clients = [one for one in lignes if not one.ignoree]
    if not _seem_merged([cell_at(one.cells, rank) for one in clients]):
        return lignes
    made, last = [], 0
    for ligne in lignes:
        one = ligne
        if not ligne.ignoree and cell_at(ligne.cells, rank):
            last = ligne.numero
        elif not ligne.ignoree:
            one = replace(ligne, doutes=(*ligne.doutes, merged_doubt(champ, last)))
        made.append(one)
    return made


def _seem_merged(cells: Sequence[str]) -> bool:
    """Tell whether each word stands once, first of all on the first line, above many blanks."""
    filled = [fold(cell) for cell in cells if cell]
    blank = len(cells) - len(filled)
    apart = not any(one and other for one, other in pairwise(cells))
    known = len(cells) >= _FEWEST_LINES and bool(cells[0]) and len(set(filled)) == len(filled)
    return known and apart and blank > len(filled)
