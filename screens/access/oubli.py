"""Mot de passe oublié ?: a new password, with the recovery code."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from models.access.front_door import FrontDoor
from models.command import command
from models.errors import LoginRefused, Refusal
from screens.access.card_form import CardForm
from screens.access.secret_once import Secret

EXPLAINED = f"""\
Aucun courriel n'est envoyé. Deux possibilités :
1  Saisissez le code de secours remis à la création de votre accès.
2  Sinon, votre administrateur vous en donne un autre, avec la commande
   {command("reinitialiser IDENTIFIANT")}"""


class OubliScreen(CardForm):
    """Identifiant, code, new password twice; gives the identifiant whose password changed."""

    TITLE = "Mot de passe oublié ?"
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

    def submit(self, typed: Mapping[str, str]) -> list[Secret]:
        """Change the password."""
        names = ("identifiant", "code", "mot_de_passe", "confirmation")
        code = self.door.reset_password(*(typed[name] for name in names))
        return [Secret("Votre nouveau code de secours", code)]

    def blamed(self, refusal: Refusal) -> Mapping[str, str]:
        """Blame the code that opens nothing: it may be the identifiant, which is not told."""
        if isinstance(refusal, LoginRefused):
            return {"code": str(refusal)}
        return super().blamed(refusal)
