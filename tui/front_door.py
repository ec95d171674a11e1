"""The door of the cabinet: opens the base and the main key, and lets people in.

This module is loaded after the login's first frame: it brings Peewee, argon2 and cryptography.
"""

from __future__ import annotations

from models.access import espace, sign_in
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from screens.access.door import Secrets
from tui.config import Config
from tui.main_key import load_main_key, main_key_for_new_espace, now


class FrontDoor:
    """What LoginScreen and its neighbours ask for, on the base of the configuration."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._waiting = set[str]()
        open_database(config.base)

    def is_first_run(self) -> bool:
        """Whether nobody has created an espace on this base."""
        return espace.is_empty()

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        """Let somebody in; LoginRefused otherwise."""
        key = load_main_key(self._config.cle)
        one = sign_in.log_in(
            identifiant, mot_de_passe, main_key=key, now=now(), waiting=self._waiting
        )
        return Portefeuille(one.cabinet, one.utilisateur, one.vault, now=now)

    def create_espace(
        self, *, cabinet: str, siren: str, identifiant: str, nom: str, mot_de_passe: str
    ) -> Secrets:
        """Create the cabinet, its main key and its first administrateur."""
        key, is_new = main_key_for_new_espace(self._config.cle)
        code = espace.create_espace(
            cabinet=cabinet,
            siren=siren,
            identifiant=identifiant,
            nom=nom,
            mot_de_passe=mot_de_passe,
            main_key=key,
            now=now(),
        )
        return Secrets(code, key.printed if is_new else None, str(self._config.cle))

    def reset_password(self, identifiant: str, code: str, nouveau: str) -> str:
        """Set a new password with the recovery code; gives the next recovery code."""
        key = load_main_key(self._config.cle)
        return sign_in.reset_password(
            identifiant, code, nouveau, main_key=key, now=now(), waiting=self._waiting
        )

    def close(self) -> None:
        """Close the base."""
        close_database()
