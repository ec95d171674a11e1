"""Mot de passe oublié ?: a new password, with the recovery code."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input, Static

from models.errors import BadFields, Refusal
from screens.access.door import Door
from screens.access.espace import DIFFERENT, LONGEST_SECRET, RULE
from screens.access.secret_once import Secret, SecretOnce
from screens.flows.gestures import carry_out, painted
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame
from screens.widgets.paragraph import Paragraph

LABEL = 27
EXPLAINED = """\
Aucun courriel n'est envoyé. Deux possibilités :
1  Saisissez le code de secours remis à la création de votre accès.
2  Sinon, votre administrateur vous en donne un autre, avec la commande
   portefeuille reinitialiser IDENTIFIANT"""


class OubliScreen(Screen[str | None]):
    """Identifiant, code, new password twice; gives the identifiant whose password changed."""

    TITLE = "Mot de passe oublié ?"
    CSS_PATH = "oubli.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+s,f10", "reset", "Changer le mot de passe", id="oubli.reset"),
        Binding("escape,f12", "back", "Annuler", id="oubli.back"),
    ]

    FIELDS = (
        ("identifiant", "Identifiant :"),
        ("code", "Code de secours :"),
        ("mot_de_passe", "Nouveau mot de passe :"),
        ("confirmation", "Confirmez le mot de passe :"),
    )

    def __init__(self, door: Door, identifiant: str) -> None:
        super().__init__()
        self._door = door
        self._identifiant = identifiant

    def compose(self) -> ComposeResult:
        """Lay out the form, in a card."""
        with Frame(self.TITLE, card=True):
            yield Paragraph(EXPLAINED, id="accueil")
            for name, label in self.FIELDS:
                secret = name in ("mot_de_passe", "confirmation")
                field = Field(
                    id=name,
                    secret=secret,
                    value=self._identifiant if name == "identifiant" else "",
                    max_length=LONGEST_SECRET if secret else 120,
                )
                yield FieldRow(label, field, label_width=LABEL)
            yield Static(RULE, id="regle")
            yield Paragraph(id="reponse")
            with ButtonRow():
                yield FlatButton("Continuer →", variant="primary", id="continuer")
                yield FlatButton("Annuler", id="annuler")
        yield Foot()

    def on_mount(self) -> None:
        """Go to the first empty field."""
        self._field("code" if self._identifiant else "identifiant").focus()

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Entrée goes to the next field, and continues from the last."""
        if event.input.id == "confirmation":
            self.action_reset()
        else:
            self.focus_next()

    @on(FlatButton.Pressed, "#continuer")
    @work(exclusive=True)
    async def action_reset(self) -> None:
        """Change the password, show the next code once."""
        typed = {name: self._field(name).value for name, _ in self.FIELDS}
        if fault := _fault(typed):
            self._refuse(*fault)
            return
        self._show("")
        self.query_one(Foot).say("Vérification du code…")
        await painted(self)
        try:
            code = await carry_out(
                self,
                lambda: self._door.reset_password(
                    typed["identifiant"], typed["code"], typed["mot_de_passe"]
                ),
            )
        except BadFields as refusal:
            self._refuse("mot_de_passe", str(refusal))
            return
        except Refusal as refusal:
            self._refuse("code", str(refusal))
            return
        if code is None:
            return
        await self.app.push_screen_wait(SecretOnce([Secret("Votre nouveau code de secours", code)]))
        self.dismiss(typed["identifiant"].strip())

    def _refuse(self, name: str, sentence: str) -> None:
        self.query_one(Foot).clear()
        self._show(sentence)
        field = self._field(name)
        field.mark("error")
        field.focus()

    def _show(self, sentence: str) -> None:
        for name, _ in self.FIELDS:
            self._field(name).mark(None)
        self._answer(f"! {sentence}" if sentence else "")

    def _answer(self, sentence: str) -> None:
        """Say above the buttons, where a long sentence wraps."""
        answer = self.query_one("#reponse", Paragraph)
        answer.say(sentence)
        self.call_after_refresh(answer.scroll_visible, animate=False)

    @on(FlatButton.Pressed, "#annuler")
    def action_back(self) -> None:
        """Leave the password as it is."""
        self.dismiss(None)


def _fault(typed: dict[str, str]) -> tuple[str, str] | None:
    """Find the first field to correct before the code is tried: tries are counted."""
    if not typed["identifiant"].strip():
        return "identifiant", "Saisissez votre identifiant."
    if not typed["code"].strip():
        return "code", "Saisissez votre code de secours."
    if typed["mot_de_passe"] != typed["confirmation"]:
        return "confirmation", DIFFERENT
    return None
