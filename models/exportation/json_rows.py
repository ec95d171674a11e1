"""A fiche as the JSON that the command line prints and that an export holds."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from models.champs import CLIENT, COMPTE
from models.champs.champ import Champ
from models.ecarts import Numbers
from models.fiche import Fiche, FicheCompte
from models.labels import Service
from models.personnes import Personne

TOLD_APART = {"services", "responsable"}

Identifiants = Mapping[UUID | None, str]
"""Of each person by whom a responsable is told."""


def identifiants_of(people: Iterable[Personne]) -> Identifiants:
    """Give the identifiants of the people of a cabinet."""
    return {one.uid: one.identifiant for one in people}


def row(fiche: Fiche, identifiants: Identifiants) -> dict[str, object]:
    """Give what is told of an inscription."""
    return {
        "uid": str(fiche.uid),
        **_fields(CLIENT, fiche),
        "comptes": [_fields(COMPTE, compte) for compte in fiche.comptes],
        "services": codes(fiche.services),
        "responsable": identifiants.get(fiche.responsable),
        "montant_centimes": fiche.montant_centimes,
        "report": fiche.report.value,
        "ecart": _ecart(fiche),
        "version": fiche.version,
    }


def written(told: object) -> str:
    """Write JSON on lines of their own; characters that a terminal would obey are escaped."""
    return escaped(json.dumps(told, ensure_ascii=False, indent=2))


def escaped(text: str) -> str:
    """Escape what a terminal would obey in JSON, but for its line breaks."""
    return "\n".join(map(_escaped_line, text.split("\n")))


def codes(services: Collection[Service]) -> list[str]:
    """Give the codes of some services, in the order of the portal."""
    return [service.code for service in Service if service in services]


def _ecart(fiche: Fiche) -> dict[str, object]:
    """Give what is to be done on urssaf.fr; boxes by their codes."""
    ecart = fiche.difference
    return {
        "quoi": ecart.quoi.value,
        "ouvrir": codes(ecart.ouvrir),
        "fermer": codes(ecart.fermer),
        "ajouter": [_number(one) for one in ecart.ajouter],
        "retirer": [_number(one) for one in ecart.retirer],
    }


def _number(numbers: Numbers) -> dict[str, str | None]:
    return {name: value or None for name, value in numbers._asdict().items()}


def _fields(champs: Mapping[str, Champ], kept: Fiche | FicheCompte) -> dict[str, object]:
    return {
        name: champ.stored(getattr(kept, name))
        for name, champ in champs.items()
        if champ.json and name not in TOLD_APART
    }


def _escaped_line(line: str) -> str:
    # Nearly all lines: looking at each character takes twenty times as long.
    return line if line.isprintable() else "".join(map(_escaped, line))


def _escaped(character: str) -> str:
    if not unicodedata.category(character).startswith(("C", "Zl", "Zp")):
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
