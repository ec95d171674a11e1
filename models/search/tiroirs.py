"""Drawers of names: where the trigrams of a name stand in SQLite's index (migration 0005).

A place is the drawer of a name, its first four letters, followed by the id. So FTS5 gives what
it finds drawer by drawer, in the order of the list but for what is inside a drawer.
"""

from __future__ import annotations

LETTERS, LETTER_BITS, ID_BITS = 4, 7, 35
LAST_LETTER = (1 << LETTER_BITS) - 1
ID_MASK = (1 << ID_BITS) - 1
FIRST, END = 0, (1 << (ID_BITS + LETTERS * LETTER_BITS)) - 1
"""Bounds of all places; the last one, which no name has, is the highest that SQLite can hold."""


def drawer_of(cle_nom: str) -> int:
    """Give the drawer of a name that `fold` made: nothing in it needs more than seven bits."""
    drawer = 0
    for letter in cle_nom[:LETTERS].ljust(LETTERS, "\0"):
        drawer = drawer << LETTER_BITS | min(LAST_LETTER, ord(letter))
    return drawer


def holding(place: int) -> int:
    """Give the drawer that holds a place."""
    return place >> ID_BITS


def start(drawer: int) -> int:
    """Give the first place of a drawer."""
    return drawer << ID_BITS


def beginning(drawer: int) -> str:
    """Give the text from which the names of a drawer follow one another."""
    letters = (drawer >> (LETTER_BITS * rank) & LAST_LETTER for rank in range(LETTERS - 1, -1, -1))
    return "".join(map(chr, letters)).rstrip("\0")
