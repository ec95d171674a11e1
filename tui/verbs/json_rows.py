"""A fiche as the JSON that the command line prints."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from models.access.utilisateur import Acces
from models.champs import CLIENT, COMPTE
from models.champs.champ import Champ
from models.ecarts import Numbers
from models.fiche import Fiche, FicheCompte
from models.labels import Service
from models.modeles import ModeleServices
from models.personnes import Personne

TOLD_APART = {"services", "responsable"}


def rows(fiches: Sequence[Fiche], people: Iterable[Personne]) -> str:
    """Write a JSON array; characters that a terminal would obey are escaped.

    `people` are those of the cabinet: a responsable is told by the identifiant.
    """
    named = _identifiants(people)
    return _array([_row(fiche, named) for fiche in fiches])


def removals(fiches: Sequence[Fiche], people: Iterable[Personne]) -> str:
    """Write what was removed: by whom, when, and when it leaves (null: not before urssaf.fr)."""
    named = _identifiants(people)
    return _array([{**_row(fiche, named), **_removal(fiche)} for fiche in fiches])


def people(found: Sequence[Acces]) -> str:
    """Write who may sign in, or no longer may."""
    return _array(
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


def modeles(found: Sequence[ModeleServices]) -> str:
    """Write the modèles; `d_office`: the régime whose new clients get them unasked."""
    return _array(
        [
            {
                "nom": one.nom,
                "services": _codes(one.services),
                "d_office": one.regime and one.regime.value,
            }
            for one in found
        ]
    )


def one(said: Mapping[str, object]) -> str:
    """Write one object."""
    return escaped(json.dumps(said, ensure_ascii=False, indent=2))


def _removal(fiche: Fiche) -> dict[str, object]:
    instants = {"retire_le": fiche.retire_le, "part_le": fiche.part_le}
    shown = {name: value and value.isoformat() for name, value in instants.items()}
    return {**shown, "retire_par": fiche.retire_par}


def _array(found: Sequence[Mapping[str, object]]) -> str:
    return escaped(json.dumps(found, ensure_ascii=False, indent=2))


def escaped(text: str) -> str:
    """Escape what a terminal would obey in JSON, but for its line breaks."""
    return "".join(_escaped(c) if c != "\n" else c for c in text)


def _identifiants(people: Iterable[Personne]) -> Mapping[UUID | None, str]:
    return {one.uid: one.identifiant for one in people}


def _row(fiche: Fiche, identifiants: Mapping[UUID | None, str]) -> dict[str, object]:
    return {
        "uid": str(fiche.uid),
        **_fields(CLIENT, fiche),
        "comptes": [_fields(COMPTE, compte) for compte in fiche.comptes],
        "services": _codes(fiche.services),
        "responsable": identifiants.get(fiche.responsable),
        "montant_centimes": fiche.montant_centimes,
        "report": fiche.report.value,
        "ecart": _ecart(fiche),
        "version": fiche.version,
    }


def _ecart(fiche: Fiche) -> dict[str, object]:
    """Give what is to be done on urssaf.fr; boxes by their codes."""
    ecart = fiche.difference
    return {
        "quoi": ecart.quoi.value,
        "ouvrir": _codes(ecart.ouvrir),
        "fermer": _codes(ecart.fermer),
        "ajouter": [_number(one) for one in ecart.ajouter],
        "retirer": [_number(one) for one in ecart.retirer],
    }


def _codes(services: Collection[Service]) -> list[str]:
    return [service.code for service in Service if service in services]


def _number(numbers: Numbers) -> dict[str, str | None]:
    return {name: value or None for name, value in numbers._asdict().items()}


def _fields(champs: Mapping[str, Champ], kept: Fiche | FicheCompte) -> dict[str, object]:
    return {
        name: champ.stored(getattr(kept, name))
        for name, champ in champs.items()
        if champ.json and name not in TOLD_APART
    }


def _escaped(character: str) -> str:
    if not unicodedata.category(character).startswith(("C", "Zl", "Zp")):
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
