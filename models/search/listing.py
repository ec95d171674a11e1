"""The door of the search: what `criteres` finds in the list of a cabinet, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from peewee import PostgresqlDatabase

from models.fiche import Fiche
from models.labels import ToDo
from models.sealing.vault import Vault
from models.search import fiches, listed
from models.search.conditions import TRUE, Finder, conditions, of_rows
from models.search.criteres import (
    COUNTED,
    WAITING,
    Anchor,
    Criteres,
    Edge,
    Key,
    Page,
    Tri,
    place_of,
)
from models.search.order import NAMES, Sorted, Way, is_backwards
from models.search.people import Following, Several, by_name, sorted_by_kinds, sorted_by_people
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
        if criteres.tri is Tri.A_FAIRE:
            criteres = replace(criteres, ecarts=(criteres.ecarts or WAITING) & WAITING)
        self._cabinet = cabinet
        self._criteres = criteres
        self._listed = listed.Listed(
            cabinet.id, criteres.reports, living, criteres.tri, criteres.ecarts
        )
        ways = {Tri.RESPONSABLE: self._through_people, Tri.A_FAIRE: self._through_kinds}
        self._way: Way = ways.get(criteres.tri, self.found)()

    def found(self) -> Way:
        """Choose a way through what is found, in an order that its rows know."""
        return self._found(self._listed)

    def _found(self, inside: listed.Listed) -> Way:
        on_server = isinstance(database.obj, PostgresqlDatabase)
        finder: Finder = PostgresqlFinder() if on_server else SqliteFinder()
        reports = inside.reports
        asked = conditions(inside, self._criteres, finder)
        if (reports or inside.ecarts) and inside.tri not in (Tri.NOM, Tri.RESPONSABLE, Tri.A_FAIRE):
            # Kept totals and indexes of what is left to re-key know the names alone.
            asked.append(of_rows(inside, TRUE))
        if asked:
            return finder.way(inside, asked)
        if len(inside.ecarts) > 1:
            return Several([replace(inside, ecarts=frozenset({one})) for one in inside.ecarts])
        if len(reports) > 1 and not inside.ecarts:
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
        return Following([some for some in people if some[1]], theirs, whole)

    def _through_kinds(self) -> Way:
        """Go from what is to be inscribed to what is to be changed, and so on: the queue."""

        def of(ecarts: frozenset[ToDo]) -> Way:
            return self._found(replace(self._listed, ecarts=ecarts))

        if not self._listed.ecarts:
            # Nothing that is asked is ever in the queue: no kind at all would be every kind.
            return Several([])
        whole = self.found()
        if isinstance(whole, Sorted):
            return sorted_by_kinds(whole)
        kinds = sorted(self._listed.ecarts, key=place_of)
        return Following([(place_of(one), frozenset({one})) for one in kinds], of, whole)

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

    def _known(self) -> listed.Listed | None:
        """Give the list whose totals are kept, which know no kind of écart; None if none is it."""
        ecarts, reports = self._listed.ecarts, self._listed.reports
        if not ecarts:
            return None if self._listed.tri is Tri.A_FAIRE else self._listed
        if ecarts != WAITING:
            return None
        waiting = (reports or listed.TO_REPORT) & listed.TO_REPORT
        return replace(self._listed, ecarts=frozenset(), reports=waiting) if waiting else None

    def standing(self, key: Key | None = None) -> tuple[int | None, int | None]:
        """Count what is found, and what stands before `key`.

        None beyond COUNTED, but for lists whose total is kept: no search, no filter but régime
        and report; by name, what stands before too.
        """
        regimes, tri = self._criteres.regimes, self._criteres.tri
        known = self._known()
        kept = known and self._criteres == replace(
            Criteres(regimes=regimes, tri=tri),
            reports=self._criteres.reports,
            ecarts=self._criteres.ecarts,
        )
        if known and kept and tri is Tri.NOM:
            return listed.standing(known, regimes, key)
        start = self._way.count(key) if key else 0
        if known and kept:
            return listed.standing(known, regimes)[0], start if start <= COUNTED else None
        total = self._way.count(None)
        return (total if total <= COUNTED else None), (start if start <= COUNTED else None)
