"""The door of the search: what `criteres` finds in the list of a cabinet, a page at a time."""

from __future__ import annotations

from uuid import UUID

from peewee import PostgresqlDatabase

from models.fiche import Fiche
from models.sealing.vault import Vault
from models.search import fiches, listed
from models.search.conditions import Finder, conditions
from models.search.criteres import COUNTED, Anchor, Criteres, Edge, Key, Page
from models.search.order import Way, is_backwards, nearest_first
from models.search.postgresql import PostgresqlFinder
from models.search.sqlite import SqliteFinder
from models.tables import Cabinet, Inscription
from models.tables.table import database


class Listing:
    """The inscriptions of `cabinet` that `criteres` finds, in the order of their names.

    What is removed is listed only while its removal is still to be re-keyed on urssaf.fr, and
    not at all among the `living`.
    """

    def __init__(self, cabinet: Cabinet, criteres: Criteres, *, living: bool = False) -> None:
        self._criteres = criteres
        self._listed = listed.Listed(cabinet.id, criteres.report, living)
        on_server = isinstance(database.obj, PostgresqlDatabase)
        finder: Finder = PostgresqlFinder() if on_server else SqliteFinder()
        asked = conditions(cabinet.id, criteres, finder)
        self._way: Way = finder.way(self._listed, asked) if asked else self._listed

    def page(self, anchor: Anchor, size: int, vault: Vault) -> Page:
        """Give at most `size` fiches beside `anchor`, and where they stand."""
        backwards = is_backwards(anchor)
        rows = self.fiches(anchor, size + 1, vault)
        page = rows[-size:] if backwards else rows[:size]
        previous = following = len(rows) > size
        if backwards:
            following = anchor is not Edge.LAST
        else:
            previous = anchor is not Edge.FIRST
        total, start = self.standing(Key.of(page[0]) if page and previous else None)
        if start is not None:
            previous = start > 0
            following = following if total is None else start + len(page) < total
        return Page(page, start, total, previous, following)

    def fiches(self, anchor: Anchor, size: int, vault: Vault) -> tuple[Fiche, ...]:
        """Give at most `size` fiches beside `anchor`, in the order of the list."""
        if self._way is self._listed:
            return fiches.of_page(self._listed, anchor, size, vault)
        ids = [key.id for key in self._way.nearest(anchor, size)]
        return fiches.of_ids(ids[::-1] if is_backwards(anchor) else ids, vault)

    def uids(self, most: int) -> tuple[UUID, ...]:
        """Give at most `most` uids, in the order of the list."""
        ids = [key.id for key in self._way.nearest(Edge.FIRST, most)]
        rows = Inscription.select(Inscription.uid).where(Inscription.id.in_(ids))
        return tuple(row.uid for row in nearest_first(rows, Edge.FIRST))

    def standing(self, key: Key | None = None) -> tuple[int | None, int | None]:
        """Count what is found, and what stands before `key`.

        None beyond COUNTED, but for lists whose total is kept: no search, no filter but régime
        and report.
        """
        regimes, report = self._criteres.regimes, self._criteres.report
        if self._criteres == Criteres(regimes=regimes, report=report):
            return listed.standing(self._listed, regimes, key)
        total, start = self._way.count(None), self._way.count(key) if key else 0
        return (total if total <= COUNTED else None), (start if start <= COUNTED else None)
