"""The form as somebody fills it: what is in its fields and its boxes, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from textual import on
from textual.app import App, ComposeResult
from textual.getters import query_one
from textual.widgets import Input, Static

from models.brouillons.contents import ClientTyped
from models.champs import PROOFS
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from screens.flows.drafts import Draft
from screens.flows.gestures import carry_out
from screens.flows.resumed import Resumed
from screens.formulaire.boxes import FormBoxes
from screens.formulaire.buttons import FormButtons
from screens.formulaire.fields import FormFields
from screens.formulaire.saving import Outcome, Saving
from screens.formulaire.text import title_of, typed_of, without_blanks
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.choice import Choice, Tick
from screens.widgets.fields_room import FieldsRoom, Followed
from screens.widgets.nav import THE_LIST
from screens.widgets.portal_screen import Head, PortalScreen


class TypedForm(PortalScreen[Outcome | None]):
    """The fields and the fifteen boxes of one client, and how they are filled.

    `fiche`: the client whose data are changed, None for one who is being inscribed.
    """

    _fields = query_one(FormFields)
    _boxes = query_one(FormBoxes)
    _tick = query_one("#inscrit", Tick)

    def __init__(
        self,
        portefeuille: Portefeuille,
        saisie: Saisie,
        fiche: Fiche | None,
        resumed: Resumed[ClientTyped] | None = None,
    ) -> None:
        here = "Données" if fiche else "Inscrire"
        super().__init__(*THE_LIST, here, cabinet=portefeuille.cabinet_nom)
        self._portefeuille, self._fiche, self._resumed = portefeuille, fiche, resumed
        self._shown = resumed.typed.saisie if resumed else saisie
        self.inscribes = None if fiche else saisie.regime
        self._begin(saisie)

    def _begin(self, saisie: Saisie) -> None:
        """Have nothing typed yet, and one gesture that saves."""
        self._initial = saisie
        self.draft: Draft = Draft(self._portefeuille.brouillons, self, self._resumed)
        self._saving = Saving(self._portefeuille, saisie, self._fiche, self.draft)

    def laid_out(self, app: App[Any]) -> Self:
        """Give the form of the inscription before, blank: laying one out takes 60 ms."""
        inside = self._portefeuille
        if self._fiche or self._resumed or not inside.may_write:
            return self
        form = self.kept(app, f"formulaire {self._initial.regime} {inside.cabinet_nom}")
        if form is not self:
            form.anew(inside, self._initial)
        return form

    def anew(self, inside: Portefeuille, saisie: Saisie) -> None:
        """Inscribe another client of this régime, in the fields and the boxes that are there."""
        self._portefeuille = inside
        self._begin(saisie)
        self._shown = saisie
        self.query_one(Head).tell(title_of(saisie))
        self._fields.anew(saisie)
        self._boxes.anew(saisie.services)
        self._tick.value = saisie.deja_inscrit
        self.foot.clear()
        self._go_to_empty()
        self._show_boxes()
        self.call_next(self._fill)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed or changed."""
        return self.is_mounted and without_blanks(self._saisie) != without_blanks(self._initial)

    def body(self) -> ComposeResult:
        """Lay out the form: the fields, the boxes, the buttons."""
        fiche, closed = self._fiche, not self._portefeuille.may_write
        yield Head(title_of(self._initial), Static(id="rang", markup=False))
        fields = FormFields(self._shown, fiche)
        fields.disabled = closed
        boxes = FormBoxes(self._shown.services, self._shown.regime, editing=not closed)
        yield Followed(
            FieldsRoom(fields, boxes, id="corps"),
            FormButtons(new=fiche is None, already=self._shown.deja_inscrit, closed=closed),
        )

    async def on_mount(self) -> None:
        """Go to the first field to fill, then fill what comes from the cabinet."""
        self._go_to_empty()
        await self._fill()
        if resumed := self._resumed:
            self._fields.go_to(resumed.typed.at)
            self.say(resumed.said, resumed.kind)

    def _go_to_empty(self) -> None:
        empty = (field for field in self._fields.fields.values() if not field.value)
        if self._fiche is None and (field := next(empty, None)):
            self.set_focus(field)

    def _show_boxes(self) -> None:
        self._boxes.original = self._initial.services
        self._hint()
        self._show_rank()

    async def _fill(self) -> None:
        self._show_boxes()
        people = await carry_out(self, self._portefeuille.personnes) or ()
        self._fields.offer([(one.uid, one.nom) for one in people])
        if why := self._portefeuille.why_read_only:
            self.say(why, "warning")
        self.keep_typed()

    # What is typed

    @property
    def _saisie(self) -> Saisie:
        return replace(self._fields.saisie, services=self._boxes.selected)

    @on(Input.Submitted)
    @on(Choice.Submitted)
    @on(Tick.Submitted)
    def go_on(self) -> None:
        """Entrée: the next field, then the boxes."""
        self.focus_next()

    @on(ServiceBoxes.Submitted)
    def leave_boxes(self) -> None:
        """Entrée in the boxes: Enregistrer."""
        self.query_one("#enregistrer").focus()

    @on(Choice.Changed, "#regime")
    def _hint(self) -> None:
        """Find what is odd in the boxes."""
        self._boxes.hint(self._fields.saisie.regime)

    def action_inscrit(self) -> None:
        """Tick or untick « Déjà inscrit sur urssaf.fr » from anywhere."""
        self._tick.action_switch()

    @on(Tick.Changed)
    def ask_proof(self) -> None:
        """Do not ask the proofs of a client who is already enrolled on urssaf.fr."""
        already = self._tick.value
        if already and self.focused and self.focused.id in PROOFS:
            self.focus_next()
        self._fields.ask_proof(not already)
        self.say("Déjà inscrit sur urssaf.fr : rien à y faire." if already else "")

    @on(Input.Changed)
    @on(Choice.Changed)
    @on(Tick.Changed)
    @on(ServiceBoxes.Toggled)
    def keep_typed(self) -> None:
        """Have what is typed kept, in case the line is cut."""
        at = self._fields.here
        self.draft.note(typed_of(self._saisie, self._initial, self._fiche, at))

    # The comptes

    def action_turn(self, step: int) -> None:
        """Show the compte before (-1) or after (1)."""
        self._fields.check_all()
        self._fields.show_compte(self._fields.rank + step)

    def action_add_compte(self) -> None:
        """Add a compte, unless the last one is still blank."""
        self._fields.check_all()
        self.say(self._fields.add_compte())

    @on(FormFields.Turned)
    def _show_rank(self) -> None:
        """Tell which compte is shown, where there are several."""
        rank, count = self._fields.rank + 1, self._fields.count
        text = f"Compte {rank}/{count}" if count > 1 else ""
        self.query_one("#rang", Static).update(text)
        self.refresh_bindings()
