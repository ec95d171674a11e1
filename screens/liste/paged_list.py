"""The list of the portefeuille: its rows, its pages, its live search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres, Page
from models.wording import count
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.idle_keys import READ_ONLY, REMOVED
from screens.liste.apercu import Apercu
from screens.liste.blocks import PageBlock
from screens.liste.filters import next_filter
from screens.liste.listing import Vue, legend, parts, row
from screens.liste.paging import Paging
from screens.liste.search_words import filter_in_words, in_words, nothing_found
from screens.liste.selection import MOST, TOO_MANY
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.rows import RowList


class PagedList(Vertical):
    """As many rows as the window holds; the place is kept through searches and changes.

    The verbs read the base through `carry_out`: a refusal is said on the message line, and the
    rows stay what they were.
    """

    BINDING_GROUP_TITLE = "La liste des comptes"
    BINDINGS = [
        Binding("space", "tick", "Cocher", show=False, id="liste.tick"),
        Binding("asterisk", "tick_all", "Cocher tout", show=False, id="liste.tick_all"),
        Binding("minus", "untick", "Ne rien cocher", show=False, id="liste.untick"),
        Binding("f", "filter", "Filtrer", show=False, id="liste.filter"),
        Binding("v", "view", "Changer de vue", show=False, id="liste.view"),
    ]

    def __init__(self, portefeuille: Portefeuille, criteres: Criteres) -> None:
        super().__init__()
        self.rows = RowList([], id="comptes")
        self.live = Field(id="recherche", width=34)
        self._pages = PageBlock()
        self._apercu = Apercu()
        self._portefeuille = portefeuille
        self._paging = Paging(portefeuille, criteres)
        self._vue = Vue.of(portefeuille.preference("vue"))
        self._before_search: Fiche | None = None
        self._ticked: dict[UUID, None] = {}
        self._allows: tuple[bool, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the rows, the pages, the search."""
        yield self.rows
        yield self._pages
        yield FieldRow("Chercher", self.live, hint="nom, ville, dossier ou numéro")
        yield self._apercu

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self._paging.page

    @property
    def criteres(self) -> Criteres:
        """What the list is narrowed to."""
        return self._paging.criteres

    @property
    def current(self) -> Fiche | None:
        """The inscription under the cursor, as it was read."""
        fiches = self.page.fiches
        return fiches[self.rows.cursor_row] if fiches else None

    @property
    def ticked(self) -> tuple[UUID, ...]:
        """The inscriptions that are ticked, on this page or not."""
        return tuple(self._ticked)

    @property
    def is_sought(self) -> bool:
        """Whether a search narrows the list."""
        return self.criteres != _unsought(self.criteres)

    @property
    def is_filtered(self) -> bool:
        """Whether something else than a search narrows it."""
        return bool(filter_in_words(self.criteres))

    # Where one stands

    async def turn(self, step: int) -> None:
        """Go to the page after (1) or before (-1); the cursor stays on its line."""
        self.screen.query_one(Foot).clear()
        paging = self._paging
        await self._go(paging.next if step > 0 else paging.previous, self.rows.cursor_row)

    async def reload(self) -> None:
        """Read the page again; the cursor stays on its row, else on its line."""
        before = {fiche.uid for fiche in self.page.fiches}
        if await carry_out(self.screen, self._paging.again) is not REFUSED:
            emptied = before.isdisjoint(fiche.uid for fiche in self.page.fiches)
            self._show(-1 if emptied else None)

    async def follow(self, uid: UUID) -> bool:
        """Put the cursor on a row, wherever it has gone; tell if the list holds it."""
        if await self._go(self._paging.again, str(uid)) and self._paging.holds(uid):
            return True
        fiche = await carry_out(self.screen, lambda: self._portefeuille.get(uid))
        if fiche is REFUSED:
            await self.reload()
            return False
        await self._go(lambda: self._paging.around(fiche), str(uid))
        return self._paging.holds(uid)

    def amend(self, fiche: Fiche) -> None:
        """Show what changed in a row, even one that the list would no longer find."""
        self._paging.amend(fiche)
        self._show()

    async def widen(self) -> None:
        """List the whole portefeuille, the cursor on its row."""
        if await self._narrow(Criteres(), self.current):
            self.live.value = ""

    async def action_view(self) -> None:
        """Show the same rows in the other view, from now on."""
        self._vue = self._vue.other
        self._show()
        await carry_out(self.screen, lambda: self._portefeuille.remember("vue", self._vue.value))

    async def action_filter(self) -> None:
        """List what the next filter keeps, radiés first; the search stays."""
        criteres = next_filter(self.criteres)
        words = filter_in_words(criteres)
        if await self._narrow(criteres, None if words else self.current):
            said = (
                f"Filtre : {words}. <liste.filter> : le suivant." if words else "Tous les comptes."
            )
            self.screen.query_one(Foot).say(said)

    # Ticking

    async def action_tick(self) -> None:
        """Tick the row under the cursor, or untick it, and go down."""
        fiche = self.current
        if fiche is None or not self._may_tick(fiche):
            return
        if fiche.uid in self._ticked:
            del self._ticked[fiche.uid]
        else:
            self._ticked[fiche.uid] = None
        self._show()
        self.rows.action_move(1)
        self.tell_ticked()

    async def action_tick_all(self) -> None:
        """Tick all that the list holds, on every page."""
        if not self._may_tick():
            return
        criteres = self.criteres
        found = await carry_out(
            self.screen, lambda: self._portefeuille.uids(criteres, most=MOST + 1)
        )
        if found is REFUSED:
            return
        if len(self._ticked.keys() | set(found)) > MOST:
            self.screen.query_one(Foot).say(TOO_MANY, "warning")
            return
        self._ticked |= dict.fromkeys(found)
        self._show()
        self.tell_ticked()

    def action_untick(self) -> None:
        """Leave nothing ticked."""
        self._ticked.clear()
        self._show()
        self.screen.query_one(Foot).say("Plus aucun compte coché.")

    def _may_tick(self, fiche: Fiche | None = None) -> bool:
        said = "" if self._portefeuille.may_write else READ_ONLY
        if fiche is not None and fiche.retire_le:
            said = said or REMOVED
        self.screen.query_one(Foot).say(said, "warning" if said else "info")
        return not said

    def tell_ticked(self) -> None:
        """Say how many are ticked, and what may be done to them; nothing if none is."""
        ticked = len(self._ticked)
        verb = (
            "leurs services, <.terminate> : les supprimer"
            if ticked > 1
            else "ses services, <.terminate> : supprimer"
        )
        said = f"{count(ticked, 'coché')}. <.lot> : {verb}, <liste.untick> : aucun."
        self.screen.query_one(Foot).say(said if ticked else "")

    # Searching

    async def seek(self, criteres: Criteres) -> None:
        """Narrow the list from its first page, or end the search and go back where one stood."""
        if not self.is_sought:
            self._before_search = self.current
        self.screen.query_one(Foot).clear()
        sought = criteres != _unsought(criteres)
        place = None if sought else self._before_search
        if await self._narrow(criteres, place) and place and not self._paging.holds(place.uid):
            await self.follow(place.uid)

    async def end_search(self) -> None:
        """List again what was listed before the search."""
        self.live.value = ""
        await self.seek(_unsought(self.criteres))

    def begin_search(self, text: str = "") -> None:
        """Go to the live search; a digit typed in the list, or what is pasted there, begins it."""
        if text:
            self.live.value = text
        self.live.focus()
        self.live.cursor_position = len(self.live.value)

    @on(Input.Changed, "#recherche")
    async def seek_live(self) -> None:
        """Search what is typed, as it is typed."""
        texte = self.live.value.strip()
        if texte != self.criteres.texte:
            await self.seek(replace(self.criteres, texte=texte))

    @on(Input.Submitted, "#recherche")
    def leave_live(self, event: Input.Submitted) -> None:
        """Go to what was found."""
        event.stop()
        self.rows.focus()

    # What the widgets ask

    @on(RowList.CapacityChanged)
    async def fill(self) -> None:
        """Read as many rows as the window holds."""
        self._paging.size = max(1, self.rows.capacity)
        await self._around(self.current)

    @on(PageBlock.Turned)
    async def turn_page(self, event: PageBlock.Turned) -> None:
        """Turn the page of the button."""
        await self.turn(event.step)

    @on(RowList.Edge)
    async def pass_edge(self, event: RowList.Edge) -> None:
        """Go on to the page beyond the edge, where there is one."""
        paging = self._paging
        read, cursor = {
            "previous": (paging.previous, -1),
            "first": (paging.first, 0),
            "next": (paging.next, 0),
            "last": (paging.last, -1),
        }[event.direction]
        up = event.direction in ("previous", "first")
        if self.page.has_previous if up else self.page.has_next:
            self.screen.query_one(Foot).clear()
            await self._go(read, cursor)

    def on_resize(self) -> None:
        """Give the columns their new widths."""
        if self.page.fiches:
            self._show()
        else:
            self.follow_cursor()

    async def _narrow(self, criteres: Criteres, place: Fiche | None) -> bool:
        """List what `criteres` finds, around `place`; nothing changes if the base refuses."""
        before = self.criteres
        self._paging.criteres = criteres
        if await self._around(place):
            return True
        self._paging.criteres = before
        return False

    async def _around(self, fiche: Fiche | None) -> bool:
        if fiche is None:
            return await self._go(self._paging.first, 0)
        return await self._go(lambda: self._paging.around(fiche), str(fiche.uid))

    async def _go(self, read: Callable[[], Page], cursor: str | int) -> bool:
        """Read a page and show it; False if the base refused, which the screen has said."""
        if await carry_out(self.screen, read) is REFUSED:
            return False
        self._show(cursor)
        return True

    def _show(self, cursor: str | int | None = None) -> None:
        page, criteres = self.page, self.criteres
        width = self.screen.size.width
        columns = parts(self._vue, width)
        self.rows.show(
            [
                row(fiche, columns, sought=criteres.report, ticked=self._ticked)
                for fiche in page.fiches
            ],
            cursor=cursor,
            columns=[part.column for part in columns],
            empty=nothing_found(criteres, may_write=self._portefeuille.may_write),
        )
        # A filter on the report says in words what the mark of each row means.
        marks = "" if criteres.report else legend(self._vue, width, page.fiches)
        ticked = count(len(self._ticked), "coché") if self._ticked else ""
        words = " · ".join(filter(None, (ticked, in_words(criteres))))
        self._pages.show(page, words=words, legend=marks)
        self.follow_cursor()

    @on(RowList.Moved)
    def follow_cursor(self) -> None:
        """Tell more of the row under the cursor, where there is room; dim what it forbids."""
        current = self.current
        self._apercu.show(current)
        # Asking each key whether it would do something takes as long as drawing a row.
        allows = current is not None, not (current and current.retire_le), bool(self._ticked)
        if allows != self._allows:
            self._allows = allows
            self.screen.refresh_bindings()


def _unsought(criteres: Criteres) -> Criteres:
    return replace(criteres, texte="", siren="", compte="")
