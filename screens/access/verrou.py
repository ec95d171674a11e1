"""^L: the session is locked; nothing shows until the password is given again."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from models.access.front_door import FrontDoor
from models.errors import AccessClosed, LoginRefused, TooManyTries
from models.portefeuille import Portefeuille
from models.wording import of
from screens.flows.gestures import REFUSED, carry_out, painted
from screens.widgets.answer import Answer
from screens.widgets.bindings import hidden
from screens.widgets.cells import drawable
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import CardScreen, Frame


async def lock(app: App[Any], door: FrontDoor, inside: Portefeuille) -> None:
    """Hide everything until the password is given again."""
    await app.push_screen_wait(VerrouScreen(door, inside.identifiant, inside.utilisateur_nom))


class VerrouScreen(CardScreen[bool]):
    """Asks for the password of who signed in; what is under it stays as it was."""

    TITLE = "Session verrouillée"
    CSS_PATH = "verrou.tcss"
    AUTO_FOCUS = "#mot_de_passe"
    BINDINGS = [
        # A field hides the Entrée of the screen: F10 is what lets the key line name it.
        Binding("enter,f10", "unlock", "Déverrouiller", key_display="Entrée", id="verrou.unlock"),
        hidden("escape,f12", "empty", "Vider le champ", id="verrou.empty"),
    ]

    mot_de_passe = query_one("#mot_de_passe", Field)

    def __init__(self, door: FrontDoor, identifiant: str, nom: str) -> None:
        super().__init__()
        self._door = door
        self._identifiant = identifiant
        self._nom = nom

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Frame(self.TITLE):
            yield Static(Content(drawable(f"Session {of(self._nom)}.")))
            yield FieldRow(
                "Mot de passe :", Field(id="mot_de_passe", width=40, secret=True, max_length=256)
            )
            yield Answer(id="reponse")
        yield Foot()

    def action_empty(self) -> None:
        """Empty the field: Échap opens nothing."""
        self.mot_de_passe.value = ""

    @on(Input.Submitted)
    @work(exclusive=True)
    async def action_unlock(self) -> None:
        """Check the password."""
        if not self.mot_de_passe.value:
            self._refuse("Saisissez votre mot de passe.")
            return
        self.mot_de_passe.mark(None)
        self.answer.say("Vérification…")
        await painted(self)
        # Read once: while the base is busy, the screen may be put away between two tries.
        log_in = partial(self._door.log_in, self._identifiant, self.mot_de_passe.value)
        try:
            inside = await carry_out(self, log_in)
        except LoginRefused as refusal:
            self.mot_de_passe.value = ""
            is_told = isinstance(refusal, AccessClosed | TooManyTries)
            self._refuse(str(refusal) if is_told else "Mot de passe incorrect.")
            return
        self.answer.say("")
        if inside is not REFUSED:
            self.dismiss(True)

    def _refuse(self, why: str) -> None:
        self.answer.say(why, "error")
        self.mot_de_passe.mark("error")
