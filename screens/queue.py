"""À faire sur urssaf.fr: what urssaf.fr does not know yet, in the portal's order."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from models.labels import ToDo
from models.portefeuille import Portefeuille
from models.search.criteres import WAITING
from screens.bordereau import BordereauModal
from screens.ecarts.queue_list import QueueList
from screens.flows.reporting import NOTHING_TO_DO
from screens.liste.filters import Filters
from screens.liste.list_screen import ClientsScreen
from screens.liste.row_gestures import RowGestures
from screens.queue_fiche import QueueFiche
from screens.widgets.bindings import hidden
from screens.widgets.key_names import worded_on
from screens.widgets.nav import ACCUEIL, THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head
from screens.widgets.rows import RowList

AT_MOST = 10_000
"""How many a long queue is believed to hold, for the bar of what is read of it."""


class QueueScreen(ClientsScreen[str]):
    """The queue: each row says what to click there; Entrée gives its values bare."""

    TITLE = "À faire sur urssaf.fr"
    CSS_PATH = "queue.tcss"
    AUTO_FOCUS = "#comptes"
    BINDINGS = [
        Binding("r", "mark(False)", "Fait", id="queue.report"),
        Binding("n", "mark(True)", "Refusé", id="queue.refuse"),
        Binding("y", "copy", "Copier", id="queue.copy"),
        # With priority a key is carried out at once, and is not offered to each node first.
        hidden("s,pagedown,f8", "turn(1)", "Suivant", priority=True, id="queue.next"),
        hidden("p,pageup,f7", "turn(-1)", "Précédent", priority=True, id="queue.previous"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="queue.undo"),
        hidden("d", "data", "Données du client", id="queue.data"),
        hidden("e", "export", "Liste à pointer", id="queue.export"),
        hidden("f5", "reload", "Actualiser", id="queue.reload"),
        Binding("escape,f12", "back", "Retour", id="queue.back"),
    ]

    _list: QueueList

    def __init__(
        self, portefeuille: Portefeuille, filters: Filters, ecarts: frozenset[ToDo] = WAITING
    ) -> None:
        super().__init__(*THE_LIST, self.TITLE, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._list = QueueList(portefeuille, filters, ecarts)
        self._row = RowGestures(self, portefeuille, self._list)

    def body(self) -> ComposeResult:
        """Lay out the title, what narrows the queue, its rows."""
        yield Head(self.TITLE)
        yield Paragraph(id="dossiers")
        yield self._list

    def on_mount(self) -> None:
        """Begin with one's own dossiers."""
        self._list.begin()

    @on(QueueList.Narrowed)
    def tell_narrowing(self) -> None:
        """Say above the rows what narrows them."""
        self.query_one("#dossiers", Paragraph).say(worded_on(self, self._list.said))

    @on(RowList.Opened)
    @work
    async def open_fiche(self) -> None:
        """Give the values of the row bare, ready to be copied into urssaf.fr."""
        if (fiche := await self._row.fresh()) is None:
            return
        if fiche.ecart is ToDo.AUCUN:
            self._list.amend(fiche)
            self.say(*NOTHING_TO_DO)
            return
        self.say("")
        shown = QueueFiche(self._portefeuille, fiche, self._list.criteres)
        left = await self.app.push_screen_wait(shown)
        if left.fiche is None:
            await self._list.reload()
        else:
            await self._list.follow(left.fiche.uid)
        self.say(left.said, "success")

    @work
    async def action_export(self) -> None:
        """Write the list to tick of what this queue holds."""
        listed = self._list
        number = listed.page.total or AT_MOST
        today = self._portefeuille.now.astimezone().date()
        window = BordereauModal(self._portefeuille, listed.criteres, number, today)
        self.say(await self.app.push_screen_wait(window), "success")

    async def on_unmount(self) -> None:
        """Let go of the panel, which the form may open."""
        await self._row.let_go_of_panel()

    def action_back(self) -> None:
        """Untick, then leave."""
        if self._list.ticked:
            self._list.action_untick()
        else:
            self.dismiss("")

    def go_to_tab(self, tab: str) -> None:
        """Leave, or go to the rows."""
        if tab == ACCUEIL:
            self.dismiss("")
        else:
            self._list.rows.focus()
