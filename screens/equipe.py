"""Équipe: who is in the cabinet, what each may do, who is held up; for its administrateurs."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.equipe import Equipe, Membre
from models.portefeuille import Portefeuille
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.undoing import undo_latest
from screens.personnes.adding import PersonneModal
from screens.personnes.gestures import act_on
from screens.personnes.rows import EquipeList, counted, said_of, shorter_of
from screens.widgets.bindings import hidden
from screens.widgets.cells import cut
from screens.widgets.nav import ACCUEIL
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen

MARGINS = 4
"""The cells of the foot that a sentence has not: those at its ends, and its sign."""
READ_AGAIN = "Équipe actualisée."


class EquipeScreen(PortalScreen[str]):
    """One row a person; gives nothing to say."""

    TITLE = "Équipe"
    CSS_PATH = "equipe.tcss"
    AUTO_FOCUS = "EquipeList"
    BINDINGS = [
        Binding("a,f6", "add", "Ajouter une personne", id="equipe.add"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="equipe.undo"),
        hidden("f5", "reload", "Actualiser", id="equipe.reload"),
        Binding("escape,f12", "back", "Retour", id="equipe.back"),
    ]

    _rows = query_one(EquipeList)

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__(ACCUEIL, self.TITLE, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._people: tuple[Membre, ...] = ()

    def body(self) -> ComposeResult:
        """Lay out the title, how many there are, the rows."""
        yield Head(self.TITLE)
        yield Paragraph(id="combien")
        yield EquipeList([])

    async def on_mount(self) -> None:
        """Read who there is."""
        await self._read()

    async def _read(self) -> bool:
        """Read the people again, the cursor on the same one; nothing changes if that is refused."""
        people = await carry_out(self, Equipe(self._portefeuille).membres)
        if people is REFUSED:
            return False
        self._people = people
        self._show()
        return True

    @on(EquipeList.CapacityChanged)
    def on_resize(self) -> None:
        """Show as much of each as the window has room for."""
        self._show()

    def _show(self, cursor: str | None = None) -> None:
        if not self._people:
            return
        self.query_one("#combien", Paragraph).say(counted(self._people))
        self._rows.show_people(self._people, width=self.size.width, cursor=cursor)
        self._tell_row()

    @property
    def _current(self) -> Membre | None:
        row = self._rows.current
        return next((one for one in self._people if row and one.uid.hex == row.key), None)

    @on(EquipeList.Moved)
    def forget_answer(self) -> None:
        """Forget what was said of another row."""
        self.say("")
        self._tell_row()

    def _tell_row(self) -> None:
        """Say all of the row, or as much as the one row holds that the keys leave.

        The whole is in the window of what is to be done (Entrée).
        """
        if (current := self._current) is not None:
            *longer, least = said_of(current), *shorter_of(current)
            fits = (one for one in longer if self.foot.holds(one))
            self.foot.rest(next(fits, cut(least, self.size.width - MARGINS)))

    @on(EquipeList.Opened)
    @work(exclusive=True)
    async def act(self) -> None:
        """Choose what is to be done of the person under the cursor, and do it once confirmed."""
        if why := self._portefeuille.why_read_only:
            self.say(why, "warning")
            return
        current = self._current
        if current is None:
            return
        said = await act_on(self, self._portefeuille, current)
        if said is not None and await self._read():
            self.say(said, "success")

    @work(exclusive=True)
    async def action_add(self) -> None:
        """Add a person, and go to them: who was added is given a key next."""
        window = PersonneModal(Equipe(self._portefeuille))
        said = await self.app.push_screen_wait(window)
        known = {one.uid for one in self._people}
        if said is not None and await self._read():
            self._show(next((one.uid.hex for one in self._people if one.uid not in known), None))
            self.say(said, "success")

    @work(exclusive=True)
    async def action_undo(self) -> None:
        """Undo what this person did last of clients, once confirmed, as a hand-over is."""
        if (said := await undo_latest(self, self._portefeuille)) and await self._read():
            self.say(said)

    async def action_reload(self) -> None:
        """Read again, and draw the whole screen."""
        await self.run_action("app.repaint")
        if await self._read():
            self.say(READ_AGAIN)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss("")

    def go_to_tab(self, tab: str) -> None:
        """Leave for where one came from."""
        if tab == ACCUEIL:
            self.dismiss("")
        else:
            self.say("Fermez d'abord l'équipe : Échap.")

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say why `action` would do nothing now; empty if it would do something."""
        return self._portefeuille.why_read_only if action in ("add", "undo") else ""
