"""What starts from a row of the list: its panel, its data, its report, its end."""

from __future__ import annotations

from typing import Any

from models.fiche import Fiche
from models.incitation import INCITATION
from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.flows.gestures import Tries, carry_out
from screens.flows.one_client import copy, terminate
from screens.flows.reporting import mark_report
from screens.flows.undoing import undo_latest
from screens.formulaire.saving import Outcome
from screens.liste import selection
from screens.liste.kept_panel import KeptPanel
from screens.liste.paged_rows import PagedRows
from screens.liste.portal_search import PortalSearch
from screens.widgets.portal_screen import PortalScreen

REMOVED_MEANWHILE = "Ce compte vient d'être supprimé du portefeuille."


class RowGestures:
    """Each begins by reading the row under the cursor again: somebody may have changed it."""

    def __init__(
        self, screen: PortalScreen[Any], portefeuille: Portefeuille, listed: PagedRows
    ) -> None:
        self._screen = screen
        self._portefeuille = portefeuille
        self._list = listed
        self._panel = KeptPanel(portefeuille)
        self._tries = Tries()

    async def consult(self, *, modification: bool = False) -> None:
        """Open the services, to read or to change."""
        if (fiche := await self.fresh()) is not None:
            await self.open_panel(fiche, modification=modification)

    async def open_panel(self, fiche: Fiche, *, modification: bool = False) -> None:
        """Open the services of an inscription, wherever it stands."""
        screen = self._screen
        screen.say("")
        panel = self._panel.on(screen.app, fiche, self._list.criteres, modification=modification)
        left = await screen.app.push_screen_wait(panel)
        if left.terminated:
            screen.say(left.said, "success")
            await self._list.reload()
        else:
            await self._list.follow(left.fiche.uid)
            screen.say(left.said, "success")

    async def let_go_of_panel(self) -> None:
        """Destroy the panel that is kept from one row to the next."""
        await self._panel.let_go(self._screen.app)

    async def receive(self, outcome: Outcome, searching: PortalSearch) -> None:
        """Show the client that the form gave back, in the list if it can be there."""
        if outcome.opened:
            await self.open_panel(outcome.fiche)
            return
        if not await self._list.follow(outcome.fiche.uid):
            searching.show("", "")
            await self._list.widen()
            await self._list.follow(outcome.fiche.uid)
        # After « Enregistrer et suivant » the focus is in the field: `y` would be text there.
        hint = INCITATION if outcome.again else f"{INCITATION} <.copy> : message à lui envoyer"
        answer = f"{outcome.said} {hint}" if outcome.said else hint
        self._screen.say(answer, "success" if outcome.said else "info")

    async def change_data(self) -> None:
        """Open the form on this client."""
        if (fiche := await self.fresh()) is None:
            return
        form = ClientForm.for_edit(self._portefeuille, fiche)
        outcome = await self._screen.app.push_screen_wait(form)
        if outcome is not None and outcome.opened:
            await self.open_panel(outcome.fiche)
        else:
            await self._list.follow(fiche.uid)
            self._screen.say(outcome.said if outcome else "", "success")

    async def terminate(self) -> None:
        """Take the inscription, or all that is ticked, out of the portefeuille, once confirmed."""
        if self._list.ticked:
            await self._on_ticked(selection.terminate_ticked)
            return
        if (fiche := await self.fresh()) is None:
            return
        left = await terminate(self._screen, self._portefeuille, fiche, self._tries)
        if left:
            self._screen.say(left.said, "success")
        if left is not None:
            await self._list.reload()

    async def mark(self, *, refused: bool) -> None:
        """Say whether urssaf.fr has the change (again: it has not), or that it refused it."""
        if self._list.ticked:
            await self._on_ticked(selection.refuse_ticked if refused else selection.report_ticked)
            return
        if (fiche := await self.fresh()) is None:
            return
        done = await mark_report(self._screen, self._portefeuille, fiche, refused=refused)
        if done is None:
            await self._list.reload()
        else:
            # The row stays, even where it is no longer sought: `r` again takes a slip back.
            self._list.amend(done[0])
            self._screen.say(*done[1])

    async def undo(self) -> None:
        """Take back what the person did last, once confirmed."""
        if said := await undo_latest(self._screen, self._portefeuille):
            await self._list.reload()
            self._screen.say(said)

    async def _on_ticked(self, flow: selection.OnTicked) -> None:
        if done := await flow(self._screen, self._portefeuille, self._list.ticked.uids):
            self._list.action_untick()
            await self._list.reload()
            self._screen.say(*done)

    async def copy(self) -> None:
        """Show the numbers to copy, and the message for the client."""
        if (fiche := await self.fresh()) is not None:
            copy(self._screen, self._portefeuille, fiche)

    async def fresh(self) -> Fiche | None:
        """Read the row under the cursor again; None, and said, if it has been removed."""
        seen = self._list.current
        if seen is None:
            return None
        fiche = await carry_out(self._screen, lambda: self._portefeuille.get(seen.uid))
        if fiche and fiche.retire_le and not seen.retire_le:
            self._screen.say(REMOVED_MEANWHILE, "error")
            await self._list.reload()
            return None
        return fiche or None
