"""How many clients each value of a facet would list, whatever is chosen in the others.

The list is read once, a slice at a time, and each value keeps one bit a client: to count what a
choice finds is then an intersection, at a million clients too, and asks the base nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby
from operator import and_, itemgetter, or_
from typing import Any, TypeAlias
from uuid import UUID

from peewee import JOIN, Case, ModelSelect

from models.labels import Etat, Labelled, Regime, Report, Service, ToDo
from models.search.criteres import After, Criteres, Donnee, Edge, Key, Trait
from models.search.listed import TO_REPORT, is_to_report
from models.search.listing import Listing
from models.search.people import uids_of
from models.storage import prepared
from models.tables import Cabinet, Compte, Inscription

SLICE = 1_000
"""As many clients as are read in the time of a key."""


JOINED = 100_000
"""As many clients as are counted together: what is added to copies what is there."""


class Groupe(Labelled):
    """A facet whose values are more than two; each client has one of them."""

    REGIME = "regime", "Régime"
    RESPONSABLE = "responsable", "Responsable"
    ETAT = "etat", "État"
    REPORT = "report", "Sur urssaf.fr"
    ECART = "ecart", "À faire"


Facet: TypeAlias = Groupe | Trait
Value: TypeAlias = Regime | Etat | Report | ToDo | UUID | bool | None
"""What one may choose in a facet; a trait is there (True) or not (False)."""


@dataclass(frozen=True)
class Slice:
    """A part of a list, all living or all `removed`: a bit for each client that has a value."""

    everyone: int
    removed: bool
    bits: Mapping[tuple[Facet, Value], int]

    def of(self, facet: Facet, values: Iterable[Value]) -> int:
        """Give those who have one of these values."""
        return reduce(or_, (self.bits.get((facet, value), 0) for value in values), 0)


GROUPS: dict[Groupe, str] = {
    Groupe.REGIME: "regimes",
    Groupe.RESPONSABLE: "responsables",
    Groupe.ETAT: "etats",
    Groupe.REPORT: "reports",
    Groupe.ECART: "ecarts",
}
"""The field of `Criteres` that holds the choice of each group."""

OF_REMOVED = (Groupe.REPORT, Groupe.ECART)
"""The facets by which removals are listed."""


@dataclass(frozen=True)
class Counts:
    """What the choices find, and what each value would: those of a facet add up to its total.

    `removed` are the removals that are still to be re-keyed among those of a report or of an
    écart: they are listed nowhere else, and counted besides.
    """

    total: int
    of: Mapping[Facet, Mapping[Value, int]]
    removed: Mapping[Value, int]


@dataclass(frozen=True)
class Tally:
    """What was read of a list so far, whatever facet narrows it; `read` more until `is_whole`."""

    slices: tuple[Slice, ...] = ()
    place: Key | None = None
    living_read: bool = False
    is_whole: bool = False
    known: Mapping[Facet, set[Value]] = field(default_factory=dict)

    def counts(self, criteres: Criteres) -> Counts:
        """Count what was read, under the choices of `criteres`."""
        of: dict[Facet, dict[Value, int]] = {
            facet: dict.fromkeys(values, 0) for facet, values in self.known.items()
        }
        removed: dict[Value, int] = dict.fromkeys([*Report, *ToDo], 0)
        total = 0
        for one in self.slices:
            total += _add(one, criteres, of, removed)
        return Counts(total, of, removed)


def read(cabinet: Cabinet, criteres: Criteres, so_far: Tally) -> Tally:
    """Read one slice more of what `criteres` seeks: the living, then what waits for urssaf.fr."""
    reports = TO_REPORT if so_far.living_read else frozenset[Report]()
    sought = Criteres(criteres.texte, criteres.siren, criteres.compte, reports=reports)
    anchor = After(so_far.place) if so_far.place else Edge.FIRST
    keys = Listing(cabinet, sought).keys(anchor, SLICE)
    found = _slice([key.id for key in keys], uids_of(cabinet), removed=so_far.living_read)
    known = {facet: set(values) for facet, values in so_far.known.items()}
    for facet, value in found.bits:
        known.setdefault(facet, set()).add(value)
    ended = len(keys) < SLICE
    return Tally(
        _joined(so_far.slices, found),
        None if ended else keys[-1],
        so_far.living_read or ended,
        ended and so_far.living_read,
        known,
    )


def _joined(slices: tuple[Slice, ...], more: Slice) -> tuple[Slice, ...]:
    """Add a slice: to the last one, unless it is long enough."""
    last = slices[-1] if slices else None
    if last is None or last.removed is not more.removed or last.everyone >> JOINED:
        return (*slices, more)
    size = last.everyone.bit_length()
    both = last.bits.keys() | more.bits.keys()
    bits = {one: last.bits.get(one, 0) | more.bits.get(one, 0) << size for one in both}
    return (*slices[:-1], Slice(last.everyone | more.everyone << size, last.removed, bits))


def _add(
    part: Slice,
    criteres: Criteres,
    of: dict[Facet, dict[Value, int]],
    removed: dict[Value, int],
) -> int:
    """Add what a slice holds; gives what all choices find in it."""
    chosen = {facet: part.of(facet, values) for facet, values in choices(criteres).items()}
    waits = is_to_report(criteres.reports, criteres.ecarts)
    listed = part.everyone if waits or not part.removed else 0
    for facet, counted in of.items():
        others = [some for one, some in chosen.items() if one is not facet]
        base = reduce(and_, others, part.everyone if facet in OF_REMOVED else listed)
        for value in counted:
            held = (base & part.bits.get((facet, value), 0)).bit_count()
            counted[value] += held
            if part.removed and facet in OF_REMOVED:
                removed[value] += held
    return reduce(and_, chosen.values(), listed).bit_count()


def choices(criteres: Criteres) -> dict[Facet, frozenset[Value]]:
    """Give what is chosen in each facet; one in which nothing is does not stand there."""
    found: dict[Facet, frozenset[Value]] = {}
    for group, name in GROUPS.items():
        if values := getattr(criteres, name):
            found[group] = values
    for trait in criteres.avec ^ criteres.sans:
        found[trait] = frozenset({trait in criteres.avec})
    return found


def choose(criteres: Criteres, facet: Facet, values: frozenset[Value]) -> Criteres:
    """Give the same list with this choice in a facet: none of its values, some or all."""
    if isinstance(facet, Groupe):
        chosen: dict[str, Any] = {GROUPS[facet]: values}
        return replace(criteres, **chosen)
    mine = frozenset({facet})
    return replace(
        criteres,
        avec=criteres.avec | mine if True in values else criteres.avec - mine,
        sans=criteres.sans | mine if False in values else criteres.sans - mine,
    )


def _slice(ids: list[int], people: Mapping[int | None, UUID | None], *, removed: bool) -> Slice:
    """Read some clients: only those that were `removed`, or only the others."""
    rows = prepared.run(_rows, (), ids)
    by_id = [list(some) for _, some in groupby(rows, itemgetter(0))]
    clients = [some for some in by_id if (some[0][1] is not None) is removed]
    everyone = (1 << len(clients)) - 1
    bits: dict[tuple[Facet, Value], int] = {}
    firsts = [one[0] for one in clients]

    def keep(group: Groupe, read: Callable[[Any], Value], values: Sequence[Any]) -> None:
        for value in set(values):
            bits[group, read(value)] = _ones([one == value for one in values])

    def keep_trait(trait: Trait, values: Iterable[object]) -> None:
        bits[trait, True] = _ones(values)
        bits[trait, False] = everyone & ~bits[trait, True]

    keep(Groupe.REGIME, Regime, [one[2] for one in firsts])
    keep(Groupe.REPORT, Report, [one[3] for one in firsts])
    keep(Groupe.ECART, ToDo, [one[10] for one in firsts])
    keep(Groupe.RESPONSABLE, people.__getitem__, [one[4] for one in firsts])
    keep(Groupe.ETAT, Etat, [_etat([some[7] for some in one]) for one in clients])
    keep_trait(Donnee.NOM, (not one[6] for one in firsts))
    keep_trait(Donnee.SIRET, (not any(some[8] for some in one) for one in clients))
    numbered = _ones(not any(some[9] for some in one) for one in clients)
    bits[Donnee.COMPLET, True] = bits[Donnee.NOM, True] & numbered
    bits[Donnee.COMPLET, False] = everyone & ~bits[Donnee.COMPLET, True]
    for service in Service:
        bit = service.bit
        keep_trait(service, [one[5] & bit for one in firsts])
    return Slice(everyone, removed, bits)


def _ones(values: Iterable[object]) -> int:
    """Make a number, of a bit for each value."""
    return int("0" + "".join(["1" if one else "0" for one in values]), 2)


def _etat(codes: list[str | None]) -> str:
    """Give the best état among those of some comptes."""
    if len(codes) == 1:
        return codes[0] or Etat.ACTIF.value
    return next((etat.value for etat in Etat if etat.value in codes), Etat.ACTIF.value)


def _rows(*ids: Any) -> ModelSelect[Inscription]:
    """Read what the facets ask, once for each compte: a query to prepare."""
    nameless = Case(None, ((Inscription.raison_sociale == "", 1),), 0)
    shop, number = (
        Case(None, ((column.is_null() & Compte.id.is_null(False), 1),), 0)
        for column in (Compte.siret, Compte.numero_compte)
    )
    mine = (Compte.inscription == Inscription.id) & (Compte.cabinet == Inscription.cabinet)
    rows = Inscription.select(
        *(Inscription.id, Inscription.retire_le, Inscription.regime, Inscription.report),
        *(Inscription.responsable, Inscription.services, nameless),
        *(Compte.etat, shop, number, Inscription.ecart),
    ).join(Compte, JOIN.LEFT_OUTER, on=mine)
    return rows.where(Inscription.id.in_(ids)).order_by(Inscription.id)
