"""Services panel: what is open for one inscription, to read (consultation) or to change."""

from __future__ import annotations

from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from models.brouillons.contents import BoxesTyped
from models.consultation import EVERYTHING
from models.fiche import Fiche
from models.labels import Service
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from screens.client_form import ClientForm
from screens.flows.drafts import Draft
from screens.flows.gestures import REFUSED, Tries, carry_out
from screens.flows.idle_keys import why_not_on
from screens.flows.one_client import Left, copy, terminate
from screens.flows.questions import NOTHING_TO_SAVE
from screens.flows.reporting import mark_report
from screens.flows.resumed import Resumed
from screens.flows.saved import tell_saved
from screens.flows.undoing import undo_latest
from screens.journal import JournalScreen
from screens.modeles import choose_modele
from screens.services import panel_keys
from screens.services.comptes import Comptes
from screens.services.panel_body import PanelBody
from screens.services.panel_buttons import PanelButtons
from screens.services.service_boxes import ServiceBoxes
from screens.volet.latest import latest_of
from screens.widgets.button import FlatButton
from screens.widgets.nav import ACCUEIL, THE_LIST
from screens.widgets.portal_screen import Head, PortalScreen
from screens.windows.bulle import service_explained, services_explained


class ServicesPanel(PortalScreen[Left]):
    """The fifteen boxes of an inscription, to read or to change.

    The list opens one and the same panel on each inscription (`open_on`): it is laid out once.
    Without `criteres` one goes on through the corbeille.
    """

    TITLE = "Services d'un compte"
    CSS_PATH = "services_panel.tcss"
    AUTO_FOCUS = "#modifier, #fermer"
    BINDINGS = panel_keys.BINDINGS
    UNUSED_KEY, CHANGES = panel_keys.UNUSED_KEY, "modify"

    def __init__(
        self,
        portefeuille: Portefeuille,
        fiche: Fiche,
        *,
        criteres: Criteres | None = EVERYTHING,
        modification: bool = False,
        resumed: Resumed[BoxesTyped] | None = None,
    ) -> None:
        super().__init__(*THE_LIST, "Services", cabinet=portefeuille.cabinet_nom)
        self._portefeuille, self._resumed = portefeuille, resumed
        self.draft: Draft = Draft(portefeuille.brouillons, self, resumed)
        # Asked at every key: looking for them in the tree each time took longer.
        self._body = PanelBody(fiche, self.draft, latest_of(portefeuille))
        self._boxes = self._body.boxes
        self.open_on(fiche, criteres=criteres, modification=modification)

    @property
    def unsaved(self) -> bool:
        """Whether a box differs from what is saved."""
        return self._boxes.unsaved

    def keep_typed(self) -> None:
        """Have what is ticked kept, in case the line is cut."""
        self._body.keep_typed()

    def body(self) -> ComposeResult:
        """Lay out the panel of the portal, from top to bottom."""
        yield Head("Gérer les établissements", Static(id="mode"))
        yield Comptes()
        yield self._body

    def on_mount(self) -> None:
        """Show the inscription, in the mode that was asked for."""
        self._begin()

    def open_on(self, fiche: Fiche, *, criteres: Criteres | None, modification: bool) -> None:
        """Show another inscription, as if the panel were new; then it is to be pushed."""
        self._fiche, self._criteres, self._opened_to_modify = fiche, criteres, modification
        self._tries = Tries()
        if self.is_mounted:
            self._begin()

    def _begin(self) -> None:
        self._boxes.cursor = Service.DPAE
        self._body.room.scroll_home(animate=False)
        self._show(self._fiche, editing=self._opened_to_modify)
        if self._resumed:
            self._body.resume(self._resumed)

    # What is shown

    def _show(self, fiche: Fiche, *, editing: bool = False) -> None:
        """Show what is saved of an inscription, open to changes if they may be made."""
        self._fiche = fiche
        self._body.show(fiche)
        self.query_one(Comptes).fiche = fiche
        self.say(self._portefeuille.why_read_only)
        self._edit(editing and not self._locked)

    def _edit(self, editing: bool) -> None:
        """Change between consultation and modification."""
        self._body.edit(editing)
        self.query_one("#mode", Static).update(panel_keys.mode_in_words(editing=editing))
        self.query_one(Comptes).others = self._body.rows_around(editing=editing)
        self.query_one(PanelButtons).show(editing=editing, locked=self._locked)
        if not editing:
            self.query_one("#fermer" if self._locked else "#modifier").focus()
        self.refresh_bindings()

    @property
    def _locked(self) -> bool:
        """Whether nothing can be changed, by this person or because it was removed."""
        return not self._portefeuille.may_write or self._fiche.retire_le is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what belongs to the other mode; dim what would do nothing now."""
        if not panel_keys.belongs(action, editing=self._boxes.editing):
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str, parameters: tuple[object, ...] = ()) -> str:  # noqa: ARG002
        """Say why `action` would do nothing now; empty if it would do something."""
        why = why_not_on(self._fiche, action, self._portefeuille.why_read_only)
        return why or (panel_keys.NOTHING_TO_SAVE if action == "idle_save" else "")

    def on_key(self, event: events.Key) -> None:
        """Take a letter or a number for a box, wherever the focus is; another does nothing."""
        if not self._boxes.editing or not event.is_printable or event.key == "space":
            return
        self.set_focus(self._boxes)
        if event.key not in self.active_bindings:
            event.stop()
            self.say(panel_keys.NOT_A_BOX, "warning")

    # Reading

    @on(FlatButton.Pressed, "#modifier")
    def action_modify(self) -> None:
        """Open the boxes."""
        self._edit(True)

    @on(FlatButton.Pressed, "#savoir")
    def action_more(self) -> None:
        """Explain the boxes: the one under the cursor, or all of them."""
        one = self._boxes.cursor if self._boxes.has_focus else None
        self.app.push_screen(service_explained(one) if one else services_explained())

    def action_scroll_boxes(self, step: int) -> None:
        """Read what a low window does not hold."""
        self._body.room.scroll_relative(y=step, animate=False)

    def action_copy(self) -> None:
        """Show the numbers to copy, and the message for the client."""
        copy(self, self._portefeuille, self._fiche)

    @work
    async def action_journal(self) -> None:
        """Open the journal of this client, who is read again then: one may undo from there."""
        await self.app.push_screen_wait(JournalScreen(self._portefeuille, self._fiche))
        self.action_reload()

    @work(exclusive=True)
    async def action_reload(self) -> None:
        """Read the inscription again, draw all; what the person changed stays changed."""
        await self.run_action("app.repaint")
        fresh = await carry_out(self, partial(self._portefeuille.get, self._fiche.uid))
        if fresh is REFUSED:
            return
        gained, lost = self._boxes.changes
        self._show(fresh, editing=self._boxes.editing)
        if self._boxes.editing:
            self._body.tick((fresh.services | gained) - lost)
        if not self.unsaved:
            self.say("Compte actualisé.")

    def action_turn_boxes(self, step: int) -> None:
        """Turn from the modification: what is not saved asks before."""
        self.action_turn(step)

    @work(exclusive=True)
    async def action_turn(self, step: int) -> None:
        """Go to the next (1) or previous (-1) account of the list."""
        if not await self._body.may_abandon():
            return
        seek = partial(self._portefeuille.neighbour, self._fiche, self._criteres, step)
        other = await carry_out(self, seek)
        if other is None:
            self.say("C'est le dernier compte." if step > 0 else "C'est le premier compte.")
        elif other is not REFUSED:
            self._show(other, editing=self._boxes.editing)

    @on(FlatButton.Pressed, "#fermer")
    def action_close(self) -> None:
        """Leave the panel."""
        self.dismiss(Left(self._fiche))

    @on(FlatButton.Pressed, "#annuler")
    @work(exclusive=True)
    async def action_cancel(self) -> None:
        """Leave the modification, for where it was asked."""
        may_leave = await self._body.may_abandon()
        if may_leave and self._opened_to_modify:
            self.dismiss(Left(self._fiche))
        elif may_leave:
            self._show(self._fiche)

    def go_to_tab(self, tab: str) -> None:
        """Go back to what is changed or read: Accueil is behind this panel."""
        if tab == ACCUEIL:
            self.say("Fermez d'abord ce compte : Échap.")
        else:
            (self._boxes if self._boxes.editing else self.query_one("#fermer")).focus()

    # Writing

    @work(exclusive=True)
    async def action_modele(self) -> None:
        """Tick as a modèle de services says; the boxes open for it."""
        modeles, boxes = self._portefeuille.modeles, self._boxes.selected
        modele = await choose_modele(self.app, modeles, boxes, self._fiche.regime)
        if modele is not None:
            self._edit(True)
            self._body.tick(modele.services)

    @on(ServiceBoxes.Submitted)
    def go_to_save(self) -> None:
        """After the boxes comes Enregistrer."""
        self.query_one("#enregistrer").focus()

    @on(FlatButton.Pressed, "#enregistrer")
    @work(exclusive=True)
    async def action_save(self) -> None:
        """Save the boxes, then say that it is done."""
        if not self.unsaved:
            self.say(NOTHING_TO_SAVE)
            return
        asked = self._fiche, self._boxes.selected
        save = partial(self._portefeuille.set_services, *asked, operation=self._tries.of(asked))
        if (done := await carry_out(self, self.draft.saving(save))) is REFUSED:
            return
        self._show(done)
        message = await tell_saved(self, self._portefeuille, done, asked[0])
        if self._opened_to_modify:
            self.dismiss(Left(done, said=message))
        elif message:
            self.say(message, "success")

    def action_terminate_from_boxes(self) -> None:
        """Take it out, from the modification."""
        self.action_terminate()

    @on(FlatButton.Pressed, "#resilier")
    @work(exclusive=True)
    async def action_terminate(self) -> None:
        """Take the inscription out of the portefeuille, once confirmed."""
        if left := await terminate(self, self._portefeuille, self._fiche, self._tries):
            self.dismiss(left)

    @work(exclusive=True)
    async def action_data(self) -> None:
        """Open the form on this client."""
        form = ClientForm.for_edit(self._portefeuille, self._fiche)
        may_leave = await self._body.may_abandon()
        outcome = await self.app.push_screen_wait(form) if may_leave else None
        if outcome is not None:
            self._show(outcome.fiche)
            self.say(outcome.said, "success")

    @work(exclusive=True)
    async def action_mark(self, refused: bool) -> None:
        """Say whether urssaf.fr has the change (again: it has not), or that it refused it."""
        if not await self._body.may_abandon():
            return
        if answer := await mark_report(self, self._portefeuille, self._fiche, refused=refused):
            self._show(answer[0])
            self.say(*answer[1])

    @work(exclusive=True)
    async def action_undo(self) -> None:
        """Take back what this person did last, once confirmed."""
        if await self._body.may_abandon() and (said := await undo_latest(self, self._portefeuille)):
            fresh = await carry_out(self, partial(self._portefeuille.get, self._fiche.uid))
            self._show(fresh or self._fiche)
            self.say(said)
