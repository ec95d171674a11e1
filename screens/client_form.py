"""Client form: inscribe a client, in the fiche's three cases, or change its data."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID, uuid4

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from models.controle import check
from models.errors import AlreadyEnrolled, BadFields, Doubtful
from models.fiche import Fiche
from models.identifiers import nir, numero_compte, siren
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.services import hints
from models.wording import count
from screens.bulle import Bulle
from screens.confirm_modal import ConfirmModal, saved
from screens.form_fields import NOBODY, PROOFS, ClientFields, NirField
from screens.form_help import help_on, help_on_box
from screens.form_saisie import (
    Remark,
    is_blank,
    remark_on,
    shown,
    text_at,
    typed_of,
    without_blanks,
)
from screens.gestures import carry_out
from screens.idle_keys import idle_call
from screens.widgets.button import FlatButton
from screens.widgets.cells import drawable
from screens.widgets.choice import Choice, Tick
from screens.widgets.field import Field
from screens.widgets.key_line import KeyLine
from screens.widgets.message_line import Kind, MessageLine
from screens.widgets.nav import Crumbs, Nav, elsewhere
from screens.widgets.service_boxes import ServiceBoxes

SECONDS_SHOWN = 20.0
"""How long a revealed NIR stays in clear."""


@dataclass(frozen=True)
class Outcome:
    """What became of the form: a client created, changed, or found there already (`opened`).

    `again`: the person wants to inscribe the next one.
    """

    fiche: Fiche
    created: bool
    again: bool
    opened: bool = False


class ClientForm(Screen[Outcome | None]):
    """The fields and the fifteen boxes of one client; gives None when it is abandoned."""

    TITLE = "Données d'un client"
    CSS_PATH = "client_form.tcss"
    AUTO_FOCUS = "ClientFields Field"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
    BINDINGS = [
        Binding("ctrl+s,f10", "save(False)", "Enregistrer", id="client_form.save"),
        Binding("f4", "more", "En savoir plus", id="client_form.more"),
        Binding("f9", "add_compte", "Autre compte", id="client_form.add_compte"),
        Binding("escape,f12", "back", "Annuler", id="client_form.back"),
        Binding(
            "ctrl+n", "save(True)", "Enregistrer et suivant", show=False, id="client_form.next"
        ),
        Binding("f2", "enrolled", "Déjà inscrit", show=False, id="client_form.enrolled"),
        Binding("f3", "reveal", "Voir le NIR conservé", show=False, id="client_form.reveal"),
        Binding("f7", "turn(-1)", "Compte précédent", show=False, id="client_form.compte_before"),
        Binding("f8", "turn(1)", "Compte suivant", show=False, id="client_form.compte_after"),
    ]

    _fields = query_one(ClientFields)
    _boxes = query_one(ServiceBoxes)
    _message = query_one(MessageLine)
    _enrolled = query_one("#deja_inscrit", Tick)

    def __init__(self, portefeuille: Portefeuille, given: Saisie, *, fiche: Fiche | None) -> None:
        super().__init__()
        self._portefeuille = portefeuille
        self._fiche = fiche
        self._initial = given
        self._remarks: dict[str, Remark] = {}
        self._required = False
        self._busy = False
        self._tried: Saisie | None = None
        self._operation = uuid4()
        self._masking: Timer | None = None

    @classmethod
    def for_siren(cls, portefeuille: Portefeuille, siren: str, *, employeur: bool) -> Self:  # noqa: F811
        """Inscribe a Siren, whose oddities were accepted, as an employer or an independent."""
        regime = Regime.GENERAL if employeur else Regime.ARTISAN_COMMERCANT
        return cls(portefeuille, Saisie(regime, siren=siren), fiche=None)

    @classmethod
    def for_gerant(cls, portefeuille: Portefeuille, numero: str) -> Self:
        """Inscribe a gérant majoritaire by an account number, whose oddities were accepted."""
        compte = SaisieCompte(numero_compte.show(numero))
        form = cls(portefeuille, Saisie(Regime.GERANT_MAJORITAIRE, comptes=(compte,)), fiche=None)
        form.AUTO_FOCUS = "#siren_societe"
        return form

    @classmethod
    def for_edit(cls, portefeuille: Portefeuille, fiche: Fiche) -> Self:
        """Change the data of an existing client."""
        return cls(portefeuille, typed_of(fiche), fiche=fiche)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed or changed."""
        typed = self._typed
        return replace(typed, comptes=without_blanks(typed.comptes)) != self._initial

    def compose(self) -> ComposeResult:
        """Lay out the form; the buttons stand in the corner that the boxes leave free."""
        fiche = self._fiche
        yield Nav("Mon Profil", cabinet=self._portefeuille.cabinet_nom)
        with Horizontal(id="chemin"):
            yield Crumbs("…", "Gérer les établissements", "Données" if fiche else "Inscrire")
            yield Tick("Déjà inscrit sur urssaf.fr (F2)", id="deja_inscrit")
        with Horizontal(id="tete"):
            yield Static(Content(_title(self._initial)), id="titre")
            yield FlatButton("Autre compte", id="autre")
        with VerticalScroll(id="corps", can_focus=False):
            masque = (fiche and fiche.nir_masque) or ""
            yield ClientFields(self._initial, editing=fiche is not None, nir_masque=masque)
            yield ServiceBoxes(self._initial.services, editing=True)
            with Vertical(id="boutons"):
                with Horizontal():
                    yield FlatButton("Enregistrer", variant="primary", id="enregistrer")
                    yield FlatButton("Annuler", id="annuler")
                with Horizontal():
                    yield FlatButton("Enregistrer et suivant (^N)", id="suivant")
        yield Static(id="remarque")
        yield MessageLine()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Offer the people of the cabinet; leave out what is for new clients only."""
        people = await carry_out(self, self._portefeuille.personnes) or ()
        options: list[tuple[UUID | None, str]] = [(None, NOBODY)]
        options += [(one.uid, one.nom) for one in people]
        fiche = self._fiche
        if fiche and fiche.responsable not in [uid for uid, _ in options]:
            options.append((fiche.responsable, fiche.responsable_nom or "(inconnu)"))
        self._fields.offer_responsables(options)
        for name in ("deja_inscrit", "suivant"):
            self.query_one(f"#{name}").display = fiche is None
        self._hint()

    @property
    def _typed(self) -> Saisie:
        return replace(
            self._fields.typed,
            deja_inscrit=self._enrolled.value,
            services=self._boxes.selected,
        )

    # Going about

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def go_on(self) -> None:
        """Entrée: the next field, and the boxes after the last."""
        self.focus_next()

    @on(Tick.Submitted)
    def go_to_fields(self) -> None:
        """Entrée on the box of row 2: the fields that it leaves."""
        self._fields.go_to_first()

    @on(ServiceBoxes.Submitted)
    def go_to_save(self) -> None:
        """After the boxes comes Enregistrer."""
        self.query_one("#enregistrer").focus()

    @on(Nav.Chosen)
    def change_tab(self, event: Nav.Chosen) -> None:
        """The other tabs are on urssaf.fr, or behind this form."""
        if event.label in ("Accueil", "Mon Profil"):
            self.action_back()
        else:
            self._message.say(elsewhere(event.label))

    def action_more(self) -> None:
        """Explain what has the focus, beginning with what is wrong there."""
        if self._boxes.has_focus:
            self.app.push_screen(Bulle(*help_on_box(self._boxes.cursor)))
            return
        focused = self.focused
        title, text = help_on((focused and focused.id) or "", self._typed.regime)
        remark = self._remarks.get(self._fields.name_of(focused)) if focused else None
        self.app.push_screen(Bulle(title, f"{remark.sentence}\n\n{text}" if remark else text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what would do nothing now."""
        return None if self.is_mounted and self._why_not(action, parameters) else True

    def _why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        fiche = self._fiche
        match action, parameters:
            case "turn", _ if not self._fields.several:
                return "Ce client a un seul compte ; F9 en ajoute un autre."
            case "save", (True,) if fiche:
                return "Enregistrez par ^S : « suivant » est pour un nouveau client."
            case "enrolled", _ if fiche:
                return "Ce client est déjà dans votre portefeuille : r, dans la liste, le reporte."
            case "reveal", _ if not (fiche and fiche.nir_masque):
                return "Aucun numéro de sécurité sociale n'est conservé pour ce client."
            case _:
                return ""

    def on_key(self, event: events.Key) -> None:
        """Say why a dimmed key does nothing."""
        if (call := idle_call(self, event.key)) is not None:
            self._message.say(self._why_not(*call), "warning")

    # Comptes, proofs, boxes

    def action_turn(self, step: int) -> None:
        """Show the next (1) or previous (-1) compte."""
        self._judge(self.focused)
        self._fields.turn(step)
        self._fields.query_one("#numero_compte").focus()

    @on(FlatButton.Pressed, "#autre")
    def action_add_compte(self) -> None:
        """Add a compte to this client."""
        if is_blank(self._fields.compte):
            self._message.say("Remplissez d'abord ce compte-ci.", "warning")
        else:
            self._judge(self.focused)
            self._fields.add_compte()
            self.refresh_bindings()
        self._fields.query_one("#numero_compte").focus()

    def action_enrolled(self) -> None:
        """Tick or untick « Déjà inscrit sur urssaf.fr »."""
        self._enrolled.action_switch()

    @on(Tick.Changed)
    def ask_proofs(self) -> None:
        """Ask for the proofs of the fiche, or not."""
        was_there = self.focused is not None and self.focused.id in PROOFS
        self._fields.ask_proofs(not self._enrolled.value)
        if was_there:
            self._fields.go_to_first()
        for name in PROOFS:
            self._remember(name, None)

    @on(ServiceBoxes.Toggled)
    def follow_boxes(self) -> None:
        """Mark what differs from what is saved; a new client has nothing saved."""
        if self._fiche is None:
            self._boxes.original = self._boxes.selected
        self._hint()

    @on(ServiceBoxes.Moved)
    def tell_hint(self, event: ServiceBoxes.Moved) -> None:
        """Tell what is to be known about the box under the cursor."""
        if event.hint:
            self._message.say(f"{event.service.label} : {event.hint}.")
        elif event.service is Service.ETRANGER:
            self._message.say("À noter : détachement, pluriactivité, certificats… F4")
        else:
            self._message.clear()

    def _hint(self) -> None:
        self._boxes.hints = dict(hints(self._initial.regime, self._boxes.selected))

    # What is said of a field

    @on(Input.Blurred)
    def leave(self, event: Input.Blurred) -> None:
        """Check the field that was left, and that one only."""
        self._judge(event.input)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say again what is wrong with the field where one comes."""
        widget = event.widget
        if remark := self._remarks.get(self._fields.name_of(widget)):
            self._remark(remark)
        elif isinstance(widget, NirField) and widget.placeholder:
            kept = "Un numéro de sécurité sociale est conservé : F3 le montre, en saisir un autre "
            self._remark(Remark("info", f"{kept}le remplace."))

    @on(Field.Cut)
    def tell_cut(self, event: Field.Cut) -> None:
        """Say that a field is full."""
        self._message.say(event.sentence, "warning")

    def _judge(self, widget: object) -> None:
        """Check one field, write its value as it is shown, say what is to be said."""
        name = self._fields.name_of(widget) if isinstance(widget, Field) else ""
        if not isinstance(widget, Field) or not name or widget.disabled:
            return
        if name == "montant" and self._fiche and not widget.value.strip():
            widget.value = self._initial.montant
        typed = self._typed
        found = check(typed, editing=self._fiche is not None)
        remark = remark_on(name, found, required=self._required)
        if remark and remark.kind != "error" and self._is_as_given(name, typed):
            remark = None
        text = shown(name, found)
        if text is not None and text != widget.value:
            widget.value = text
            widget.cursor_position = len(text)
        self._remember(name, remark)
        here = self._remarks.get(self._fields.name_of(self.focused)) if self.focused else None
        self._remark(here if here and here.kind == "error" else remark)

    def _is_as_given(self, name: str, typed: Saisie) -> bool:
        """Tell whether a field still holds what the form was opened with."""
        return text_at(typed, name) == text_at(self._initial, name)

    def _remember(self, name: str, remark: Remark | None) -> None:
        self._remarks.pop(name, None)
        if remark:
            self._remarks[name] = remark
        self._fields.mark(name, remark and remark.kind)

    def _remark(self, remark: Remark | None) -> None:
        """Show a sentence under the form; an error and a warning have their sign."""
        row = self.query_one("#remarque", Static)
        kind: Kind = remark.kind if remark else "info"
        sign = "! " if kind != "info" else ""
        row.update(Content(sign + drawable(remark.sentence) if remark else ""))
        row.set_class(kind == "error", "-error")
        row.set_class(kind == "warning", "-warning")

    # Saving

    @on(FlatButton.Pressed, "#enregistrer")
    def press_save(self) -> None:
        """Save."""
        self.action_save(again=False)

    @on(FlatButton.Pressed, "#suivant")
    def press_next(self) -> None:
        """Save, and inscribe the next client."""
        self.action_save(again=True)

    def action_save(self, again: bool) -> None:
        """Save, say that it is done, and close."""
        self._begin(self._save(again))

    def _begin(self, flow: Coroutine[Any, Any, None]) -> None:
        """Run `flow`, unless another one has not ended: a key pressed twice asks once."""
        if self._busy:
            flow.close()
            return
        self._busy = True
        self.run_worker(self._alone(flow))

    async def _alone(self, flow: Coroutine[Any, Any, None]) -> None:
        try:
            await flow
        finally:
            self._busy = False

    async def _save(self, again: bool) -> None:
        self._fields.drop_blanks()
        self.refresh_bindings()
        if self._fiche and not self.unsaved:
            self._message.say("Aucune modification à enregistrer.")
            return
        self._message.clear()
        done = await self._written()
        if done is not None:
            await self.app.push_screen_wait(saved(done))
            self.dismiss(Outcome(done, created=self._fiche is None, again=again))

    async def _written(self) -> Fiche | None:
        """Write what was typed; None, and said, if it was refused."""
        forced = False
        while True:
            try:
                return await carry_out(self, lambda forced=forced: self._write(forced))
            except BadFields as refusal:
                self._show_errors(refusal)
                return None
            except Doubtful as refusal:
                if not await self._accepted(refusal):
                    return None
                forced = True
            except AlreadyEnrolled as refusal:
                await self._offer(refusal)
                return None

    def _write(self, forced: bool) -> Fiche:
        """Save what stands on the screen; trying the same again writes it once."""
        saisie = self._typed
        if saisie != self._tried:
            self._tried, self._operation = saisie, uuid4()
        if self._fiche is None:
            return self._portefeuille.enroll(saisie, forced=forced, operation=self._operation)
        return self._portefeuille.edit(
            self._fiche, saisie, forced=forced, operation=self._operation
        )

    def _show_errors(self, refusal: BadFields) -> None:
        self._required = True
        self._remarks.clear()
        self._fields.clear_marks()
        for name, sentence in refusal.sentences.items():
            self._remember(name, Remark("error", sentence))
        first = min(refusal.sentences, key=self._fields.place)
        self._fields.go_to(first)
        self._remark(self._remarks[first])
        number = count(len(refusal.sentences), "champ à corriger", "champs à corriger")
        self._message.say(number, "error")

    async def _accepted(self, refusal: Doubtful) -> bool:
        """Ask about what is unusual; what the form was opened with has been accepted before."""
        typed = self._typed
        doubts = [
            sentence
            for name, sentences in refusal.warnings.items()
            if not self._is_as_given(name, typed)
            for sentence in sentences
        ]
        verb = "Enregistrer" if self._fiche else "Inscrire"
        question = ConfirmModal(f"{verb} quand même ?", details=tuple(doubts))
        return not doubts or bool(await self.app.push_screen_wait(question))

    async def _offer(self, refusal: AlreadyEnrolled) -> None:
        """Offer to open the client that is already there; else all that was typed stays."""
        self._message.say(str(refusal), "error")
        existing = await carry_out(self, lambda: self._portefeuille.get(refusal.uid))
        if existing is None:
            return
        question = ConfirmModal(
            f"{refusal} Ouvrir ce compte ?",
            details=tuple(filter(None, (existing.title, existing.nom))),
        )
        if await self.app.push_screen_wait(question):
            self.dismiss(Outcome(existing, created=False, again=False, opened=True))

    # Leaving, and the NIR that is kept

    @on(FlatButton.Pressed, "#annuler")
    def action_back(self) -> None:
        """Leave; asks first if something was typed."""
        self._begin(self._leave())

    async def _leave(self) -> None:
        if self.unsaved:
            question = ConfirmModal(
                "Abandonner la saisie ?", details=("Ce que vous avez saisi sera perdu.",)
            )
            if not await self.app.push_screen_wait(question):
                return
        self.dismiss(None)

    def action_reveal(self) -> None:
        """Show for a while the NIR that is kept; the journal says who asked."""
        self._begin(self._reveal())

    async def _reveal(self) -> None:
        fiche = self._fiche
        if fiche is None:
            return
        operation = uuid4()
        plain = await carry_out(
            self, lambda: self._portefeuille.reveal_nir(fiche, operation=operation)
        )
        if plain is not None:
            self._fields.show_nir(nir.show(plain))
            self._masking = self.set_timer(SECONDS_SHOWN, self._mask_nir)
            self._message.say(
                f"Affiché pendant {SECONDS_SHOWN:.0f} secondes ; le journal en garde la trace."
            )

    def on_screen_suspend(self) -> None:
        """Mask the NIR when something covers the form."""
        self._mask_nir()

    def _mask_nir(self) -> None:
        if self._masking:
            self._masking.stop()
            self._masking = None
            self._fields.show_nir(None)
            self._message.clear()


def _title(given: Saisie) -> str:
    """Write the title of the fiche's case."""
    if given.regime is Regime.GERANT_MAJORITAIRE:
        return "C. Votre client est gérant majoritaire (non sirétisé)"
    case = "A. Votre client est employeur"
    if given.regime.est_independant:
        case = "B. Votre client est Travailleur indépendant"
    return f"{case} : Siren {siren.show(given.siren)}"
