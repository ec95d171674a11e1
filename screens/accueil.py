"""Accueil: what the portefeuille holds, what is waiting, what was changed last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.consultation import EVERYTHING
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.compteurs import Compteurs
from models.search.criteres import Criteres
from models.wording import show_date, show_moment
from screens.doors import bindings_of, go, why_closed
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.idle_keys import why_not_go
from screens.flows.short_names import name_with_etat, short_number
from screens.liste.counted import Counted, held_in, waiting_of
from screens.liste.filters import Filters
from screens.liste.listing import NARROW
from screens.liste.search_words import nothing_found, show_counted
from screens.liste.start import Start
from screens.widgets.bindings import hidden
from screens.widgets.button import FlatButton
from screens.widgets.columns import Column, Row
from screens.widgets.key_names import worded_on
from screens.widgets.nav import ACCUEIL
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal

if TYPE_CHECKING:
    from screens.flows.one_client import Left

RECENT = 15
"""The last accounts that a high window shows."""

FEWEST = 5
DEMO = "Démonstration : les comptes sont fictifs, rien n'est gardé."
LEAVING = "Vous reviendrez à l'écran de connexion. <app.quit> : quitter."
NOTHING_TYPED = "Aucune saisie à reprendre."
COMPARE = Row("rapprochement", ("", "comparer avec urssaf.fr"))
EQUIPE = Row("equipe", ("", "l'équipe du cabinet"))
"""The lines that count nothing: they open the doors of these names."""
BLOCKS = ("portefeuille", "a_traiter", "derniers")


class AccueilScreen(PortalScreen[None]):
    """Each line opens the list that it counts, or the account that it names."""

    TITLE = "Accueil"
    CSS_PATH = "accueil.tcss"
    AUTO_FOCUS = "#portefeuille"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high"), (34, "-tall")]
    BINDINGS = [
        Binding("a,f6", "add", "Ajouter un compte", id="accueil.add"),
        Binding("g", "list", "Gérer les établissements", id="accueil.list"),
        Binding("slash,f3", "search", "Chercher", id="accueil.search"),
        *bindings_of("accueil"),
        hidden("f5", "count", "Actualiser", id="accueil.count"),
        hidden("t", "resume", "Reprendre une saisie", id="accueil.resume"),
        hidden("escape,f12", "leave", "Se déconnecter", id="accueil.leave"),
    ]

    def __init__(self, portefeuille: Portefeuille, *, demo: bool = False, age: str = "") -> None:
        super().__init__(ACCUEIL, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._demo, self._above = demo, f"{DEMO}\n" if demo else f"{age} ".lstrip()
        self._compteurs: Compteurs | None = None
        self._lists: dict[str, Criteres] = {}
        self._recent: tuple[Fiche, ...] = ()
        self._filters = Filters()

    def body(self) -> ComposeResult:
        """Lay out the three blocks."""
        closed = not self._portefeuille.may_write
        yield Head(
            f"Bonjour {self._portefeuille.utilisateur_nom}",
            FlatButton("Gérer les établissements", id="gerer"),
            FlatButton("+ Ajouter un compte", variant="primary", id="ajouter", disabled=closed),
        )
        with Horizontal(id="comptes"):
            yield RowList([], one_of_many=True, id="portefeuille")
            yield RowList([], one_of_many=True, id="a_traiter")
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
        read = await carry_out(
            self, lambda: (self._portefeuille.compteurs(), self._portefeuille.recent(RECENT))
        )
        if read is REFUSED:
            return
        self._compteurs, self._recent = read
        self._show_blocks()

    def show_changes(self) -> bool:
        """Count again what others changed."""
        self.call_next(self.count)
        return True

    @on(RowList.CapacityChanged)
    def on_resize(self) -> None:
        """Say it in the new width, and as many of the last accounts as there is room for."""
        self._show_blocks()

    def _show_blocks(self) -> None:
        if self._compteurs is None:
            return
        wide = self.size.width >= NARROW
        held = held_in(self._compteurs, self._portefeuille.my_dossiers)
        waiting = waiting_of(self._compteurs, " sur urssaf.fr" if wide else "")
        doors = [one for one in (COMPARE, EQUIPE) if not why_closed(self._portefeuille, one.key)]
        self._show_counts("portefeuille", "Portefeuille", held, *doors)
        self._show_counts("a_traiter", "À traiter", waiting)
        self.query_one("#comptes").styles.height = 1 + max(len(held) + len(doors), len(waiting))
        self._show_recent(show_moment if wide else show_date)

    def _show_counts(self, block: str, title: str, counted: Sequence[Counted], *more: Row) -> None:
        numbers = [show_counted(number) for _, number, _ in counted]
        columns = [Column("", max(5, *map(cell_len, numbers)), "right"), Column(title)]
        rows = [
            Row(f"{block}.{rank}", (number, label))
            for rank, (number, (label, _, _)) in enumerate(zip(numbers, counted, strict=True))
        ]
        self._lists |= {row.key: line[2] for row, line in zip(rows, counted, strict=True)}
        self._block(block).show([*rows, *more], columns=columns)

    def _show_recent(self, show: Callable[[datetime], str]) -> None:
        last = self._recent[: max(FEWEST, self._block("derniers").capacity)]
        changed = [f"{_verb(fiche)} le {show(fiche.modifie_le)}" for fiche in last]
        rows = [
            Row(str(fiche.uid), (short_number(fiche), name_with_etat(fiche), when))
            for fiche, when in zip(last, changed, strict=True)
        ]
        width = max(map(len, changed), default=0)
        columns = [Column("Siren", 11), Column("Derniers comptes"), Column("", width)]
        empty = nothing_found(EVERYTHING, may_write=self._portefeuille.may_write)
        self._block("derniers").show(rows, columns=columns, empty=empty)

    def _block(self, block: str) -> RowList:
        return self.query_one(f"#{block}", RowList)

    @on(RowList.Edge)
    def pass_to_next_block(self, event: RowList.Edge) -> None:
        """Go from a block to the one above or below; the ends hold."""
        step = 1 if event.direction in ("next", "last") else -1
        place = BLOCKS.index(event.control.id or "") + step
        if 0 <= place < len(BLOCKS):
            block = self._block(BLOCKS[place])
            block.move_to(0 if step > 0 else block.capacity - 1)
            block.focus()

    @on(RowList.Opened)
    async def open_line(self, event: RowList.Opened) -> None:
        """Open the list that the line counts, or the account that it names."""
        from screens.services_panel import ServicesPanel

        key = event.row.key
        if key in (COMPARE.key, EQUIPE.key):
            self.action_go(key)
        elif key in self._lists and (ecarts := self._lists[key].ecarts):
            from screens.queue import QueueScreen

            # What the line counts, whatever the session narrows.
            self.app.push_screen(QueueScreen(self._portefeuille, Filters(), ecarts))
        elif key in self._lists:
            self._open_list(self._filters.ordered(self._lists[key]))
        elif fiche := await carry_out(self, lambda: self._portefeuille.get(UUID(key))):
            self.app.push_screen(ServicesPanel(self._portefeuille, fiche), self._tell)

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
        return self._portefeuille.why_read_only if action == "add" else ""

    async def take_text(self, text: str) -> None:
        """Open the list on what was pasted, or typed at once."""
        self._open_list(start=Start.TEXT, typed=text)

    def on_key(self, event: events.Key) -> None:
        """Begin a search with a digit, as in the list."""
        if event.character and event.character in "0123456789":
            event.stop()
            self._open_list(start=Start.SEARCH, typed=event.character)


def _verb(fiche: Fiche) -> str:
    return "inscrit" if fiche.cree_le == fiche.modifie_le else "modifié"
