"""Which inscription of the portefeuille each line of urssaf.fr is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from models.identifiers import numero_compte
from models.rapprochement.seen import Seen
from models.search.here import Here


@dataclass
class Matches:
    """The lines of each inscription that is here, of those that are not, and of nobody sure.

    `unclear` has, for a line, the inscriptions that it may be of.
    """

    of_here: dict[UUID, list[Seen]] = field(default_factory=dict)
    elsewhere: list[list[Seen]] = field(default_factory=list)
    unclear: list[tuple[Seen, Sequence[Here]]] = field(default_factory=list)


def match(here: Iterable[Here], seen: Iterable[Seen]) -> Matches:
    """Place each line: by Siren and régime, else by its account number.

    A line that does not say its régime is of the one inscription that its Siren has.
    """
    places, found = _Places(here), Matches()
    strangers: list[Seen] = []
    for one in seen:
        candidates = places.of(one)
        if len(candidates) == 1:
            found.of_here.setdefault(candidates[0].uid, []).append(one)
        elif candidates:
            found.unclear.append((one, candidates))
        else:
            strangers.append(one)
    found.elsewhere = _gathered(strangers)
    return found


class _Places:
    """The inscriptions, by what names them; a living one stands before one that was removed."""

    def __init__(self, here: Iterable[Here]) -> None:
        self._of_siren: dict[str, list[Here]] = {}
        self._of_number: dict[str, Here] = {}
        for one in here:
            if one.siren:
                self._of_siren.setdefault(one.siren, []).append(one)
            for compte in one.comptes:
                if number := numero_compte.short(compte.numero_compte):
                    holder = self._of_number.setdefault(number, one)
                    if holder.is_removed:
                        self._of_number[number] = one

    def of(self, seen: Seen) -> list[Here]:
        there = [one for one in self._of_siren.get(seen.siren, ()) if one.regime in seen.regimes]
        living = {one.regime for one in there if not one.is_removed}
        there = [one for one in there if not one.is_removed or one.regime not in living]
        if len(there) == 1 or not seen.numero_compte:
            return there
        holder = self._of_number.get(numero_compte.short(seen.numero_compte))
        if holder is None or (there and holder not in there):
            return there
        same = not (holder.siren and seen.siren) or holder.siren == seen.siren
        return [holder] if same else there


def _gathered(seen: Sequence[Seen]) -> list[list[Seen]]:
    """Put the lines of one inscription together; those that say no régime go with one that does."""
    groups: dict[tuple[object, ...], list[Seen]] = {}
    sirens: dict[str, list[tuple[object, ...]]] = {}
    for one in sorted(seen, key=lambda line: len(line.regimes)):
        known = [key for key in sirens.get(one.siren, ()) if key[1] <= one.regimes]  # type: ignore[operator]
        key: tuple[object, ...] = (one.siren, one.regimes)
        if not one.siren:
            key = ("", one.regimes, numero_compte.short(one.numero_compte))
        elif len(known) == 1:
            key = known[0]
        elif key not in groups:
            sirens.setdefault(one.siren, []).append(key)
        groups.setdefault(key, []).append(one)
    return [sorted(some, key=lambda line: line.numero) for some in groups.values()]
