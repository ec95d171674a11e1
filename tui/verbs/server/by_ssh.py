"""What may be asked through SSH: the one table of the verbs, of who may, and of their password."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass

from models.labels import Role
from models.rights import (
    ADMINISTRATION,
    ADMINISTRATORS,
    CONSULTATION,
    READERS,
    WRITERS,
)


@dataclass(frozen=True)
class Right:
    """Who may ask for a verb, and whether they give their password first."""

    roles: frozenset[Role]
    by_password: bool = False

    def complaint(self, role: Role) -> str:
        """Say why somebody of this role may not; empty if they may."""
        if role in self.roles:
            return ""
        return ADMINISTRATION if self.roles == ADMINISTRATORS else CONSULTATION


READS = Right(READERS)
WRITES = Right(WRITERS)
ADMINISTERS = Right(ADMINISTRATORS, by_password=True)

BY_SSH: Mapping[str, Right] = {
    **dict.fromkeys(("corbeille", "exporter", "journal", "lister", "message"), READS),
    **dict.fromkeys(("modele lister", "rapprocher"), READS),
    # What they write is refused by the models: without, they only tell.
    **dict.fromkeys(("importer", "services"), READS),
    **dict.fromkeys(("annuler", "confier", "inscrire", "modifier", "refuser", "reporter"), WRITES),
    **dict.fromkeys(("resilier", "restaurer-client"), WRITES),
    "modele d-office": WRITES,
    "modele garder": WRITES,
    "modele renommer": WRITES,
    "modele supprimer": WRITES,
    "reinitialiser": ADMINISTERS,
    "utilisateur ajouter": ADMINISTERS,
    "utilisateur cle ajouter": ADMINISTERS,
    "utilisateur cle ecrire": ADMINISTERS,
    "utilisateur cle lister": ADMINISTERS,
    "utilisateur cle retirer": ADMINISTERS,
    "utilisateur desactiver": ADMINISTERS,
    "utilisateur lister": ADMINISTERS,
    "utilisateur reactiver": ADMINISTERS,
    "utilisateur role": ADMINISTERS,
    "utilisateur transferer": ADMINISTERS,
    "verifier": ADMINISTERS,
}
"""By the words of the verb, and of its action."""

OF_THE_SERVER = frozenset(
    {
        *("cle", "completion", "creer-espace", "info", "manuel", "migrer", "restaurer"),
        *("sauvegarder", "serveur", "session", "touches", "transferer", "veille"),
    }
)
"""The verbs of who has an account of the machine, whatever the role of who comes."""


def words_of(asked: Namespace) -> tuple[str, ...]:
    """Give the words of a verb that was read: its name, its action, what is done of a key."""
    words = (getattr(asked, name, None) for name in ("verb", "action", "geste"))
    return tuple(word for word in words if word)


def verbs_for(role: Role) -> list[str]:
    """Name the verbs that somebody of this role may ask for."""
    return sorted({words.split()[0] for words, right in BY_SSH.items() if role in right.roles})
