"""The form: inscribe a client (A, B, C of the fiche pratique), or change the data of one."""

from __future__ import annotations

from typing import Self

from textual import on, work
from textual.widget import Widget

from models.fiche import Fiche
from models.identifiers import numero_compte
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte, typed
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.questions import NOTHING_TO_SAVE
from screens.flows.saved import tell_saved
from screens.formulaire import form_keys
from screens.formulaire.clashing import read_again
from screens.formulaire.explained import explained
from screens.formulaire.fields import REVEALED_SO_LONG
from screens.formulaire.reasons import WRITES, why_no_turn, why_not
from screens.formulaire.refusals import may_erase, written
from screens.formulaire.saving import Outcome, Saving
from screens.formulaire.text import begun
from screens.formulaire.typed_form import TypedForm
from screens.modeles import choose_modele
from screens.widgets.button import FlatButton
from screens.widgets.field import Field
from screens.widgets.fields_room import FieldsRoom
from screens.widgets.nav import ACCUEIL
from screens.widgets.widths import WIDTHS
from screens.windows.confirm import ConfirmModal


class ClientForm(TypedForm):
    """The fields and the fifteen boxes of one client; None if the person gave up."""

    TITLE = "Données du client"
    CSS_PATH = "client_form.tcss"
    AUTO_FOCUS = "FormFields Field, #annuler"
    HORIZONTAL_BREAKPOINTS = [*WIDTHS, (160, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]
    BINDINGS = form_keys.BINDINGS
    CHANGES = "save"

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
