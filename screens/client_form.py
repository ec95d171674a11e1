"""The form: inscribe a client (A, B, C of the fiche pratique), or change the data of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from textual import on, work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Input, Static

from models.brouillons.contents import ClientTyped
from models.champs import PROOFS
from models.fiche import Fiche
from models.identifiers import numero_compte
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte, typed
from screens.flows.drafts import Draft
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.questions import NOTHING_TO_SAVE
from screens.flows.resumed import Resumed
from screens.flows.saved import tell_saved
from screens.formulaire import form_keys
from screens.formulaire.boxes import FormBoxes
from screens.formulaire.buttons import FormButtons
from screens.formulaire.clashing import read_again
from screens.formulaire.explained import explained
from screens.formulaire.fields import REVEALED_SO_LONG, FormFields
from screens.formulaire.reasons import WRITES, why_no_turn, why_not
from screens.formulaire.refusals import may_erase, written
from screens.formulaire.saving import Outcome, Saving
from screens.formulaire.text import begun, title_of, typed_of, without_blanks
from screens.modeles import choose_modele
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.button import FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.field import Field
from screens.widgets.fields_room import FieldsRoom, Followed
from screens.widgets.nav import ACCUEIL, THE_LIST
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.widths import WIDTHS
from screens.windows.confirm import ConfirmModal


class ClientForm(PortalScreen[Outcome | None]):
    """The fields and the fifteen boxes of one client; None if the person gave up."""

    TITLE = "Données du client"
    CSS_PATH = "client_form.tcss"
    AUTO_FOCUS = "FormFields Field, #annuler"
    HORIZONTAL_BREAKPOINTS = [*WIDTHS, (160, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]
    BINDINGS = form_keys.BINDINGS
    CHANGES = "save"

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
        self._initial, self._shown = saisie, resumed.typed.saisie if resumed else saisie
        self.draft: Draft = Draft(portefeuille.brouillons, self, resumed)
        self._saving = Saving(portefeuille, saisie, fiche, self.draft)
        self.inscribes = None if fiche else saisie.regime

    @classmethod
    def for_siren(cls, portefeuille: Portefeuille, siren: str, regime: Regime) -> Self:
        """Inscribe the client who has this Siren: form A or B."""
        return cls(portefeuille, begun(portefeuille.modeles, Saisie(regime, siren=siren)), None)

    @classmethod
    def for_gerant(cls, portefeuille: Portefeuille, numero: str) -> Self:
        """Inscribe the gérant majoritaire who has this account number: form C."""
        regime, compte = Regime.GERANT_MAJORITAIRE, SaisieCompte(numero_compte.show(numero))
        saisie = begun(portefeuille.modeles, Saisie(regime, comptes=(compte,)))
        return cls(portefeuille, saisie, None)

    @classmethod
    def for_edit(cls, portefeuille: Portefeuille, fiche: Fiche) -> Self:
        """Change the data of `fiche`."""
        return cls(portefeuille, typed(fiche), fiche)

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
        empty = (field for field in self._fields.fields.values() if not field.value)
        if self._fiche is None and (field := next(empty, None)):
            field.focus()
        await self._fill()
        if resumed := self._resumed:
            self._fields.go_to(resumed.typed.at)
            self.say(resumed.said, resumed.kind)

    async def _fill(self) -> None:
        self._boxes.original = self._initial.services
        self._hint()
        self._show_rank()
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

    @work(exclusive=True)
    async def action_modele(self) -> None:
        """Tick as a modèle de services says."""
        regime, modeles = self._initial.regime, self._portefeuille.modeles
        modele = await choose_modele(self.app, modeles, self._boxes.selected, regime)
        if modele is not None:
            self._boxes.selected = modele.services
            self._hint()
            self.keep_typed()
            self.say(f"Modèle appliqué : {modele.nom}.", "success")

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

    # Saving

    @on(FlatButton.Pressed, "#enregistrer, #suivant")
    def press_save(self, event: FlatButton.Pressed) -> None:
        """Enregistrer, or Enregistrer et suivant."""
        self.action_save(event.control.id == "suivant")

    @work(exclusive=True)
    async def action_save(self, again: bool) -> None:
        """Save the client; `again` to inscribe another one after."""
        self._fields.drop_blank()
        saisie = self._saisie
        if not await may_erase(self, self._saving, saisie):
            return
        if (fiche := await written(self, self._saving, saisie)) is None:
            return
        if self._fiche and fiche.version == self._fiche.version:
            self.say(NOTHING_TO_SAVE)
            return
        self._initial = self._saisie
        self.foot.clear()
        said = await tell_saved(self, self._portefeuille, fiche, self._fiche)
        self.dismiss(Outcome(fiche, again=again, said=said))

    @work(exclusive=True)
    async def action_reload(self) -> None:
        """Read the client again; what the person changed stays changed."""
        if (fiche := self._fiche) is None:
            return
        again = await read_again(self, self._portefeuille, fiche, self._saisie, self._initial)
        if again is None:
            return
        self._fiche, self._shown = again
        self._initial, focused = typed(again[0]), self.focused and self.focused.id
        self._saving = Saving(self._portefeuille, self._initial, again[0], self.draft)
        await self.recompose()
        await self.run_action("app.repaint")
        await self._fill()
        for widget in self.query(f"#{focused}" if focused else Field).results(Widget):
            widget.focus()
            break
        kept = " Votre saisie est gardée." if self.unsaved else ""
        self.say(f"Client actualisé.{kept}")

    # Around

    @on(FlatButton.Pressed, "#annuler")
    @work(exclusive=True)
    async def action_back(self) -> None:
        """Annuler: leave, after a question if something would be lost."""
        question = ConfirmModal("Abandonner la saisie ?")
        if not self.unsaved or await self.app.push_screen_wait(question):
            self.dismiss(None)

    def action_boxes(self) -> None:
        """Go to the boxes, from any field; who may only read sees what is further down."""
        if self._boxes.editing:
            self._boxes.focus()
        else:
            self.query_one(FieldsRoom).read_on()
            self.say(self._portefeuille.why_read_only, "warning")

    def action_more(self) -> None:
        """Explain the box under the cursor, or the format of the field."""
        if text := explained(self.focused, self.foot):
            self.app.push_screen(text)
        else:
            self.say("<.more> explique le champ ou la case où vous êtes.")

    @work(exclusive=True)
    async def action_reveal(self) -> None:
        """Show the NIR for a moment; the journal says who asked."""
        if (fiche := self._fiche) is None:
            return
        plain = await carry_out(self, lambda: self._portefeuille.reveal_nir(fiche))
        if plain is not REFUSED:
            self._fields.reveal(plain)
            self.say(REVEALED_SO_LONG)

    def go_to_tab(self, tab: str) -> None:
        """Leave the form for Accueil, or go back to its fields."""
        (self.action_back if tab == ACCUEIL else self.focus_next)()

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        if action in WRITES and (why := self._portefeuille.why_read_only):
            return why
        if action == "turn" and self.is_mounted:
            step = 1 if parameters == (1,) else -1
            return why_no_turn(self._fields.rank + step, self._fields.count)
        return why_not(action, parameters, self._fiche)
