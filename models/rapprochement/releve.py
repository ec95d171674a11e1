"""What urssaf.fr was read to list: pages that add up, each compte once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.cleaning import fold
from models.importation.table import Tableau
from models.long_work import not_looked_through
from models.rapprochement.seen import Seen, Unread, see

Key = tuple[object, ...]
Cells = tuple[str, ...]
PAGER = ("precedent", "suivant")
"""What stands once under each page of the portal, folded."""
FEWEST_DIGITS = 5
"""Of what may have been meant as a number."""


def pages_in(tableau: Tableau) -> int:
    """Count the pages of the portal that were copied one below the other; any other table is one.

    Under the first page and the last, one of the two words may not be there.
    """
    said = [fold(" ".join(one.cells)).split() for one in tableau.lignes if one.ignoree]
    marked = [sum(word in words for words in said) for word in PAGER]
    return max(1, *marked) if tableau.of_portal else 1


@dataclass(frozen=True)
class Added:
    """What one page, or one table, added: comptes read, of them new, and said otherwise before.

    `unread` lines are new too.
    """

    comptes: int = 0
    new: int = 0
    otherwise: int = 0
    unread: int = 0

    @property
    def is_news(self) -> bool:
        """Whether anything was not there already."""
        return bool(self.new or self.otherwise or self.unread)


class Releve:
    """All that was read; adding the same page again changes nothing.

    A compte that a later page says otherwise is as the later one says. `lignes_lues` and
    `ignorees` (blank, menus, totals) count the lines of what brought something.
    """

    def __init__(self) -> None:
        self.pages = 0
        self.lignes_lues = 0
        self.ignorees = 0
        self._last = 0
        self._seen: dict[Key, tuple[Seen, ...]] = {}
        self._unread: dict[Cells, Unread] = {}

    @property
    def seen(self) -> Iterator[Seen]:
        """The comptes that were read."""
        for some in self._seen.values():
            yield from some

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The lines that could not be."""
        return tuple(self._unread.values())

    @property
    def comptes(self) -> int:
        """How many comptes were read, each once."""
        return sum(map(len, self._seen.values()))

    @property
    def repeated(self) -> int:
        """How many lines say what one before them said."""
        return self.lignes_lues - self.ignorees - self.comptes - len(self._unread)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was read has a number: neither a page of the portal nor a table."""
        numbers = (sum(map(str.isdigit, "".join(cells))) for cells in self._unread)
        return not self._seen and all(digits < FEWEST_DIGITS for digits in numbers)

    @not_looked_through()
    def add(self, tableau: Tableau) -> Added:
        """Add a page of the portal, or a table; tells what was new."""
        found, unread = self._read(tableau)
        new = sum(len(some) for key, some in found.items() if key not in self._seen)
        again = [key for key in found if key in self._seen and self._differs(key, found[key])]
        missed = {cells: one for cells, one in unread.items() if cells not in self._unread}
        added = Added(sum(map(len, found.values())), new, len(again), len(missed))
        if added.is_news:
            self._seen |= {key: tuple(some) for key, some in found.items()}
            self._unread |= missed
            self.pages += pages_in(tableau)
            self.lignes_lues += len(tableau.lignes)
            self.ignorees += sum(bool(ligne.ignoree) for ligne in tableau.lignes)
            self._last += tableau.lignes[-1].numero
        return added

    def _read(self, tableau: Tableau) -> tuple[dict[Key, list[Seen]], dict[Cells, Unread]]:
        etat_told = tableau.of_portal or bool(tableau.colonnes.ranks("etat"))
        found: dict[Key, list[Seen]] = {}
        unread: dict[Cells, Unread] = {}
        for ligne in tableau.lignes:
            if ligne.ignoree:
                continue
            one = see(ligne, self._last + ligne.numero, etat_told=etat_told)
            if isinstance(one, Unread):
                unread.setdefault(ligne.cells, one)
                continue
            there = found.setdefault(one.key, [])
            if all(other.said != one.said for other in there):
                there.append(one)
        return found, unread

    def _differs(self, key: Key, found: list[Seen]) -> bool:
        before = {one.said for one in self._seen[key]}
        return before != {one.said for one in found}
