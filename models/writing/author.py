"""Who changes the rows."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from peewee import ModelSelect

from models.errors import KeyMissing, NotAllowed
from models.labels import Role
from models.rights import WRITERS
from models.sealing.vault import Vault
from models.storage import prepared
from models.tables import Cabinet, Cle, Utilisateur

OLD_KEY = (
    "La clé de ce cabinet a été refaite depuis votre connexion : rien n'a été enregistré. "
    "Reconnectez-vous."
)
COMMAND_LINE = "ligne de commande"
"""What stands for the name of somebody who is nobody of the cabinet."""
THE_COMMAND_LINE = f"la {COMMAND_LINE}"
"""In a sentence."""

BY_KEY = "ssh:"

_came: list[str] = []


def came_in_by(empreinte: str) -> None:
    """Say by which SSH key who acts came in, as long as the program runs; empty: by none."""
    _came[:] = [empreinte] if empreinte else []


def came_by() -> str:
    """Give the fingerprint of the SSH key by which who acts came in; empty: by none."""
    return _came[0] if _came else ""


Details = dict[str, object]
"""What the journal says of a change."""


PROOFS_KEPT = timedelta(days=1)
"""How long proofs are kept once they are of no use: a wrong « fait » is then taken back whole."""


@dataclass(frozen=True)
class Author:
    """Who acts (None: the command line), in which cabinet, with its keys, when, in which lot.

    `proofs_kept`: how long proofs stay once they are of no use.
    """

    cabinet: Cabinet
    utilisateur: Utilisateur | None
    vault: Vault
    instant: datetime
    lot: UUID | None = None
    proofs_kept: timedelta = PROOFS_KEPT

    @property
    def origine(self) -> str | None:
        """Where this comes from: `ssh:FINGERPRINT` of a key, `unix:NAME` of the command line.

        None on the screens of the machine itself.
        """
        if _came:
            return f"{BY_KEY}{_came[0]}"
        return None if self.utilisateur else unix_account()


def name_of(person: Utilisateur | None) -> str:
    """Give what a sentence calls somebody."""
    return str(person.nom or person.identifiant) if person else THE_COMMAND_LINE


@cache
def unix_account() -> str:
    """Name the account that runs the program; the environment may say anything."""
    number = os.getuid()
    try:
        return f"unix:{pwd.getpwuid(number).pw_name}"
    except KeyError:
        return f"unix:{number}"


def refuse_without_key(vault: Vault) -> None:
    """Raise KeyMissing where the keys are not there: what is changed would bear no seal."""
    if not vault.is_open:
        raise KeyMissing(vault.why)


def refuse_changed(cabinet: Cabinet, person: Utilisateur | None, vault: Vault) -> None:
    """Raise NotAllowed if the access was closed or lowered since the sign in.

    KeyMissing if the key was made anew: no seal of the old one would hold.
    """
    if person:
        _refuse_closed(person)
    refuse_old_key(cabinet, vault)


def refuse_old_key(cabinet: Cabinet, vault: Vault) -> None:
    """Raise KeyMissing if the key was made anew since the sign in."""
    ((kid,),) = prepared.run(_last_kid, (), [cabinet.id])
    if kid != vault.kid:
        raise KeyMissing(OLD_KEY)


def _last_kid(cabinet: Any) -> ModelSelect[Cle]:
    return Cle.select(Cle.kid).where(Cle.cabinet == cabinet).order_by(Cle.kid.desc()).limit(1)


def _refuse_closed(person: Utilisateur) -> None:
    now = Utilisateur.get_by_id(person.id)
    if not now.actif or Role(now.role) not in WRITERS:
        raise NotAllowed(
            "Votre accès a changé depuis votre connexion : rien n'a été enregistré. "
            "Voyez votre administrateur."
        )
