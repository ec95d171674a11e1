"""What the screens of a list of clients do alike: its pages, and what starts from a row."""

from __future__ import annotations

from textual import on, work
from textual.screen import ScreenResultType

from screens.liste.paged_rows import PagedRows
from screens.liste.row_gestures import RowGestures
from screens.widgets.portal_screen import PortalScreen
from screens.widgets.rows import RowList


class ListScreen(PortalScreen[ScreenResultType]):
    """A screen of the portal that shows pages of clients; its keys are its own."""

    _list: PagedRows

    @on(RowList.Moved)
    def forget_answer(self) -> None:
        """Forget what was said of another row."""
        self._list.tell_ticked()

    def action_turn(self, step: int) -> None:
        """Suivant (1) or Précédent (-1)."""
        # A key with priority is carried out by the application, which Échap must reach meanwhile.
        self.call_next(self._list.turn, step)

    async def action_reload(self) -> None:
        """Read the list again, and draw the whole screen."""
        await self.run_action("app.repaint")
        await self._list.reload()
        self.say("Liste actualisée.")

    def show_changes(self) -> bool:
        """Show what others changed, where the cursor stays on its row."""
        return self._list.show_changes()

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        return self._list.why_not(action, parameters)


class ClientsScreen(ListScreen[ScreenResultType]):
    """A list from whose rows one reports, undoes, copies and opens the form."""

    _row: RowGestures

    @work
    async def action_mark(self, refused: bool) -> None:
        """Say that urssaf.fr has it, of the row or of all that is ticked, or refused it."""
        await self._row.mark(refused=refused)

    @work
    async def action_undo(self) -> None:
        """Undo what this person did last, once confirmed; pressed again, what came before."""
        await self._row.undo()

    @work
    async def action_copy(self) -> None:
        """Show the numbers to copy, and the message for the client."""
        await self._row.copy()

    @work
    async def action_data(self) -> None:
        """Open the form on this client."""
        await self._row.change_data()
