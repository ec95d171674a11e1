"""The fields of a client and of its comptes: what the whole program knows of each.

`Saisie` and `Fiche` have the fields of a client, `SaisieCompte` and `FicheCompte` those of a
compte. Checking, writing, the form, pasted tables, the command line, JSON and the journal derive
from what is declared here; tests/domain/test_champs.py says of each field where it was forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from models.champs.champ import Champ
from models.champs.client import ChampsClient, Proofs
from models.champs.compte import ChampsCompte

__all__ = [
    "CLIENT",
    "COMPTE",
    "FIELDS",
    "PROOFS",
    "ChampsClient",
    "ChampsCompte",
    "Proofs",
    "texts_of",
]


def _declared(owner: type[ChampsClient | ChampsCompte | Proofs]) -> dict[str, Champ]:
    return {one.name: one.metadata[Champ] for one in fields(owner)}


CLIENT = _declared(ChampsClient)
COMPTE = _declared(ChampsCompte)
PROOFS = _declared(Proofs)
FIELDS = CLIENT | COMPTE | PROOFS
"""All the fields, by name: none of a compte has the name of one of its client."""


def texts_of(champs: Mapping[str, Champ]) -> tuple[str, ...]:
    """Name those of `champs` that are typed."""
    return tuple(name for name, champ in champs.items() if champ.kind)
