"""A client whose every field is typed, for the tests that go through the fields one by one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS
from models.champs.champ import Amount, Code, Number, Text
from models.champs.client import NIR, SIREN
from models.champs.compte import NUMERO, SIRET
from models.fiche import Fiche, FicheCompte
from models.labels import Regime, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.tables import Utilisateur
from models.writing.controle import Controle
from tests import cabinet

NAMES = tuple(FIELDS)
CHANGING = tuple(name for name in NAMES if FIELDS[name].changes)
TYPED = tuple(name for name in NAMES if FIELDS[name].kind)
NUMBERS = {
    SIREN: (cabinet.siren(1), cabinet.siren(2)),
    SIRET: (f"{cabinet.siren(1)}00010", f"{cabinet.siren(1)}00028"),
    NUMERO: (cabinet.numero(1), cabinet.numero(2)),
    NIR: (cabinet.NIR, "280017505600051"),
}
PEOPLE = (UUID(int=1), UUID(int=2))
CHOSEN = {
    "responsable": PEOPLE,
    "services": (frozenset({Service.DPAE}), frozenset({Service.PAIEMENT})),
}
"""Two values of what is chosen."""


def sample(name: str, turn: int = 0) -> Any:
    """Give what somebody would type, or choose, in a field: two values, by `turn`."""
    match kind := FIELDS[name].kind:
        case Text(longest=longest):
            return f"{('un', 'deux')[turn]} {name.replace('_', ' ')}"[:longest]
        case Number():
            return NUMBERS[kind][turn]
        case Code(shape=shape, example=example):
            kept, changed = example[: -1 - turn], example[-1 - turn :]
            typed = kept + re.sub("[0-9]", lambda digit: str(9 - int(digit[0])), changed)
            refused = f"{name}: its shape refuses {typed}, its example with other last digits"
            assert shape.fullmatch(typed), refused
            return typed
        case Amount():
            return ("12,34", "56,78")[turn]
        case _:
            return (FIELDS[name].codes or CHOSEN[name])[turn]


def regime_of(name: str) -> Regime:
    """Give a régime whose clients have this field."""
    return min(FIELDS[name].regimes)


def whole(regime: Regime, turn: int = 0) -> Saisie:
    """Type a client of `regime` with every field that it has."""
    asked = (CLIENT | PROOFS).items()
    values: dict[str, Any] = {
        name: sample(name, turn) for name, champ in asked if regime in champ.regimes
    }
    if regime.a_un_siren:
        values["siren"] = sample("siren")
    compte = SaisieCompte(**{name: sample(name, turn) for name in COMPTE})
    return Saisie(**values | {"regime": regime}, comptes=(compte,))


def with_field(saisie: Saisie, name: str, value: Any) -> Saisie:
    """Type `value` in one field; in that of the first compte if comptes have it."""
    typed: dict[str, Any] = {name: value}
    if name not in COMPTE:
        return replace(saisie, **typed)
    first, *others = saisie.comptes
    return replace(saisie, comptes=(replace(first, **typed), *others))


def typed_again(fiche: Fiche) -> Saisie:
    """Type what was typed to inscribe `fiche`, to change it."""
    saisie = whole(fiche.regime)
    return replace(saisie, comptes=(replace(saisie.comptes[0], id=fiche.comptes[0].id),))


def field_of(one: Saisie | Fiche, name: str) -> Any:
    """Give one field; that of the first compte if comptes have it."""
    owner: Saisie | Fiche | SaisieCompte | FicheCompte = one.comptes[0] if name in COMPTE else one
    return getattr(owner, name)


def value_of(found: Controle, name: str) -> str:
    """Give what the rules kept of one field."""
    return found.values[f"comptes.0.{name}" if name in COMPTE else name]


def open_with_people(folder: Path) -> Portefeuille:
    """Open the portefeuille of a cabinet where PEOPLE may be responsable."""
    portefeuille = cabinet.open_portefeuille(folder)
    for uid in PEOPLE:
        person = cabinet.new_person(
            portefeuille._cabinet, f"Personne {uid.int}", Role.COLLABORATEUR
        )
        Utilisateur.update(uid=uid).where(Utilisateur.id == person.id).execute()
    return portefeuille
