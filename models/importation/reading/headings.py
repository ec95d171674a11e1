"""Where the titles of a table stand, and which lines are titles of another table."""

from __future__ import annotations

from collections.abc import Sequence

from models.cleaning import compact
from models.identifiers.reading import is_digits
from models.importation.cells import PLAIN, is_amount, is_rounded
from models.importation.grille import Grille
from models.importation.titles import Meaning, meanings
from models.importation.words import is_total, regimes_of

WITHIN = 20
"""Lines among which the titles are looked for."""
_LONG_NUMBER = 5
_KNOWN_OF = 0.3
"""Share of the titles that are understood, at the least."""
_MOST_KNOWN_OF = 0.6
_LONGEST_TITLE = 60
_NUMBERS = frozenset(PLAIN)


def header_of(grille: Grille) -> int | None:
    """Find the line of the titles: where most words are understood, and no value stands.

    None where lines of clients come before it: they would not be read.
    """
    best, found, clients = 0, None, list[int]()
    for rank, row in enumerate(grille.rangees[:WITHIN]):
        filled = [cell for cell in row.cells if cell]
        known = known_titles(filled)
        many = len(known) > 1 and len(known) >= _KNOWN_OF * len(filled)
        alone = rank == 0 and len(filled) == len(known) == 1
        sure = any(one.sure for some in known for one in some)
        if sure and (many or alone) and len(known) > best:
            if _come_first(clients, len(filled), titled=found is not None):
                break
            best, found = len(known), rank
        if _is_of_client(filled):
            clients.append(len(filled))
    return found


def _come_first(clients: Sequence[int], width: int, *, titled: bool) -> bool:
    """Tell whether lines of clients stand above titles: more than a number of a letterhead."""
    return len(clients) > 1 or any(titled or 3 * one >= 2 * width for one in clients)


def titles_of(grille: Grille, header: int) -> tuple[str, ...]:
    """Give the titles, whole: a word that says nothing may be the end of one, a line above."""
    titles = grille.rangees[header].cells
    above = grille.rangees[header - 1].cells if header else ()
    if sum(map(bool, above)) < 2 or any(map(_is_value, filter(None, above))):
        return titles
    pairs = zip(titles, (*above, *[""] * len(titles)), strict=False)
    return tuple(_whole(before, title) for title, before in pairs)


def _whole(above: str, title: str) -> str:
    both = f"{above} {title}".strip()
    return both if above and not meanings(title) and meanings(both) else title


def is_other_header(cells: Sequence[str]) -> bool:
    """Tell whether a line, below the titles, plainly is titles too: numbers, and hardly a word."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_TITLE for cell in filled):
        return False
    known = known_titles(filled)
    numbers = any(one.sure and one.champ in _NUMBERS for some in known for one in some)
    return numbers and len(known) > 1 and len(known) >= _MOST_KNOWN_OF * len(filled)


def known_titles(filled: Sequence[str]) -> list[tuple[Meaning, ...]]:
    """Give what each title that is understood may mean; nothing if there is a value, or a total."""
    if not filled or any(map(_is_value, filled)) or is_total(filled[0]):
        return []
    words = dict.fromkeys(filled)
    known = [said for cell in words if (said := meanings(cell)) and _may_be_title(cell, said)]
    # « Employeur » may be the title of a box, among the titles of numbers.
    numbers = sum(any(one.sure and one.champ in _NUMBERS for one in said) for said in known)
    return known if numbers > 1 or not any(map(_is_type, filled)) else []


def _may_be_title(cell: str, said: Sequence[Meaning]) -> bool:
    """Tell whether words with digits are a title: « Siren (9 chiffres) », hardly « CLIENT 12 »."""
    if not any(map(str.isdigit, cell)):
        return True
    return said[0].sure and said[0].champ in _NUMBERS and not cell[-1].isdigit()


def _is_value(cell: str) -> bool:
    """Tell whether a cell is a number, or money: no title is."""
    number = compact(cell)
    long = is_digits(number) and len(number) >= _LONG_NUMBER
    return long or is_rounded(cell) or is_amount(cell)


def _is_type(cell: str) -> bool:
    return bool(regimes_of(cell)) and not meanings(cell)


def _is_of_client(filled: Sequence[str]) -> bool:
    """Tell whether a line bears a number of a client: one of a table, not of a letterhead."""
    if len(filled) < 2 or not any(test(cell) for cell in filled for test in PLAIN.values()):
        return False
    return not any(one.champ in _NUMBERS for cell in filled for one in meanings(cell))


def is_turned(grille: Grille) -> bool:
    """Tell whether the titles stand one below the other, in the first column."""
    rows = [row.cells for row in grille.rangees[:WITHIN] if len(row.cells) > 1 and row.cells[0]]
    if not rows or len(known_titles(rows[0])) > 1:
        return False
    known = known_titles([row[0] for row in rows])
    numbers = [row for row in rows if any(one.champ in _NUMBERS for one in meanings(row[0]))]
    valued = bool(numbers) and all(any(map(_is_value, row[1:])) for row in numbers)
    return valued and len(known) > 1 and len(known) >= _MOST_KNOWN_OF * len(rows)
