"""What a person typed, put on what a colleague saved meanwhile: field by field, and box by box."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar
from uuid import UUID

from models.champs import CLIENT, COMPTE, PROOFS
from models.champs.champ import Champ
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte

T = TypeVar("T", Saisie, SaisieCompte)
Comptes = tuple[SaisieCompte, ...]
Place = tuple[int | None, str]
"""Of a field: the compte that has it (None: the client), and its name."""

NOBODY = "personne"
EMPTY = "(vide)"
ASKED = {
    name: champ
    for name, champ in (CLIENT | PROOFS).items()
    if champ.form and champ.shown and not champ.secret
}
ASKED_OF_COMPTE = {name: champ for name, champ in COMPTE.items() if champ.form}


@dataclass(frozen=True)
class Clash:
    """A field that both changed, and not alike: how the person left it, and how the colleague."""

    place: Place
    label: str
    mine: str
    theirs: str


def rebased(mine: Saisie, before: Saisie, now: Saisie) -> Saisie:
    """Put what the person changed since `before` on top of what the base holds `now`."""
    opened, closed = mine.services - before.services, before.services - mine.services
    return replace(
        _changed(mine, before, now),
        services=(now.services | opened) - closed,
        comptes=_rebased_comptes(mine.comptes, before.comptes, now.comptes),
    )


def _rebased_comptes(mine: Comptes, before: Comptes, now: Comptes) -> tuple[SaisieCompte, ...]:
    shown = {one.id: one for one in before if one.id}
    typed_over = {one.id: one for one in mine if one.id}
    kept = tuple(
        _changed(typed_over[one.id], shown[one.id], one) if one.id in shown else one for one in now
    )
    return kept + tuple(one for one in mine if one.id is None)


def _changed(mine: T, before: T, now: T) -> T:
    """Give `now` with the fields that differ between `before` and `mine`."""
    names = [field.name for field in fields(mine)]
    values = {name: getattr(mine, name) for name in names}
    changes = {name: value for name, value in values.items() if value != getattr(before, name)}
    return replace(now, **changes)


def clashes(
    mine: Saisie, before: Saisie, now: Saisie, people: Mapping[UUID, str]
) -> tuple[Clash, ...]:
    """Give the fields that both changed since `before`, and not alike.

    `people` names who may be responsable. Boxes never clash: both open one, or both close it.
    """
    found = [*_clashes(mine, before, now, ASKED, None, mine.regime, people)]
    ours, was = ({one.id: one for one in some.comptes} for some in (mine, before))
    for there in now.comptes:
        if there.id in ours and there.id in was:
            three = ours[there.id], was[there.id], there
            found += _clashes(*three, ASKED_OF_COMPTE, there.id, mine.regime, people)
    return tuple(found)


def _clashes(
    mine: T,
    before: T,
    now: T,
    champs: Mapping[str, Champ],
    compte: int | None,
    regime: Regime,
    people: Mapping[UUID, str],
) -> Iterator[Clash]:
    for name, champ in champs.items():
        ours, was, theirs = (getattr(one, name, None) for one in (mine, before, now))
        if name != "services" and len({ours, was, theirs}) == 3:
            shown = (_shown(champ, name, one, people) for one in (ours, theirs))
            yield Clash((compte, name), champ.label_of(regime), *shown)


def _shown(champ: Champ, name: str, value: object, people: Mapping[UUID, str]) -> str:
    if name == "responsable":
        return people.get(value, NOBODY) if isinstance(value, UUID) else NOBODY
    if champ.codes and value:
        return next((one.label for one in champ.codes if one == value), str(value))
    return str(value or EMPTY)


def yielded(mine: Saisie, before: Saisie, places: Collection[Place]) -> Saisie:
    """Give up what the person typed at these places: the colleague's stands there."""
    back = {name: getattr(before, name) for compte, name in places if compte is None}
    was = {one.id: one for one in before.comptes}
    comptes = tuple(
        replace(one, **{name: getattr(was[one.id], name) for n, name in places if n == one.id})
        if one.id in was
        else one
        for one in mine.comptes
    )
    return replace(mine, **back, comptes=comptes)
