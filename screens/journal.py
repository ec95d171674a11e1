"""Journal: who did what and when, lots folded, what each gesture changed; any can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.getters import query_one

from models.errors import Refusal
from models.fiche import Fiche
from models.journal.journal import EVERYTHING
from models.journal.lines import Filtre, JournalPage, Line, Place
from models.portefeuille import Portefeuille
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.undoing import undo_gesture
from screens.history.journal_filter import JournalFilter
from screens.history.line_beside import LineBeside
from screens.history.rows import JournalList, in_words, said_of, undone_in_words
from screens.history.words import filter_in_words
from screens.widgets.bindings import hidden
from screens.widgets.nav import ACCUEIL, THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen

LAST, FIRST = "C'est la fin du journal.", "C'est le début du journal : le plus récent."
ALL = "Tout, du plus récent au plus ancien."
NOTHING_UNDER = "Aucun geste sous le curseur."
CHANGED = "Un collègue vient d'ajouter à ce journal. <journal.reload> : actualiser."
NO_FILTER = "Aucun filtre : <journal.filter> en choisit."


@dataclass(frozen=True)
class Level:
    """What is shown: the journal, or what one line of it holds; from where, and on which row."""

    line: Line | None = None
    place: Place | None = None
    cursor: str | int | None = None

    @property
    def is_operation(self) -> bool:
        """Whether one operation is unfolded, and not several."""
        return self.line is not None and (self.line.alone or self.line.nombre == 1)


class JournalScreen(PortalScreen[str]):
    """The journal of the cabinet, or that of one client; gives nothing to say."""

    TITLE = "Journal"
    CSS_PATH = "journal.tcss"
    AUTO_FOCUS = "JournalList"
    BINDINGS = [
        Binding("u,ctrl+z", "undo", "Annuler ce geste", id="journal.undo"),
        Binding("f", "filter", "Filtrer", id="journal.filter"),
        hidden("backspace", "unfilter", "Afficher sans filtre", id="journal.unfilter"),
        Binding("s,pagedown,f8", "turn(1)", "Plus ancien", id="journal.next"),
        hidden("p,pageup,f7", "turn(-1)", "Plus récent", id="journal.previous"),
        hidden("f5", "reload", "Actualiser", id="journal.reload"),
        Binding("escape,f12", "back", "Retour", id="journal.back"),
    ]

    _rows = query_one(JournalList)
    _beside = query_one(LineBeside)

    def __init__(self, portefeuille: Portefeuille, client: Fiche | None = None) -> None:
        path = (*THE_LIST, client.called) if client else THE_LIST
        super().__init__(*path, self.TITLE, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._none = replace(EVERYTHING, clients=frozenset({client.uid})) if client else EVERYTHING
        self._filtre = self._none
        self._levels = [Level()]
        self._page = JournalPage(())

    def body(self) -> ComposeResult:
        """Lay out what narrows the journal or what is unfolded, then the lines."""
        yield Head(self.TITLE)
        yield Paragraph(id="quoi")
        rows = JournalList(of_one=bool(self._none.clients))
        rows.beside = self._tell_row
        yield Vertical(rows, LineBeside(self._portefeuille.journal))

    @on(JournalList.CapacityChanged)
    async def fill(self) -> None:
        """Read as many lines as the window holds."""
        if self._rows.capacity:
            await self._show(self._here(), answered=True)

    @on(JournalList.WidthChanged)
    def fit(self) -> None:
        """Give the columns their new widths."""
        self._rows.fit(self._page.lines)

    async def _show(self, level: Level, *, answered: bool = False) -> bool:
        """Read what a level holds, and show it; nothing changes if the base refuses.

        What was `answered` stays on the foot.
        """
        journal, line, size = self._portefeuille.journal, level.line, self._rows.capacity
        if line and level.is_operation:
            found = await carry_out(self, partial(journal.differences, [line.operation]))
            if found is REFUSED:
                return False
            self._page = JournalPage(())
            self._rows.show_differences(found.get(line.operation, ()))
        else:
            read = (
                partial(journal.operations, line.lot, level.place, size=size)
                if line
                else partial(journal.page, self._filtre, level.place, size=size)
            )
            page = await carry_out(self, read)
            if page is REFUSED:
                return False
            if level.place and not (level.place.older or page.has_newer):
                return await self._show(replace(level, place=None), answered=answered)
            self._page = page
            self._beside.show_page(page.lines)
            self._rows.show_lines(page.lines, cursor=level.cursor)
        self._levels[-1] = level
        self.refresh_bindings()
        if not answered:
            self.say("")
        self._tell()
        return True

    def _tell(self) -> None:
        """Say above the rows what they are."""
        line = self._levels[-1].line
        narrowed = filter_in_words(self._filtre)
        above = f"Filtre : {narrowed}." if narrowed else ALL
        self.query_one("#quoi", Paragraph).say(said_of(line) if line else above)
        self._tell_row()

    @on(JournalList.Moved)
    def forget_answer(self) -> None:
        """Forget what was said of another row."""
        self.say("")

    def _tell_row(self) -> None:
        """Say who undid the line under the cursor, or the whole of what is cut."""
        line, one = self._current, self._rows.difference
        self.foot.rest(undone_in_words(line.undone) if line else in_words(one) if one else "")
        self._beside.show(line or one)

    @property
    def _current(self) -> Line | None:
        """The line under the cursor."""
        row = self._rows.current
        return next(
            (one for one in self._page.lines if row and row.key == str(one.operation)), None
        )

    def action_turn(self, step: int) -> None:
        """Go to what is older (1) or newer (-1)."""
        self.call_next(self._turn, step)

    async def _turn(self, step: int) -> None:
        lines, level = self._page.lines, self._levels[-1]
        if said := self._why_not_turn(step):
            self.say(said)
            return
        place = Place(lines[-1].rang) if step > 0 else Place(lines[0].rang, older=False)
        await self._show(replace(level, place=place, cursor=0 if step > 0 else -1))

    def _why_not_turn(self, step: int) -> str:
        if self._page.lines and (self._page.has_older if step > 0 else self._page.has_newer):
            return ""
        return LAST if step > 0 else FIRST

    @on(JournalList.Edge)
    async def turn_at_edge(self, event: JournalList.Edge) -> None:
        """Turn the page at its end."""
        if event.direction == "first":
            await self._show(replace(self._levels[-1], place=None, cursor=0))
        elif event.direction != "last":
            await self._turn(1 if event.direction == "next" else -1)

    async def action_reload(self) -> None:
        """Read again, and draw the whole screen."""
        await self.run_action("app.repaint")
        if await self._show(self._here()):
            self.say("Journal actualisé.")

    def show_changes(self) -> bool:
        """Show what others did; what is unfolded stays as it is, and so does an older page.

        A page that the line under the cursor has left is only told of. False if it is still to be
        told: an answer is in sight.
        """
        here = self._here()
        if here.line or here.place or not self._rows.capacity:
            return True
        try:
            page = self._portefeuille.journal.page(self._filtre, size=self._rows.capacity)
        except Refusal:
            return True
        if here.cursor and here.cursor not in {str(line.operation) for line in page.lines}:
            return self.foot.mention(CHANGED)
        if page != self._page:
            self.call_next(self._show, here, answered=True)
        return True

    def _here(self) -> Level:
        """Give what is shown, on the row where the cursor is."""
        row = self._rows.current
        return replace(self._levels[-1], cursor=row.key if row else None)

    # Unfolding

    @on(JournalList.Opened)
    async def unfold(self) -> None:
        """Show the operations of a lot, or what an operation changed."""
        if (line := self._current) is None:
            return
        self._levels[-1] = self._here()
        self._levels.append(Level(line, cursor=0))
        if not await self._show(self._levels[-1]):
            self._levels.pop()

    @on(JournalList.NothingToOpen)
    def tell_nothing(self) -> None:
        """Say why a key that acts on a line does nothing."""
        self.say(NOTHING_UNDER, "warning")

    async def action_back(self) -> None:
        """Fold, or leave."""
        if len(self._levels) == 1:
            self.dismiss("")
            return
        gone = self._levels.pop()
        if not await self._show(self._levels[-1]):
            self._levels.append(gone)

    # Narrowing

    @work
    async def action_filter(self) -> None:
        """Choose whose gestures, of which kind and when."""
        auteurs = await carry_out(self, self._portefeuille.journal.auteurs)
        if auteurs is REFUSED:
            return
        filtre = await self.app.push_screen_wait(JournalFilter(self._filtre, auteurs))
        if filtre is not None:
            await self._narrow(filtre)

    async def action_unfilter(self) -> None:
        """Show the whole journal."""
        if self._filtre == self._none:
            self.say(NO_FILTER)
        else:
            await self._narrow(self._none)

    async def _narrow(self, filtre: Filtre) -> None:
        before, self._filtre = self._filtre, filtre
        levels, self._levels = self._levels, [Level()]
        if not await self._show(Level(cursor=0)):
            self._filtre, self._levels = before, levels

    # Undoing

    @work(exclusive=True)
    async def action_undo(self) -> None:
        """Undo the gesture under the cursor, or the one that is unfolded, once confirmed."""
        line = self._current or self._levels[-1].line
        if line is None:
            self.tell_nothing()
            return
        if said := await undo_gesture(self, self._portefeuille, line.lot):
            await self._read_again(line)
            self.say(said)

    async def _read_again(self, line: Line) -> None:
        """Show what the journal says now, what is unfolded included."""
        level = self._here()
        if level.line and level.line.lot == line.lot:
            fresh = await carry_out(self, partial(self._portefeuille.journal.line, line.lot))
            if fresh:
                level = replace(level, line=replace(level.line, undone=fresh.undone))
        await self._show(level)

    def go_to_tab(self, tab: str) -> None:
        """Leave for where one came from."""
        if tab == ACCUEIL:
            self.say("Fermez d'abord le journal : Échap.")
        else:
            self._rows.focus()

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        if action == "turn":
            return self._why_not_turn(1 if parameters == (1,) else -1)
        return self._portefeuille.why_read_only if action == "undo" else ""
