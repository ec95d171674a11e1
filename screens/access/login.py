"""Connectez-vous à votre espace: the first screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Input, Static

from models.errors import Refusal
from screens.flows.gestures import REFUSED, carry_out, painted
from screens.widgets.answer import Answer
from screens.widgets.bindings import hidden
from screens.widgets.button import FlatButton
from screens.widgets.choice import Choice
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import CardScreen, Frame

if TYPE_CHECKING:
    from models.access.front_door import FrontDoor
    from models.portefeuille import Portefeuille  # noqa: F401 - named in the base class

LABEL = 14
FIELD = 39
FIRST_RUN = "Premier démarrage : aucun espace n'existe encore ici."
TRY = "Essayer sans risque : {command}"
ALREADY = (
    "L'espace de votre cabinet existe déjà. "
    "Demandez à un administrateur de vous ajouter à l'équipe."
)


class LoginScreen(CardScreen["Portefeuille"]):
    """Identifiant, mot de passe; gives the portefeuille of who signs in."""

    TITLE = "Connexion"
    CSS_PATH = "login.tcss"
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]
    BINDINGS = [
        # A field hides the Entrée of the screen: F10 is what lets the key line name it.
        Binding("enter,f10", "log_in", "Je me connecte", key_display="Entrée", id="login.log_in"),
        Binding("f2", "create", "Créer votre espace", id="login.create"),
        Binding("f3", "forgotten", "Mot de passe oublié", id="login.forgotten"),
        hidden("escape,f12", "empty", "Vider le champ", id="login.empty"),
    ]

    identifiant = query_one("#identifiant", Field)
    mot_de_passe = query_one("#mot_de_passe", Field)

    def __init__(
        self,
        door: FrontDoor,
        *,
        identifiant: str = "",
        fixed: bool = False,
        message: str = "",
        demo: str = "portefeuille --demo",
    ) -> None:
        """Fill `identifiant` in; who came by an SSH key cannot change it (`fixed`).

        `demo` is the command that opens the demonstration here.
        """
        super().__init__()
        self._fixed = fixed
        self._door = door
        self._identifiant = identifiant
        self._message = message
        self._try = TRY.format(command=demo)

    def compose(self) -> ComposeResult:
        """Lay out the portal's login, in a card."""
        with Horizontal(id="bandeau"):
            yield Static("Portefeuille", id="produit")
            yield FlatButton("Créer votre espace en ligne", variant="link", id="creer")
            yield Static(" [Connectez-vous]", id="ici", markup=False)
        with Frame("Connectez-vous à votre espace"):
            yield Choice((("employeur", "Employeur"), ("independant", "Indépendant")), id="public")
            yield Static("Tous les champs sont obligatoires.", classes="discret")
            yield FieldRow(
                "Identifiant :",
                Field(id="identifiant", width=FIELD, value=self._identifiant, max_length=100),
                label_width=LABEL,
            )
            yield FieldRow(
                "Mot de passe :",
                Field(id="mot_de_passe", width=FIELD, secret=True, max_length=256),
                label_width=LABEL,
            )
            yield Answer(id="reponse")
            yield FlatButton("Mot de passe oublié ?", variant="link", id="oubli")
            yield FlatButton("Je me connecte →", variant="primary", id="entrer")
            yield Static("Outil non officiel — données locales au cabinet.", classes="discret")
        yield Foot()

    def on_mount(self) -> None:
        """Go to the first empty field; ask for a first espace once this is painted."""
        self.identifiant.disabled = self._fixed
        (self.mot_de_passe if self._identifiant else self.identifiant).focus()
        self.say(self._message)
        # Who came by a key has no shell to type it in.
        self.query_one(Foot).rest("" if self._fixed else self._try)
        self.call_after_refresh(self.welcome)

    @work(exclusive=True, group="espace")
    async def welcome(self) -> None:
        """Open « Créer votre espace en ligne » by itself on a base without espace."""
        first_run = await carry_out(self, self._door.is_first_run)
        if first_run is REFUSED:
            return
        self.say(FIRST_RUN if first_run else self._message)
        if first_run:
            await self._create(f"{FIRST_RUN}\n{self._try}")

    def action_empty(self) -> None:
        """Empty the field that has the focus: Échap never quits."""
        if isinstance(self.focused, Field):
            self.focused.value = ""

    @on(Choice.Submitted)
    @on(Input.Submitted, "#identifiant")
    def go_on(self) -> None:
        """Entrée goes to the next field."""
        self.focus_next()

    @on(Input.Submitted, "#mot_de_passe")
    @on(FlatButton.Pressed, "#entrer")
    @work(exclusive=True, group="log_in")
    async def action_log_in(self) -> None:
        """Sign in with what is typed."""
        asked = {"identifiant": self.identifiant, "mot de passe": self.mot_de_passe}
        for field in asked.values():
            field.mark(None)
        if empty := {name: field for name, field in asked.items() if not field.value.strip()}:
            missing = " et ".join(f"votre {name}" for name in empty)
            self._refuse(f"Saisissez {missing}.", *empty.values())
            return
        self.answer.say("Connexion…")
        await painted(self)
        # Read once: while the base is busy, the screen may be put away between two tries.
        log_in = partial(self._door.log_in, self.identifiant.value, self.mot_de_passe.value)
        try:
            inside = await carry_out(self, log_in)
        except Refusal as refusal:
            self.mot_de_passe.value = ""
            self._refuse(str(refusal), self.mot_de_passe)
            return
        self.answer.say("")
        if inside is not REFUSED:
            self.mot_de_passe.value = ""
            self.dismiss(inside)

    def _refuse(self, sentence: str, *fields: Field) -> None:
        for field in fields:
            field.mark("error")
        fields[0].focus()
        self.say("")
        self.answer.say(sentence, "error")

    @on(FlatButton.Pressed, "#creer")
    @work(exclusive=True, group="espace")
    async def action_create(self) -> None:
        """Create an espace, if there is none."""
        self._give_up_coming_in()
        first_run = await carry_out(self, self._door.is_first_run)
        if first_run:
            await self._create("")
        elif first_run is not REFUSED:
            self.say("")
            self.answer.say(ALREADY)

    async def _create(self, message: str) -> None:
        # Neither this screen nor the other is loaded before the login is painted.
        from screens.access.espace import EspaceScreen

        created = await self.app.push_screen_wait(EspaceScreen(self._door, message=message))
        if created:
            self._ask_password(created, "Espace créé. Connectez-vous.")

    @on(FlatButton.Pressed, "#oubli")
    @work
    async def action_forgotten(self) -> None:
        """Set a new password with the recovery code."""
        from screens.access.oubli import OubliScreen

        self._give_up_coming_in()
        done = await self.app.push_screen_wait(OubliScreen(self._door, self.identifiant.value))
        if done:
            self._ask_password(done, "Mot de passe changé. Connectez-vous.")

    def _give_up_coming_in(self) -> None:
        """Stop a login that waits: it may close this screen only from the top."""
        self.workers.cancel_group(self, "log_in")
        self.answer.say("")
        self.say("")

    def _ask_password(self, identifiant: str, sentence: str) -> None:
        self.identifiant.value = identifiant
        self.mot_de_passe.value = ""
        self.mot_de_passe.mark(None)
        self.mot_de_passe.focus()
        self.answer.say("")
        self.say(sentence, "success")
