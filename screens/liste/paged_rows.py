"""As many rows of the portefeuille as the window holds: their pages, what is ticked, the cursor."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from models.errors import Refusal
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres, Page
from screens.files.places import BY_THE_VERB, places_of
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.idle_keys import NO_ROW, why_not_on, why_not_on_list
from screens.liste.apercu import Apercu
from screens.liste.page_turner import PageTurner
from screens.liste.paging import UNREAD, Paging
from screens.liste.ticked import MOST, TOO_MANY, Ticked
from screens.volet.beside import Beside
from screens.widgets.answer import Kind
from screens.widgets.bindings import hidden
from screens.widgets.foot import Foot
from screens.widgets.rows import RowList

CHANGED = "Un collègue a changé cette page. <.reload> : actualiser."


class PagedRows(Vertical):
    """One page of rows; the place is kept through changes.

    The verbs read the base through `carry_out`: a refusal is said on the message line, and the
    rows stay what they were.
    """

    removed_too: ClassVar[bool] = False
    """Whether what was removed here may be ticked."""

    BINDING_GROUP_TITLE = "La liste des comptes"
    BINDINGS = [
        hidden("space", "tick", "Cocher", id="liste.tick"),
        hidden("asterisk", "tick_all", "Cocher tout", id="liste.tick_all"),
        hidden("minus", "untick", "Décocher tout", id="liste.untick"),
    ]

    def __init__(
        self, portefeuille: Portefeuille, criteres: Criteres, beside: Beside[Fiche]
    ) -> None:
        """Make a list of what `criteres` finds; `beside` tells of the row under the cursor."""
        super().__init__()
        self._portefeuille = portefeuille
        self.rows = RowList([], id="comptes")
        self.rows.beside = self.tell_more
        self._pages = PageTurner()
        self._beside = beside
        self._apercu = Apercu()
        self._paging = Paging(portefeuille, criteres)
        self.ticked = Ticked()
        self._allows: tuple[bool, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the rows, where one stands; what is known of a row beside them, or below."""
        yield self.rows
        yield self._pages
        yield self._apercu
        yield self._beside

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

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        if action == "export" and not places_of(self.app).allowed:
            return BY_THE_VERB
        return why_not_on_list(
            action,
            parameters,
            why_read_only=self._portefeuille.why_read_only,
            page=self.page,
            current=self.current,
            ticked=bool(self.ticked),
        )

    # Where one stands

    async def turn(self, step: int) -> None:
        """Go to the page after (1) or before (-1); the cursor stays on its line."""
        self._say("")
        paging = self._paging
        await self._go(paging.next if step > 0 else paging.previous, self.rows.cursor_row)

    async def reload(self) -> None:
        """Read the page again; the cursor stays on its row, else on its line."""
        before = {fiche.uid for fiche in self.page.fiches}
        if await carry_out(self.screen, self._paging.again) is not REFUSED:
            emptied = before.isdisjoint(fiche.uid for fiche in self.page.fiches)
            self._show(-1 if emptied else None)

    def show_changes(self) -> bool:
        """Show what others changed; a page that the row under the cursor has left is only told of.

        A key that was meant for that row would reach another one. False if it is still to be told:
        an answer is in sight.
        """
        try:
            page = self._paging.glance()
        except Refusal:
            return True
        current = self.current
        if page == self.page:
            return True
        if current and current.uid not in {fiche.uid for fiche in page.fiches}:
            return self.screen.query_one(Foot).mention(CHANGED)
        self._paging.page = page
        self._show()
        return True

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

    async def widen(self) -> bool:
        """List the whole portefeuille, the cursor on its row; False if the base refused."""
        return await self.narrow(Criteres(tri=self.criteres.tri), self.current)

    # Ticking

    async def action_tick(self) -> None:
        """Tick the row under the cursor, or untick it, and go down."""
        fiche = self.current
        if self._may_tick(fiche) and fiche is not None:
            self.ticked.switch(fiche.uid)
            self._show()
            self.rows.action_move(1)
            self.tell_ticked()

    async def action_tick_all(self) -> None:
        """Tick all that the list holds, on every page."""
        if not self._may_tick():
            return
        uids = await carry_out(self.screen, self._all)
        if uids is REFUSED:
            return
        if self.ticked.add(uids):
            self._show()
            self.tell_ticked()
        else:
            self._say(TOO_MANY, "warning")

    def _all(self) -> tuple[UUID, ...]:
        """Give what the list holds on every page; one more than may be ticked says: too many."""
        return self._portefeuille.uids(self.criteres, most=MOST + 1)

    def action_untick(self) -> None:
        """Leave nothing ticked."""
        self.ticked.clear()
        self._show()
        self._say("Plus aucun compte coché.")

    def _may_tick(self, fiche: Fiche | None = None) -> bool:
        asked = None if self.removed_too else fiche
        why_not = why_not_on(asked, "tick", self._portefeuille.why_read_only)
        why_not = why_not or ("" if self.page.fiches else NO_ROW)
        self._say(why_not, "warning")
        return not why_not

    @on(RowList.NothingToOpen)
    def tell_no_row(self) -> None:
        """Say why a key that acts on a row does nothing."""
        self._say(NO_ROW, "warning")

    def tell_ticked(self) -> None:
        """Say how many are ticked, and what may be done to them; nothing if none is."""
        self._say(self.ticked.offer)

    # What the widgets ask

    @on(RowList.CapacityChanged)
    async def fill(self) -> None:
        """Read as many rows as the window holds."""
        self._paging.size = max(1, self.rows.capacity)
        await self._around(self.current)

    @on(PageTurner.Turned)
    async def turn_page(self, event: PageTurner.Turned) -> None:
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
            self._say("")
            await self._go(read, cursor)

    @on(RowList.WidthChanged)
    def on_resize(self) -> None:
        """Give the columns their new widths."""
        if self.page is not UNREAD:
            self._show()

    async def narrow(self, criteres: Criteres, place: Fiche | None) -> bool:
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

    def _say(self, text: str, kind: Kind = "info") -> None:
        self.screen.query_one(Foot).say(text, kind)

    @abstractmethod
    def _show(self, cursor: str | int | None = None) -> None:
        """Show the page in sight."""

    def follow_cursor(self) -> None:
        """Tell more of the row under the cursor, and dim what it forbids."""
        self.tell_more()
        self.dim_keys()

    def tell_more(self) -> None:
        """Tell more of the row under the cursor: beside the rows, else below, if there is room."""
        if self._beside.show(self.current):
            self._apercu.display = False
        else:
            self._apercu.show(self.current)

    @on(RowList.Moved)
    def dim_keys(self) -> None:
        """Dim what the row under the cursor forbids."""
        current = self.current
        # Asking each key whether it would do something takes as long as drawing a row.
        allows = current is not None, not (current and current.retire_le), bool(self.ticked)
        if allows != self._allows:
            self._allows = allows
            self.screen.refresh_bindings()
