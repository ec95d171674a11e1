"""Créer votre espace en ligne: the cabinet and its first administrateur."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from models.access.front_door import Secrets
from screens.access.card_form import CardForm
from screens.access.secret_once import Secret
from screens.widgets.field import Field


class EspaceScreen(CardForm):
    """The form of a first run; gives the identifiant that was created."""

    TITLE = "Créer votre espace en ligne"
    AUTO_FOCUS = "#cabinet"
    BINDINGS = [
        Binding("ctrl+s,f10", "submit", "Créer mon espace", id="espace.create"),
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
    LABEL_WIDTH = 31
    SUBMIT = "Créer mon espace →"
    DOING = "Création de l'espace…"

    _done = False

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not kept."""
        return not self._done and any(field.value for field in self.query(Field))

    def submit(self, typed: Mapping[str, str]) -> list[Secret]:
        """Create the espace."""
        return _to_print(self.door.create_espace(**typed))

    async def show_once(self, secrets: list[Secret]) -> None:
        """Show the keys; what was typed is kept."""
        self._done = True
        await super().show_once(secrets)


def _to_print(secrets: Secrets) -> list[Secret]:
    """Name what was made: the code always, the main key when it is new."""
    shown = [Secret("Code de secours, si vous oubliez votre mot de passe", secrets.code_secours)]
    if secrets.cle_principale:
        where = f"Clé principale, gardée aussi dans le fichier\n{secrets.cle_fichier}"
        shown.append(Secret(where, secrets.cle_principale))
    return shown
