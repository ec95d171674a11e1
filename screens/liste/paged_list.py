"""The list of the portefeuille: its rows, its pages, its live search."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import OTHER_SIRET, Criteres
from screens.flows.gestures import REFUSED, carry_out
from screens.liste.filters import Filters
from screens.liste.listing import Vue, legend, parts, row
from screens.liste.narrowed_list import NarrowedList
from screens.liste.search_field import SearchField
from screens.liste.search_words import (
    is_sought,
    nothing_found,
    search_in_words,
)
from screens.volet.latest import latest_of
from screens.volet.volet import Volet
from screens.widgets.bindings import hidden
from screens.widgets.field import FieldRow


class PagedList(NarrowedList):
    """As many rows as the window holds; the place is kept through searches and changes.

    The verbs read the base through `carry_out`: a refusal is said on the message line, and the
    rows stay what they were.
    """

    BINDING_GROUP_TITLE = "La liste des comptes"
    BINDINGS = [
        hidden("v", "view", "Changer de vue", id="liste.view"),
    ]

    def __init__(self, portefeuille: Portefeuille, criteres: Criteres, filters: Filters) -> None:
        super().__init__(portefeuille, criteres, filters, Volet(latest_of(portefeuille)))
        self.live = SearchField(id="recherche", width=34)
        self._vue = Vue.of(portefeuille.preference("vue"))
        self._before_search: Fiche | None = None

    def compose(self) -> ComposeResult:
        """Lay out the rows, the pages, the search; in a wide window the client beside them."""
        yield self.rows
        yield self._pages
        yield FieldRow("Chercher", self.live, hint="nom, ville, dossier ou numéro")
        yield self._apercu
        yield self._beside

    async def widen(self) -> bool:
        """List the whole portefeuille, the cursor on its row; False if the base refused."""
        if widened := await super().widen():
            self.live.value = ""
        return widened

    async def action_view(self) -> None:
        """Show the same rows in the other view, from now on."""
        self._vue = self._vue.other
        self._show()
        await carry_out(self.screen, lambda: self._portefeuille.remember("vue", self._vue.value))

    def take_up_view(self) -> None:
        """Show the same rows in the view that was chosen elsewhere."""
        if (vue := Vue.of(self._portefeuille.preference("vue"))) is not self._vue:
            self._vue = vue
            self._show()

    # Searching

    async def seek(self, criteres: Criteres) -> None:
        """Narrow the list from its first page, or end the search and go back where one stood."""
        if not is_sought(self.criteres):
            self._before_search = self.current
        self._say("")
        place = None if is_sought(criteres) else self._before_search
        if not await self.narrow(criteres, place):
            return
        if place and not self._paging.holds(place.uid):
            await self.follow(place.uid)
        elif not self.page.fiches:
            await self._seek_siren()

    async def _seek_siren(self) -> None:
        """List the client of the Siren where its Siret is not known, and say so."""
        wider = self.criteres.of_its_siren
        if wider is None:
            return
        found = await carry_out(
            self.screen, lambda: self._portefeuille.uids(wider, most=1, removed=True)
        )
        if found is not REFUSED and found and await self.narrow(wider, None):
            self._say(OTHER_SIRET, "warning")

    async def end_search(self) -> None:
        """List again what was listed before the search."""
        self.live.value = ""
        await self.seek(self.criteres.facets)

    @on(Input.Changed, "#recherche")
    async def seek_live(self) -> None:
        """Search what is typed, as it is typed."""
        if self.live.sought != self.criteres.texte:
            await self.seek(replace(self.criteres, texte=self.live.sought))
        self.live.tell_masked()

    @on(Input.Submitted, "#recherche")
    def leave_live(self, event: Input.Submitted) -> None:
        """Go to what was found."""
        event.stop()
        self.rows.focus()

    # What is shown

    def _show(self, cursor: str | int | None = None) -> None:
        page, criteres = self.page, self.criteres
        self.tell_narrowing()
        width = self.rows.size.width
        pens = not (self._beside.display or self.ticked)
        columns = parts(self._vue, width, page.fiches, pens=pens)
        tick, sought = self.ticked.mark, criteres.reports
        self.rows.show(
            [row(fiche, columns, sought=sought, tick=tick(fiche.uid)) for fiche in page.fiches],
            cursor=cursor,
            columns=[part.column for part in columns],
            empty=nothing_found(criteres, self.people, may_write=self._portefeuille.may_write),
        )
        # A filter on the report says in words what the mark of each row means.
        marks = "" if criteres.reports else legend(self._vue, width, page.fiches)
        words = " · ".join(filter(None, (self.ticked.in_words, search_in_words(criteres))))
        self._pages.show(page, words=words, legend=marks)
        self.follow_cursor()
