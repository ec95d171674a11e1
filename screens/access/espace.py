"""Créer votre espace en ligne: the cabinet and its first administrateur."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input, Static

from models.errors import BadFields, Refusal
from screens.access.door import Door, Secrets
from screens.access.secret_once import Secret, SecretOnce
from screens.flows.gestures import carry_out, painted
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame
from screens.widgets.paragraph import Paragraph

LABEL = 31
LONGEST_SECRET = 256
"""More than the rule allows: the rule refuses what is too long, nothing cuts it."""
DIFFERENT = "Les deux mots de passe diffèrent : saisissez deux fois le même."
RULE = "Une phrase de 7 mots, ou 12 caractères très variés."


class EspaceScreen(Screen[str | None]):
    """The form of a first run; gives the identifiant that was created."""

    TITLE = "Créer votre espace en ligne"
    CSS_PATH = "espace.tcss"
    AUTO_FOCUS = "#cabinet"
    BINDINGS = [
        Binding("ctrl+s,f10", "create", "Créer mon espace", id="espace.create"),
        Binding("escape,f12", "back", "Annuler", id="espace.back"),
    ]

    FIELDS = (
        ("cabinet", "Nom du cabinet :"),
        ("siren", "Siren du cabinet (facultatif) :"),
        ("identifiant", "Identifiant :"),
        ("nom", "Votre nom (facultatif) :"),
        ("mot_de_passe", "Mot de passe :"),
        ("confirmation", "Confirmez le mot de passe :"),
    )

    def __init__(self, door: Door, *, message: str = "") -> None:
        super().__init__()
        self._door = door
        self._message = message
        self._done = False

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not kept."""
        return not self._done and any(field.value for field in self.query(Field))

    def compose(self) -> ComposeResult:
        """Lay out the form, in a card."""
        with Frame(self.TITLE, card=True):
            yield Paragraph(self._message, id="accueil")
            for name, label in self.FIELDS:
                secret = name in ("mot_de_passe", "confirmation")
                field = Field(id=name, secret=secret, max_length=LONGEST_SECRET if secret else 120)
                yield FieldRow(label, field, label_width=LABEL)
                yield Paragraph(id=f"faute_{name}", classes="faute")
                if name == "mot_de_passe":
                    yield Static(RULE, id="regle")
            yield Paragraph(id="reponse", classes="faute")
            with ButtonRow():
                yield FlatButton("Créer mon espace →", variant="primary", id="creer")
                yield FlatButton("Annuler", id="annuler")
        yield Foot()

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def _fault(self, name: str) -> Paragraph:
        return self.query_one(f"#faute_{name}", Paragraph)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Entrée goes to the next field, and creates from the last."""
        if event.input.id == "confirmation":
            self.action_create()
        else:
            self.focus_next()

    @on(Input.Changed)
    def forgive(self, event: Input.Changed) -> None:
        """Take back what was said of a field that is being corrected."""
        name = event.input.id or ""
        if self._fault(name).display:
            self._tell(name, "")

    @on(Input.Blurred, "#confirmation")
    @on(Input.Blurred, "#mot_de_passe")
    def compare(self, event: Input.Blurred) -> None:
        """Say at once that the two passwords differ, and no longer when they agree."""
        second = self._field("confirmation").value
        if second or event.input.id == "confirmation":
            wrong = second and second != self._field("mot_de_passe").value
            self._tell("confirmation", DIFFERENT if wrong else "")

    @on(FlatButton.Pressed, "#creer")
    @work(exclusive=True)
    async def action_create(self) -> None:
        """Create the espace, show its secrets once, go back to the login."""
        typed = {name: self._field(name).value for name, _ in self.FIELDS}
        if typed["mot_de_passe"] != typed.pop("confirmation"):
            self._refuse({"confirmation": DIFFERENT})
            return
        self._show({})
        self._answer("")
        self.query_one(Foot).say("Création de l'espace…")
        await painted(self)
        try:
            secrets = await carry_out(self, lambda: self._door.create_espace(**typed))
        except BadFields as refusal:
            self._refuse(refusal.sentences)
            return
        except Refusal as refusal:
            self.query_one(Foot).clear()
            self._answer(f"! {refusal}")
            return
        if secrets is None:
            return
        self._done = True
        await self.app.push_screen_wait(SecretOnce(_to_print(secrets)))
        self.dismiss(typed["identifiant"].strip())

    def _answer(self, sentence: str) -> None:
        """Say above the buttons, where it wraps, what no field is the cause of."""
        answer = self.query_one("#reponse", Paragraph)
        answer.say(sentence)
        answer.display = bool(sentence)
        if sentence:
            # What stands under it: a scroll bar that appears takes columns, and adds a row.
            below = self.query_one(ButtonRow)
            self.call_after_refresh(below.scroll_visible, animate=False)

    def _refuse(self, sentences: dict[str, str]) -> None:
        """Mark what is wrong, all at once, and go to the first of them."""
        self._show(sentences)
        self.query_one(Foot).clear()
        first = next((name for name, _ in self.FIELDS if name in sentences), None)
        if first:
            self._field(first).focus()
            self.call_after_refresh(self._fault(first).scroll_visible, animate=False)

    def _show(self, sentences: dict[str, str]) -> None:
        for name, _ in self.FIELDS:
            self._tell(name, sentences.get(name, ""))

    def _tell(self, name: str, sentence: str) -> None:
        """Say under a field what is wrong with it; nothing when it is right."""
        self._field(name).mark("error" if sentence else None)
        fault = self._fault(name)
        fault.say(f"! {sentence}")
        fault.display = bool(sentence)

    @on(FlatButton.Pressed, "#annuler")
    def action_back(self) -> None:
        """Leave without creating."""
        self.dismiss(None)


def _to_print(secrets: Secrets) -> list[Secret]:
    """Name what was made: the code always, the main key when it is new."""
    shown = [Secret("Code de secours, si vous oubliez votre mot de passe", secrets.code_secours)]
    if secrets.cle_principale:
        where = f"Clé principale, gardée aussi dans le fichier\n{secrets.cle_fichier}"
        shown.append(Secret(where, secrets.cle_principale))
    return shown
