"""What a file or a paste holds, cell by cell, before anybody knows what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rangee:
    """One line: its number in the file (1: the first), and its cells as texts, cleaned.

    A blank line has no cell.
    """

    numero: int
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Grille:
    """All the lines, in order, to the last that holds something.

    `origine` tells a person what was read (« feuille Clients », « texte séparé par ; »), and
    `remarques` what is to be known of how it was: none repeats a cell.
    """

    rangees: tuple[Rangee, ...]
    origine: str = ""
    remarques: tuple[str, ...] = ()


def cell_at(cells: Sequence[str], rank: int) -> str:
    """Give a cell of a line by its rank; blank where the line is shorter than its table."""
    return cells[rank] if rank < len(cells) else ""
