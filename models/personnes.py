"""The people of a cabinet who may be responsable of a client."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from models.labels import Role
from models.rights import WRITERS
from models.tables import Cabinet, Utilisateur
from models.wording import count

NO_ACCESS = "Cette personne n'a plus d'accès : rien n'a changé."
ONLY_READS = "Cette personne consulte seulement, rien ne lui est confié : rien n'a changé."


@dataclass(frozen=True)
class Personne:
    """Somebody of the cabinet who may be, or is still, responsable of a client.

    `why_not` says why no client is given to them any more; empty if they may be.
    """

    uid: UUID
    nom: str
    identifiant: str
    why_not: str = ""


def people_of(cabinet: Cabinet) -> tuple[Personne, ...]:
    """Give all the people, by name."""
    people = [
        Personne(one.uid, one.nom or one.identifiant, one.identifiant, why_not_given(one))
        for one in Utilisateur.select().where(Utilisateur.cabinet == cabinet)
    ]
    return tuple(sorted(people, key=lambda one: one.nom.casefold()))


def why_not_given(person: Utilisateur) -> str:
    """Say why no client is given to a person: they no longer come, or change nothing."""
    if not person.actif:
        return NO_ACCESS
    return "" if Role(person.role) in WRITERS else ONLY_READS


def handed_over(number: int, to: Personne | None) -> str:
    """Say how many clients were handed over, and to whom; None: to nobody."""
    if to is None:
        return f"{count(number, 'compte')} sans responsable"
    return f"{count(number, 'compte confié', 'comptes confiés')} à {to.nom}"
