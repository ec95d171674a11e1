"""Accueil: what the portefeuille holds, what is waiting, what was changed last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.consultation import EVERYTHING
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres, Tri
from screens.doors import bindings_of, go, why_closed
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.idle_keys import why_not_go
from screens.liste.counted import Counted, held_in, rows_of, waiting_of
from screens.liste.filters import Filters
from screens.liste.listing import NARROW
from screens.liste.mine import NO_DOSSIER, TYPED, counted_of, rows_beside
from screens.liste.morning import Morning, read
from screens.liste.recent import rows_of as recent_rows
from screens.liste.search_words import nothing_found
from screens.liste.start import Start
from screens.widgets.bindings import hidden
from screens.widgets.button import FlatButton
from screens.widgets.columns import Row
from screens.widgets.key_names import worded_on
from screens.widgets.nav import ACCUEIL
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.widgets.widths import LARGE
from screens.windows.confirm import ConfirmModal

if TYPE_CHECKING:
    from screens.flows.one_client import Left

FEWEST = 5
HIGH = 20
"""Rows from which a window has room for all the lines."""
DEMO = "Démonstration : les comptes sont fictifs, rien n'est gardé."
LEAVING = "Vous reviendrez à l'écran de connexion. <app.quit> : quitter."
NOTHING_TYPED = "Aucune saisie à reprendre."
COMPARE = Row("rapprochement", ("", "comparer à urssaf.fr"))
EQUIPE = Row("equipe", ("", "l'équipe du cabinet"))
"""The lines that count nothing: they open the doors of these names."""
REGLAGES = Row("reglages", ("", "mes réglages"))
"""Stands last, where all the lines have room."""
BLOCKS = ("portefeuille", "a_traiter", "a_moi", "derniers")


class AccueilScreen(PortalScreen[None]):
    """Each line opens the list that it counts, or the account that it names."""

    TITLE = "Accueil"
    CSS_PATH = "accueil.tcss"
    AUTO_FOCUS = "#portefeuille"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high"), (34, "-tall")]
    BINDINGS = [
        Binding("a,f6", "add", "Ajouter un compte", id="accueil.add"),
        Binding("g", "list", "Gérer les établissements", id="accueil.list"),
        Binding("slash,f3", "search", "Chercher", id="accueil.search"),
        *bindings_of("accueil"),
        hidden("f5", "count", "Actualiser", id="accueil.count"),
        hidden("t", "resume", "Reprendre une saisie", id="accueil.resume"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="accueil.undo"),
        hidden("escape,f12", "leave", "Se déconnecter", id="accueil.leave"),
    ]

    def __init__(self, portefeuille: Portefeuille, *, demo: bool = False, age: str = "") -> None:
        super().__init__(ACCUEIL, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._demo, self._above = demo, f"{DEMO}\n" if demo else f"{age} ".lstrip()
        self._morning: Morning | None = None
        self._lists: dict[str, Criteres] = {}
        self._filters = Filters()

    def body(self) -> ComposeResult:
        """Lay out the blocks; a wide window has that of one's own dossiers."""
        closed = not self._portefeuille.may_write
        yield Head(
            f"Bonjour {self._portefeuille.utilisateur_nom}",
            FlatButton("Gérer les établissements", id="gerer"),
            FlatButton("+ Ajouter un compte", variant="primary", id="ajouter", disabled=closed),
        )
        with Horizontal(id="comptes"):
            yield RowList([], one_of_many=True, id="portefeuille")
            yield RowList([], one_of_many=True, id="a_traiter")
            yield RowList([], one_of_many=True, empty=NO_DOSSIER, id="a_moi")
        yield RowList([], one_of_many=True, id="derniers")
        questions = worded_on(self, "Vous avez des questions ? <app.aide>")
        yield Static(Content(f"{self._above}{questions}"), id="questions")

    def on_mount(self) -> None:
        """Say at once what this portefeuille has not; offer what was typed before a cut."""
        if why := self._portefeuille.why_no_key:
            self.say(why, "warning")
        self.action_resume(asked=False)

    async def action_count(self) -> None:
        """Read the counters and the last accounts again, and draw the whole screen."""
        await self.run_action("app.repaint")
        await self.count()

    @on(events.ScreenResume)
    async def count(self) -> None:
        """Read the counters and the last accounts whenever one comes back."""
        seen = partial(read, self._portefeuille, wide=self.size.width >= LARGE)
        morning = await carry_out(self, seen)
        if morning is not REFUSED:
            self._morning = morning
            self._show_blocks()

    def show_changes(self) -> bool:
        """Count again what others changed."""
        self.call_next(self.count)
        return True

    @on(RowList.CapacityChanged)
    def on_resize(self) -> None:
        """Say it in the new width, and as many of the last accounts as there is room for."""
        self._show_blocks()
        if self._morning and self._morning.mine is None and self.size.width >= LARGE:
            self.call_next(self.count)

    def _show_blocks(self) -> None:
        if (morning := self._morning) is None:
            return
        inside, wide = self._portefeuille, self.size.width >= NARROW
        held = held_in(morning.compteurs, inside.my_dossiers)
        waiting = waiting_of(morning.compteurs, " sur urssaf.fr" if wide else "")
        doors = [one for one in (COMPARE, EQUIPE) if not why_closed(inside, one.key)]
        doors += [REGLAGES] * (self.size.height >= HIGH)
        mine = counted_of(morning.mine, morning.compteurs.a_moi, inside.my_dossiers)
        more = rows_beside(morning.typed, morning.compared)
        rows = (
            self._show_counts("portefeuille", "Portefeuille", held, *doors),
            self._show_counts("a_traiter", "À traiter", waiting),
            self._show_counts("a_moi", "Mes dossiers", mine, *more),
        )
        self.query_one("#comptes").styles.height = 1 + max(rows)
        self._show_recent(morning.recent)

    def _show_counts(self, block: str, title: str, counted: Sequence[Counted], *more: Row) -> int:
        """Show what is counted, and what is not; gives how many rows that takes."""
        rows, columns, lists = rows_of(block, title, counted)
        self._lists |= lists
        self._block(block).show([*rows, *more], columns=columns)
        return len(rows) + len(more)

    def _show_recent(self, recent: Sequence[Fiche]) -> None:
        last = recent[: max(FEWEST, self._block("derniers").capacity)]
        rows, columns = recent_rows(last, self.size.width)
        empty = nothing_found(EVERYTHING, may_write=self._portefeuille.may_write)
        self._block("derniers").show(rows, columns=columns, empty=empty)

    def _block(self, block: str) -> RowList:
        return self.query_one(f"#{block}", RowList)

    @on(RowList.Edge)
    def pass_to_next_block(self, event: RowList.Edge) -> None:
        """Go from a block to the one above or below; the ends hold."""
        step = 1 if event.direction in ("next", "last") else -1
        shown = [block for block in map(self._block, BLOCKS) if block.display]
        place = shown.index(event.control) + step
        if 0 <= place < len(shown):
            block = shown[place]
            block.move_to(0 if step > 0 else block.capacity - 1)
            block.focus()

    @on(RowList.Opened)
    async def open_line(self, event: RowList.Opened) -> None:
        """Open the list that the line counts, or the account that it names."""
        from screens.services_panel import ServicesPanel

        key = event.row.key
        if key in (COMPARE.key, EQUIPE.key):
            self.action_go(key)
        elif key == REGLAGES.key:
            await self.run_action("app.reglages")
        elif key == TYPED:
            self.action_resume()
        elif key in self._lists:
            self._open_counted(self._lists[key])
        elif fiche := await carry_out(self, lambda: self._portefeuille.get(UUID(key))):
            self.app.push_screen(ServicesPanel(self._portefeuille, fiche), self._tell)

    def _open_counted(self, criteres: Criteres) -> None:
        if criteres.ecarts:
            from screens.queue import QueueScreen

            # What the line counts, whatever the session narrows.
            whose = Filters(Criteres(responsables=criteres.responsables))
            self.app.push_screen(QueueScreen(self._portefeuille, whose, criteres.ecarts))
        else:
            is_ordered = criteres.tri is not Tri.NOM
            self._open_list(criteres if is_ordered else self._filters.ordered(criteres))

    def _tell(self, left: Left | None) -> None:
        if left:
            self.say(left.said, "success")

    def _open_list(
        self, criteres: Criteres = EVERYTHING, start: Start = Start.LIST, typed: str = ""
    ) -> None:
        from screens.etablissements import EtablissementsScreen

        self.foot.clear()
        inside, filters = self._portefeuille, self._filters
        self.app.push_screen(
            EtablissementsScreen(inside, criteres, start=start, typed=typed, filters=filters)
        )

    def action_add(self) -> None:
        """Open the list on the Siren to inscribe."""
        self._open_list(start=Start.ADD)

    def action_list(self) -> None:
        """Open the list as it was left: its facets and its order."""
        self._open_list(self._filters.criteres)

    def action_search(self) -> None:
        """Open the list on its search."""
        self._open_list(start=Start.SEARCH)

    @on(FlatButton.Pressed)
    def press(self, event: FlatButton.Pressed) -> None:
        """« Gérer les établissements » or « + Ajouter un compte »."""
        (self.action_add if event.control.id == "ajouter" else self.action_list)()

    def go_to_tab(self, tab: str) -> None:
        """Open the list, or go back to the first block."""
        if tab == ACCUEIL:
            self._block("portefeuille").focus()
        else:
            self.action_list()

    @work
    async def action_resume(self, *, asked: bool = True) -> None:
        """Offer what was typed and not saved before a cut, to who has `asked`, or comes in."""
        found = await carry_out(self, self._portefeuille.brouillons.interrupted)
        if found and self._portefeuille.may_write:
            from screens.resuming import offer

            await offer(self, self._portefeuille, found, asked=asked)
        elif asked and found is not REFUSED:
            self.say(self._portefeuille.why_read_only or NOTHING_TYPED)

    @work
    async def action_undo(self) -> None:
        """Undo what this person did last, once confirmed: an import begun here, for one."""
        from screens.flows.undoing import undo_latest

        if said := await undo_latest(self, self._portefeuille):
            await self.count()
            self.say(said)

    @work
    async def action_leave(self) -> None:
        """Sign out, once confirmed; ^Q leaves the program."""
        question = ConfirmModal(
            "Quitter la démonstration ?" if self._demo else "Vous déconnecter de Portefeuille ?",
            details=(DEMO if self._demo else worded_on(self, LEAVING),),
        )
        if await self.app.push_screen_wait(question):
            self.dismiss(None)

    @work
    async def action_go(self, door: str) -> None:
        """Open another screen of the portefeuille."""
        self.say(await go(self, self._portefeuille, self._filters, door), "success")

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say what the role does not allow."""
        if action == "go":
            closed = why_closed(self._portefeuille, parameters[0])
            return closed or why_not_go(parameters, self._portefeuille.why_read_only)
        return self._portefeuille.why_read_only if action in ("add", "undo") else ""

    async def take_text(self, text: str) -> None:
        """Open the list on what was pasted, or typed at once."""
        self._open_list(start=Start.TEXT, typed=text)

    def on_key(self, event: events.Key) -> None:
        """Begin a search with a digit, as in the list."""
        if event.character and event.character in "0123456789":
            event.stop()
            self._open_list(start=Start.SEARCH, typed=event.character)
