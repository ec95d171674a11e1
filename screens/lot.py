"""Modifier la sélection: the same boxes opened or closed for all the comptes that are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Static

from models.fiche import Fiche
from models.labels import Service
from models.lot import LotServices, essai
from models.portefeuille import Portefeuille
from models.wording import count
from screens.flows.handing_over import hand_over
from screens.flows.lots import carry_out_lot, confirm_count, done_in_words
from screens.services.lot_boxes import LotBoxes
from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Tick
from screens.widgets.fields_room import FieldsRoom, Followed
from screens.widgets.key_names import worded_on
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.windows.bulle import service_explained
from screens.windows.confirm import ConfirmModal

LEGEND = "[+] cocher partout  [-] décocher partout  [=] laisser  nombre : déjà cochés"
KNOWN = "Déjà ainsi sur urssaf.fr"
NOTHING = (
    "Choisissez une case : son chiffre ou sa lettre, une fois pour cocher, deux pour décocher."
)
BOXES_FIRST = "Appliquez d'abord ces cases, ou remettez-les comme elles étaient."

NO_EFFECT = "Effet : aucun"
MOST_NAMED = 5
"""Boxes that an effect names; beyond, it counts them."""


class LotScreen(PortalScreen[str | None]):
    """Gives what is still to be said of what was done; None if the person gave up."""

    TITLE = "Modifier la sélection"
    CSS_PATH = "lot.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+s,f10", "apply", "Appliquer", id="lot.apply"),
        Binding("escape,f12", "give_up", "Annuler", id="lot.give_up"),
        hidden("f2", "known", "Déjà ainsi sur urssaf.fr", id="lot.known"),
        hidden("f4", "more", "En savoir plus", id="lot.more"),
        hidden("f7", "hand_over", "Confier à…", id="lot.hand_over"),
    ]

    _boxes = query_one(LotBoxes)
    _tick = query_one(Tick)

    def __init__(self, portefeuille: Portefeuille, fiches: Sequence[Fiche]) -> None:
        super().__init__(*THE_LIST, "Modifier", cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._fiches = fiches

    def body(self) -> ComposeResult:
        """Lay out the boxes as on the panel, then what they would do."""
        ticked = count(len(self._fiches), "compte coché", "comptes cochés")
        counts = {s: sum(s in fiche.services for fiche in self._fiches) for s in Service}
        yield Head(f"Modifier les services de {ticked}")
        yield Static(LEGEND, id="legende", markup=False)
        yield Followed(
            FieldsRoom(LotBoxes(counts)),
            Tick(f"{KNOWN} ({worded_on(self, '<lot.known>')})", id="deja"),
            Paragraph(NOTHING, id="effet"),
            ButtonRow(
                FlatButton("Appliquer", variant="primary", id="appliquer"),
                FlatButton("Annuler", id="annuler"),
                FlatButton("Confier à…", id="confier"),
            ),
        )

    def on_mount(self) -> None:
        """Begin at the top of the boxes: how far a focus scrolls depends on what is laid out."""
        self.set_focus(self._boxes, scroll_visible=False)

    @on(LotBoxes.Toggled)
    def try_out(self) -> None:
        """Say what the change would do, before it is made."""
        self.query_one("#effet", Paragraph).say(self._effect() or NOTHING)
        self.foot.clear()
        self.refresh_bindings()

    def _effect(self) -> str:
        changement = self._boxes.changement
        if not (changement.opened or changement.closed):
            return ""
        trial = essai(self._fiches, changement)
        parts = [f"+{trial.opened[s]} {s.label}" for s in Service if s in trial.opened]
        parts += [f"-{trial.closed[s]} {s.label}" for s in Service if s in trial.closed]
        same = count(trial.same, "compte inchangé", "comptes inchangés")
        if not parts:
            return f"{NO_EFFECT}, {same}."
        if len(parts) > MOST_NAMED:
            sums = (
                ("à ouvrir", sum(trial.opened.values())),
                ("à fermer", sum(trial.closed.values())),
            )
            parts = [f"{count(number, 'case')} {what}" for what, number in sums if number]
        return f"Effet : {', '.join(parts)}" + (f" ; {same}." if trial.same else ".")

    @property
    def _why_not_apply(self) -> str:
        effect = self._effect()
        return (effect if effect.startswith(NO_EFFECT) else "") if effect else NOTHING

    def action_known(self) -> None:
        """Tick or untick « Déjà ainsi sur urssaf.fr » from anywhere."""
        self._tick.action_switch()

    @on(Tick.Submitted)
    @on(LotBoxes.Submitted)
    def go_to_apply(self) -> None:
        """After the boxes comes Appliquer."""
        self.query_one("#appliquer").focus()

    @on(FlatButton.Pressed, "#appliquer")
    @work(exclusive=True)
    async def action_apply(self) -> None:
        """Change them all, once the person has typed how many."""
        if why := self._why_not_apply:
            self.say(why, "warning")
            return
        total = len(self._fiches)
        sentence = f"Modifier les services de {count(total, 'compte')} ?"
        if total > 1 and not await confirm_count(self, sentence, (self._effect(),), total):
            return
        known = self._tick.value
        lot = LotServices(self._portefeuille, self._fiches, self._boxes.changement, known=known)
        bilan = await carry_out_lot(self, lot)
        if bilan is not None:
            await self.app.push_screen_wait(done_in_words(bilan))
            self.dismiss("")

    @on(FlatButton.Pressed, "#confier")
    @work(exclusive=True)
    async def action_hand_over(self) -> None:
        """Make somebody responsable of them all: what a gesture changes is one thing."""
        if not self._why_not_apply:
            self.say(BOXES_FIRST, "warning")
        elif (said := await hand_over(self, self._portefeuille, self._fiches)) is not None:
            self.dismiss(said)

    @on(FlatButton.Pressed, "#annuler")
    @work(exclusive=True)
    async def action_give_up(self) -> None:
        """Change nothing; asks first if something was chosen."""
        question = ConfirmModal("Abandonner les modifications ?", details=(self._effect(),))
        if bool(self._why_not_apply) or await self.app.push_screen_wait(question):
            self.dismiss(None)

    def action_more(self) -> None:
        """Explain the box under the cursor."""
        self.app.push_screen(service_explained(self._boxes.cursor))

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: the tabs are behind this screen."""
        self.say("Terminez d'abord cette modification : Échap l'abandonne.")

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say that no box is chosen yet, or that those that are would change nobody."""
        return self._why_not_apply if action == "apply" and self.is_mounted else ""
