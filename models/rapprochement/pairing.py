"""The comptes of an inscription beside those that were read: which is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from models.ecarts import Numbered
from models.identifiers import numero_compte
from models.rapprochement.seen import Seen

C = TypeVar("C", bound=Numbered)


class Paired(NamedTuple):
    """Comptes here with what was read of each, what was read of others, and who was not read."""

    pairs: list[tuple[Numbered, Seen]]
    there: list[Seen]
    here: list[Numbered]


def pair(comptes: Sequence[Numbered], seen: Sequence[Seen]) -> Paired:
    """Pair comptes by their number, then by their Siret, then the only two that are left.

    What one side has only numbers for and the other only Sirets is left out: nothing tells.
    """
    own, known = list(comptes), [one for one in seen if one.has_number]
    if not known:
        return Paired([], [], [])
    pairs: list[tuple[Numbered, Seen]] = []
    for alike in (_same_number, _same_siret):
        for one in list(known):
            found = next((compte for compte in own if alike(compte, one)), None)
            if found is not None:
                pairs.append((found, one))
                own.remove(found)
                known.remove(one)
    if len(own) == len(known) == 1 and not _told_apart(own[0], known[0]):
        return Paired([*pairs, (own[0], known[0])], [], [])
    there = [one for one in known if not comptes or any(_comparable(c, one) for c in comptes)]
    left = [compte for compte in own if any(_comparable(compte, one) for one in seen)]
    return Paired(pairs, there, left)


def _short(number: str | None) -> str:
    return numero_compte.short(number or "")


def _same_number(compte: Numbered, seen: Seen) -> bool:
    return _short(compte.numero_compte) == _short(seen.numero_compte) != ""


def _same_siret(compte: Numbered, seen: Seen) -> bool:
    same = (compte.siret or "") == seen.siret != ""
    return same and not (compte.numero_compte and seen.numero_compte)


def _told_apart(compte: Numbered, seen: Seen) -> bool:
    return bool(
        (compte.numero_compte and seen.numero_compte) or (compte.siret and seen.siret)
    )  # fmt: skip


def _comparable(compte: Numbered, seen: Seen) -> bool:
    return _told_apart(compte, seen)
