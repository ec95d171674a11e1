"""The keys that narrow a list and put it in another order, whatever is listed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from textual import work

from models.errors import Refusal
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from screens.liste.facettes import FacettesModal
from screens.liste.filters import Filters, next_order
from screens.liste.paged_rows import PagedRows
from screens.liste.search_words import People, is_filtered
from screens.volet.beside import Beside
from screens.widgets.bindings import hidden
from screens.widgets.widget_message import WidgetMessage

NO_FILTER = "Aucun filtre : <liste.filter> en choisit."


class NarrowedList(PagedRows):
    """A list that the facets narrow; what is chosen is kept in `Filters`."""

    BINDING_GROUP_TITLE = "La liste des comptes"
    BINDINGS = [
        hidden("f", "filter", "Filtrer", id="liste.filter"),
        hidden("backspace", "unfilter", "Afficher sans filtre", id="liste.unfilter"),
        hidden("t", "sort", "Trier", id="liste.sort"),
    ]

    class Narrowed(WidgetMessage["NarrowedList"]):
        """Something else narrows the list, or orders it."""

    def __init__(
        self,
        portefeuille: Portefeuille,
        criteres: Criteres,
        filters: Filters,
        beside: Beside[Fiche],
    ) -> None:
        super().__init__(portefeuille, criteres, beside)
        self._filters = filters
        self._told: Criteres | None = None
        self.people: People = {}

    def tell_narrowing(self) -> None:
        """Tell the screen if something else narrows the list than it was told before."""
        if self._told is None or self.criteres.facets != self._told.facets:
            self._told = self.criteres
            self.people = named(self._portefeuille, self.criteres)
            self.post_message(self.Narrowed(self))

    @work
    async def action_filter(self) -> None:
        """Choose what narrows the list; the search stays."""
        window = FacettesModal(self._portefeuille, self.criteres)
        criteres = await self.app.push_screen_wait(window)
        if criteres is not None and await self.narrow(criteres, self.current):
            self._say("")
            self._filters.keep(criteres)

    async def action_unfilter(self) -> None:
        """List again what no facet narrows, the cursor on its row; the search stays."""
        if not is_filtered(self.criteres):
            self._say(NO_FILTER)
        elif await self.narrow(self.criteres.sought, self.current):
            self._say("Plus aucun filtre.")
            self._filters.keep(self.criteres)

    async def action_sort(self) -> None:
        """Put the list in the next order, from its beginning."""
        criteres = replace(self.criteres, tri=next_order(self.criteres.tri))
        if await self.narrow(criteres, None):
            following = next_order(criteres.tri).label
            self._say(f"Tri : {criteres.tri.label}. <liste.sort> : {following}.")
            self._filters.keep(criteres)


def named(portefeuille: Portefeuille, criteres: Criteres) -> People:
    """Name the people whose clients are listed, unless these are one's own."""
    mine = portefeuille.my_dossiers.responsables
    wanted = criteres.responsables
    if not wanted - {None} or wanted == mine:
        return {}
    with suppress(Refusal):
        return {one.uid: one.nom for one in portefeuille.responsables()}
    return {}
