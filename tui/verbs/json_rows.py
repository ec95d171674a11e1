"""What the command line prints as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from models.access.ssh_keys import OpenKey
from models.access.utilisateur import Acces
from models.exportation.json_rows import codes, escaped, identifiants_of, row, written
from models.fiche import Fiche
from models.modeles import ModeleServices
from models.personnes import Personne

__all__ = ["escaped", "modeles", "one", "people", "removals", "rows", "ssh_keys"]


def rows(fiches: Sequence[Fiche], people: Iterable[Personne]) -> str:
    """Write a JSON array; characters that a terminal would obey are escaped.

    `people` are those of the cabinet: a responsable is told by the identifiant.
    """
    named = identifiants_of(people)
    return written([row(fiche, named) for fiche in fiches])


def removals(fiches: Sequence[Fiche], people: Iterable[Personne]) -> str:
    """Write what was removed: by whom, when, and when it leaves (null: not before urssaf.fr)."""
    named = identifiants_of(people)
    return written([{**row(fiche, named), **_removal(fiche)} for fiche in fiches])


def people(found: Sequence[Acces]) -> str:
    """Write who may sign in, or no longer may."""
    return written(
        [
            {
                "identifiant": one.identifiant,
                "nom": one.nom,
                "role": one.role.value,
                "actif": one.actif,
                "derniere_connexion": one.derniere_connexion and one.derniere_connexion.isoformat(),
            }
            for one in found
        ]
    )


def ssh_keys(found: Sequence[OpenKey]) -> str:
    """Write the open keys; `actif` is whether the access of whose they are is open."""
    return written(
        [
            {
                "identifiant": one.identifiant,
                "empreinte": one.empreinte,
                "type": one.kind,
                "nom": one.nom,
                "ajoutee_le": one.ajoutee_le.isoformat(),
                "actif": one.actif,
            }
            for one in found
        ]
    )


def modeles(found: Sequence[ModeleServices]) -> str:
    """Write the modèles; `d_office`: the régime whose new clients get them unasked."""
    return written(
        [
            {
                "nom": one.nom,
                "services": codes(one.services),
                "d_office": one.regime and one.regime.value,
            }
            for one in found
        ]
    )


def one(said: Mapping[str, object]) -> str:
    """Write one object."""
    return written(said)


def _removal(fiche: Fiche) -> dict[str, object]:
    instants = {"retire_le": fiche.retire_le, "part_le": fiche.part_le}
    shown = {name: value and value.isoformat() for name, value in instants.items()}
    return {**shown, "retire_par": fiche.retire_par}
