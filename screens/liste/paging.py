"""Where one stands in the list: turning its pages, finding a row again."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from models.consultation import PAGE_SIZE
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import After, Anchor, Before, Criteres, Edge, From, Key, Page

UNREAD = Page((), 0, 0)
"""The page in sight before any was read."""


class Paging:
    """One page at a time of what `criteres` finds.

    Each verb reads the base once or a few times and raises its refusals (StorageFailure); the
    page in sight then stays what it was. Pages begin at multiples of `size`, as on the portal,
    wherever their place is known.
    """

    def __init__(self, portefeuille: Portefeuille, criteres: Criteres) -> None:
        self._portefeuille = portefeuille
        self.criteres = criteres
        self.size = PAGE_SIZE
        self.page = UNREAD

    def first(self) -> Page:
        """Read the first page."""
        return self._keep(self._read(Edge.FIRST))

    def last(self) -> Page:
        """Read the last page: what is left after the full ones."""
        rest = (self._read(Edge.LAST, 1).total or 0) % self.size
        return self._keep(self._read(Edge.LAST, rest or self.size))

    def next(self) -> Page:
        """Read the page after this one, or this one again if it is the last."""
        if not self.page.has_next:
            return self.again()
        page = self._read(After(self._key(self.page.fiches[-1])))
        return self._keep(page) if page.fiches else self.last()

    def previous(self) -> Page:
        """Read the page before this one, or the first."""
        if not self.page.has_previous:
            return self.first()
        page = self._read(Before(self._key(self.page.fiches[0])))
        cut = page.start == 0 and len(page.fiches) < self.size
        return self.first() if cut else self._keep(page)

    def again(self) -> Page:
        """Read this page again; the last one if nothing is left here."""
        page = self.glance()
        return self._keep(page) if page.fiches else self.last()

    def glance(self) -> Page:
        """Read what stands here now, and keep the page in sight as it was."""
        if not self.page.has_previous:
            return self._read(Edge.FIRST)
        return self._read(From(self._key(self.page.fiches[0])))

    def around(self, fiche: Fiche) -> Page:
        """Read the page where `fiche` stands, or where it would."""
        key = self._key(fiche)
        here = self._read(From(key), 1)
        if not here.fiches:
            return self.last()
        above = (here.start or 0) % self.size
        head = self._read(Before(key), above).fiches if above else ()
        return self._keep(self._read(From(self._key(head[0]) if head else key)))

    def amend(self, fiche: Fiche) -> None:
        """Put a fiche that changed in its place; it stays in sight until a page is read."""
        held = (fiche if one.uid == fiche.uid else one for one in self.page.fiches)
        self.page = replace(self.page, fiches=tuple(held))

    def holds(self, uid: UUID) -> bool:
        """Tell whether an inscription is on the page in sight."""
        return any(one.uid == uid for one in self.page.fiches)

    def _key(self, fiche: Fiche) -> Key:
        return Key.of(fiche, self.criteres.tri)

    def _read(self, anchor: Anchor, size: int | None = None) -> Page:
        return self._portefeuille.page(self.criteres, anchor, size=size or self.size)

    def _keep(self, page: Page) -> Page:
        self.page = page
        return page
