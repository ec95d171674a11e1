"""The people of a cabinet who may be responsable of a client."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from models.tables import Cabinet, Utilisateur
from models.wording import count


@dataclass(frozen=True)
class Personne:
    """Somebody of the cabinet who may be, or is still, responsable of a client."""

    uid: UUID
    nom: str
    identifiant: str


def people_of(cabinet: Cabinet, *, closed: bool = False) -> tuple[Personne, ...]:
    """Give the people whose access is open, by name; the `closed` ones too."""
    query = Utilisateur.select().where(Utilisateur.cabinet == cabinet)
    if not closed:
        query = query.where(Utilisateur.actif == True)  # noqa: E712 - Peewee builds SQL from it
    people = [Personne(one.uid, one.nom or one.identifiant, one.identifiant) for one in query]
    return tuple(sorted(people, key=lambda one: one.nom.casefold()))


def handed_over(number: int, to: Personne | None) -> str:
    """Say how many clients were handed over, and to whom; None: to nobody."""
    if to is None:
        return f"{count(number, 'compte')} sans responsable"
    return f"{count(number, 'compte confié', 'comptes confiés')} à {to.nom}"
