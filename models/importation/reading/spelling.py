"""Cells spelled as an export, or a mistaken program, spells them: `="00123"`, « NOÃ‹L »."""

from __future__ import annotations

import re

from models.importation.grille import Grille, Rangee

_SUSPECT = re.compile('="|[ÃÂÅâ][\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]')
_TEXT = re.compile('="([^"]*)"')


def respelled(grille: Grille) -> Grille:
    """Give a grid without what an export adds for spreadsheets, its accents read again.

    It is the same one, where no cell needs it.
    """
    if not any(map(_is_suspect, grille.rangees)):
        return grille
    rows = (
        Rangee(row.numero, tuple(map(_respelled, row.cells))) if _is_suspect(row) else row
        for row in grille.rangees
    )
    return Grille(tuple(rows), grille.origine, grille.remarques)


def _is_suspect(row: Rangee) -> bool:
    text = "\t".join(row.cells)
    return '="' in text if text.isascii() else _SUSPECT.search(text) is not None


def _respelled(cell: str) -> str:
    """Give what a formula of a text says; else what UTF-8 read as Windows-1252 was before."""
    if text := _TEXT.fullmatch(cell):
        return text[1]
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return cell
