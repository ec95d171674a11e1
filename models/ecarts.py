"""What urssaf.fr does not know yet: an inscription here, as it was last known there, the écart.

Only this module compares. Compared are the boxes, which comptes there are, and whether there is an
inscription at all; not names, towns, états, nor the proofs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from models.identifiers import numero_compte
from models.labels import Service, ToDo, Vu

PROVED = (ToDo.INSCRIRE, ToDo.INCONNU)
"""While this is to be done, the proofs that an inscription asks for are of use."""


class Numbered(Protocol):
    """A compte, of the tables, of a fiche or of a saisie."""

    @property
    def numero_compte(self) -> str | None:
        """The account number, if it has one."""

    @property
    def siret(self) -> str | None:
        """The Siret, if it has one."""


class Numbers(NamedTuple):
    """What names a compte: its account number (the 15 digits of one of 18), its Siret."""

    numero_compte: str
    siret: str

    def is_of(self, other: Numbers) -> bool:
        """Tell whether both may name one compte: nothing differs, but what one of them lacks."""
        both = [(own, their) for own, their in zip(self, other, strict=True) if own and their]
        if both:
            return all(own == their for own, their in both)
        return not any(self) or not any(other)

    def completed(self, other: Numbers) -> Numbers:
        """Give it with what only `other` has."""
        return Numbers(
            self.numero_compte or other.numero_compte,
            self.siret or other.siret,
        )


@dataclass(frozen=True)
class State:
    """An inscription as far as urssaf.fr is concerned: its boxes, its comptes (sorted)."""

    services: frozenset[Service]
    comptes: tuple[Numbers, ...]


@dataclass(frozen=True)
class Ecart:
    """What is to be clicked on urssaf.fr: boxes to open and to close, comptes to add and remove."""

    quoi: ToDo = ToDo.AUCUN
    ouvrir: frozenset[Service] = frozenset()
    fermer: frozenset[Service] = frozenset()
    ajouter: tuple[Numbers, ...] = ()
    retirer: tuple[Numbers, ...] = ()


NONE = Ecart()


def state(services: frozenset[Service], comptes: Iterable[Numbered]) -> State:
    """Give the state of an inscription that has these boxes and these comptes."""
    numbers = (
        Numbers(numero_compte.short(one.numero_compte or ""), one.siret or "") for one in comptes
    )
    return State(services, tuple(sorted(numbers)))


def compare(here: State | None, vu: Vu, there: State | None) -> Ecart:
    """Give the écart; `here` is None once removed, `there` unless `vu` is CONNU."""
    if vu is Vu.INCONNU:
        return Ecart(ToDo.INCONNU)
    if there is None:
        return Ecart(ToDo.INSCRIRE) if here else NONE
    if here is None:
        return Ecart(ToDo.RESILIER)
    _, added, gone = _paired(here.comptes, there.comptes)
    opened, closed = here.services - there.services, there.services - here.services
    if not (opened or closed or added or gone):
        return NONE
    return Ecart(ToDo.CHANGER, opened, closed, tuple(added), tuple(gone))


def completed(there: State, here: State) -> State:
    """Give `there` with the number or the Siret that a compte had on neither side and has here."""
    pairs, _, gone = _paired(here.comptes, there.comptes)
    comptes = [known.completed(own) for own, known in pairs]
    return State(there.services, tuple(sorted([*comptes, *gone])))


def _paired(
    here: Sequence[Numbers], there: Sequence[Numbers]
) -> tuple[list[tuple[Numbers, Numbers]], list[Numbers], list[Numbers]]:
    """Pair the comptes of both sides, those that are most alike first; give what is left of each.

    One without a number may be any of several: it waits until the others are paired.
    """
    if here == there:
        return list(zip(here, there, strict=True)), [], []
    pairs: list[tuple[Numbers, Numbers]] = []
    own, known = list(here), list(there)
    for alike in (_equal, _same_number, Numbers.is_of):
        for one in list(own):
            if (other := next((two for two in known if alike(one, two)), None)) is not None:
                pairs.append((one, other))
                own.remove(one)
                known.remove(other)
    return pairs, own, known


def _equal(one: Numbers, other: Numbers) -> bool:
    return one == other


def _same_number(one: Numbers, other: Numbers) -> bool:
    return one.is_of(other) and one.numero_compte == other.numero_compte != ""


def written(comptes: Iterable[Numbers]) -> str:
    """Write comptes as canonical JSON: sorted objects of numero_compte and siret, null if none."""
    rows = [{name: value or None for name, value in one._asdict().items()} for one in comptes]
    return json.dumps(rows, sort_keys=True, separators=(",", ":"))


@lru_cache(256)
def read(comptes: str) -> tuple[Numbers, ...]:
    """Read comptes that were `written`."""
    rows = json.loads(comptes)
    return tuple(Numbers(one["numero_compte"] or "", one["siret"] or "") for one in rows)
