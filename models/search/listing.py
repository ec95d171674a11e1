"""The door of the search: what `criteres` finds in the list of a cabinet, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from peewee import PostgresqlDatabase

from models.fiche import Fiche
from models.sealing.vault import Vault
from models.search import fiches, listed
from models.search.conditions import TRUE, Finder, conditions, of_rows
from models.search.criteres import COUNTED, Anchor, Criteres, Edge, Key, Page, Tri
from models.search.order import NAMES, Sorted, Way, is_backwards
from models.search.people import People, Several, by_name, sorted_by_people
from models.search.postgresql import PostgresqlFinder
from models.search.sqlite import SqliteFinder
from models.tables import Cabinet, Inscription
from models.tables.table import database


class Listing:
    """The inscriptions of `cabinet` that `criteres` finds, in the order that they ask for.

    What is removed is listed only while its removal is still to be re-keyed on urssaf.fr, and
    not at all among the `living`.
    """

    def __init__(self, cabinet: Cabinet, criteres: Criteres, *, living: bool = False) -> None:
        self._cabinet = cabinet
        self._criteres = criteres
        self._listed = listed.Listed(cabinet.id, criteres.reports, living, criteres.tri)
        by_people = criteres.tri is Tri.RESPONSABLE
        self._way: Way = self._through_people() if by_people else self.found()

    def found(self) -> Way:
        """Choose a way through what is found, in an order that its rows know."""
        on_server = isinstance(database.obj, PostgresqlDatabase)
        finder: Finder = PostgresqlFinder() if on_server else SqliteFinder()
        inside, reports = self._listed, self._criteres.reports
        asked = conditions(inside, self._criteres, finder)
        if reports and inside.order is not NAMES:
            # Kept totals and indexes of what is left to re-key know the names alone.
            asked.append(of_rows(inside, TRUE))
        if asked:
            return finder.way(inside, asked)
        if len(reports) > 1:
            return Several([replace(inside, reports=frozenset({one})) for one in reports])
        return inside

    def _through_people(self) -> Way:
        """Go from one responsable to the next."""
        wanted = self._criteres.responsables

        def theirs(uids: frozenset[UUID | None]) -> Way:
            criteres = replace(self._criteres, responsables=uids, tri=Tri.NOM)
            return Listing(self._cabinet, criteres, living=self._listed.living).found()

        whole = self.found()
        if isinstance(whole, Sorted):
            return sorted_by_people(whole, self._cabinet)
        people = ((name, uids & (wanted or uids)) for name, uids in by_name(self._cabinet))
        return People([some for some in people if some[1]], theirs, whole)

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
        first = Key.of(page[0], self._criteres.tri) if page and previous else None
        total, start = self.standing(first)
        if start is not None:
            previous = start > 0
            following = following if total is None else start + len(page) < total
        return Page(page, start, total, previous, following)

    def fiches(self, anchor: Anchor, size: int, vault: Vault) -> tuple[Fiche, ...]:
        """Give at most `size` fiches beside `anchor`, in the order of the list."""
        if self._way is self._listed and self._listed.order is NAMES:
            return fiches.of_page(self._listed, anchor, size, vault)
        ids = [key.id for key in self._way.nearest(anchor, size)]
        return fiches.of_ids(ids[::-1] if is_backwards(anchor) else ids, vault)

    def keys(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""
        return self._way.nearest(anchor, size)

    def uids(self, most: int) -> tuple[UUID, ...]:
        """Give at most `most` uids, in the order of the list."""
        ids = [key.id for key in self._way.nearest(Edge.FIRST, most)]
        rows = Inscription.select(Inscription.id, Inscription.uid).where(Inscription.id.in_(ids))
        uids = {row.id: row.uid for row in rows}
        return tuple(uids[one] for one in ids if one in uids)

    def standing(self, key: Key | None = None) -> tuple[int | None, int | None]:
        """Count what is found, and what stands before `key`.

        None beyond COUNTED, but for lists whose total is kept: no search, no filter but régime
        and report; by name, what stands before too.
        """
        regimes, reports, tri = self._criteres.regimes, self._criteres.reports, self._criteres.tri
        kept = self._criteres == Criteres(regimes=regimes, reports=reports, tri=tri)
        if kept and tri is Tri.NOM:
            return listed.standing(self._listed, regimes, key)
        start = self._way.count(key) if key else 0
        if kept:
            return listed.standing(self._listed, regimes)[0], start if start <= COUNTED else None
        total = self._way.count(None)
        return (total if total <= COUNTED else None), (start if start <= COUNTED else None)
