"""What the login asks of the cabinet: a door, opened by the program (tui/front_door.py)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Peewee, argon2 and cryptography cost as much as the first frame: the login waits for none.
    from models.portefeuille import Portefeuille


@dataclass(frozen=True)
class Secrets:
    """What is shown once; `cle_principale` is None when the key was already there."""

    code_secours: str = field(repr=False)
    cle_principale: str | None = field(repr=False)
    cle_fichier: str


class Door(Protocol):
    """Lets people in; every refusal is a sentence (models.errors)."""

    def is_first_run(self) -> bool:
        """Whether nobody has created an espace on this base."""

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        """Let somebody in; LoginRefused otherwise."""

    def create_espace(
        self, *, cabinet: str, siren: str, identifiant: str, nom: str, mot_de_passe: str
    ) -> Secrets:
        """Create the cabinet and its first administrateur; BadFields names what is wrong."""

    def reset_password(self, identifiant: str, code: str, nouveau: str) -> str:
        """Set a new password with the recovery code; gives the next recovery code."""
