"""Mot de passe oublié ?: a new password, with the recovery code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from models.access.front_door import FrontDoor
from models.errors import BadFields, Refusal
from screens.access.card_form import DIFFERENT, RULE, CardForm
from screens.access.secret_once import Secret

EXPLAINED = """\
Aucun courriel n'est envoyé. Deux possibilités :
1  Saisissez le code de secours remis à la création de votre accès.
2  Sinon, votre administrateur vous en donne un autre, avec la commande
   portefeuille reinitialiser IDENTIFIANT"""


class OubliScreen(CardForm):
    """Identifiant, code, new password twice; gives the identifiant whose password changed."""

    TITLE = "Mot de passe oublié ?"
    CSS_PATH = "oubli.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+s,f10", "submit", "Changer le mot de passe", id="oubli.reset"),
        Binding("escape,f12", "back", "Annuler", id="oubli.back"),
    ]
    FIELDS = (
        ("identifiant", "Identifiant :"),
        ("code", "Code de secours :"),
        ("mot_de_passe", "Nouveau mot de passe :"),
        ("confirmation", "Confirmez le mot de passe :"),
    )
    LABEL_WIDTH = 27
    SUBMIT = "Continuer →"
    DOING = "Vérification du code…"

    def __init__(self, door: FrontDoor, identifiant: str) -> None:
        super().__init__(door, EXPLAINED, {"identifiant": identifiant})
        self._identifiant = identifiant

    def on_mount(self) -> None:
        """Go to the first empty field."""
        self.field("code" if self._identifiant else "identifiant").focus()

    def under(self, name: str) -> Sequence[Widget]:
        """Say what a password must be, under the last field."""
        return [Static(RULE, id="regle")] if name == "confirmation" else []

    def faults(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Find the first field to correct before the code is tried: tries are counted."""
        if not typed["identifiant"].strip():
            return {"identifiant": "Saisissez votre identifiant."}
        if not typed["code"].strip():
            return {"code": "Saisissez votre code de secours."}
        same = typed["mot_de_passe"] == typed["confirmation"]
        return {} if same else {"confirmation": DIFFERENT}

    def submit(self, typed: Mapping[str, str]) -> list[Secret]:
        """Change the password."""
        code = self.door.reset_password(typed["identifiant"], typed["code"], typed["mot_de_passe"])
        return [Secret("Votre nouveau code de secours", code)]

    def blamed(self, refusal: Refusal) -> Mapping[str, str]:
        """Blame the password that breaks the rule, else the code."""
        return {"mot_de_passe" if isinstance(refusal, BadFields) else "code": str(refusal)}

    def tell(self, wrong: Mapping[str, str]) -> None:
        """Say above the buttons, where a long sentence wraps, what is wrong with one field."""
        for name, _ in self.FIELDS:
            self.field(name).mark("error" if name in wrong else None)
        self.answer.say(next(iter(wrong.values()), ""), "error")
        self.call_after_refresh(self.answer.scroll_visible, animate=False)
