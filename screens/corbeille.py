"""Corbeille: what was removed, until thirty days after urssaf.fr was told, and restoring it."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from models.portefeuille import Portefeuille
from screens.flows.gestures import carry_out
from screens.flows.restoring import restore
from screens.flows.undoing import undo_latest
from screens.liste.corbeille_list import CorbeilleList
from screens.liste.list_screen import ListScreen
from screens.services_panel import ServicesPanel
from screens.widgets.bindings import hidden
from screens.widgets.nav import ACCUEIL, THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head
from screens.widgets.rows import RowList

UNTIL = "Un client supprimé reste ici 30 jours après sa résiliation sur urssaf.fr."


class CorbeilleScreen(ListScreen[str]):
    """The corbeille; gives nothing to say."""

    TITLE = "Corbeille"
    CSS_PATH = "corbeille.tcss"
    AUTO_FOCUS = "#comptes"
    BINDINGS = [
        Binding("t", "restore", "Restaurer", id="corbeille.restore"),
        # With priority a key is carried out at once, and is not offered to each node first.
        Binding("s,pagedown,f8", "turn(1)", "Suivant", priority=True, id="corbeille.next"),
        hidden("p,pageup,f7", "turn(-1)", "Précédent", priority=True, id="corbeille.previous"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="corbeille.undo"),
        hidden("f5", "reload", "Actualiser", id="corbeille.reload"),
        Binding("escape,f12", "back", "Retour", id="corbeille.back"),
    ]

    _list: CorbeilleList

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__(*THE_LIST, self.TITLE, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._list = CorbeilleList(portefeuille)

    def body(self) -> ComposeResult:
        """Lay out the title, until when things stay here, the rows."""
        yield Head(self.TITLE)
        yield Paragraph(UNTIL, id="jusqua")
        yield self._list

    @on(RowList.Opened)
    @work
    async def consult(self) -> None:
        """Open the services of the row, to read."""
        seen = self._list.current
        if seen is None:
            return
        fiche = await carry_out(self, lambda: self._portefeuille.get(seen.uid))
        if not fiche:
            await self._list.reload()
            return
        panel = ServicesPanel(self._portefeuille, fiche, criteres=None)
        left = await self.app.push_screen_wait(panel)
        await self._list.follow(left.fiche.uid)
        self.say(left.said, "success")

    @work
    async def action_restore(self) -> None:
        """Bring back the row, or all that is ticked, once confirmed."""
        current, ticked = self._list.current, self._list.ticked.uids
        uids = ticked or ((current.uid,) if current else ())
        if said := await restore(self, self._portefeuille, uids):
            self._list.action_untick()
            await self._list.reload()
            self.say(*said)

    @work
    async def action_undo(self) -> None:
        """Undo what this person did last, once confirmed; pressed again, what came before."""
        if said := await undo_latest(self, self._portefeuille):
            await self._list.reload()
            self.say(said)

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
