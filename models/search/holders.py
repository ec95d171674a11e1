"""Who holds numbers: looked up for many at once, a few statements for a thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from peewee import ModelSelect, fn

from models.identifiers import numero_compte
from models.labels import ToDo
from models.storage import prepared
from models.tables import Cabinet, Compte, Inscription

H = TypeVar("H")

MOST = 1_024
"""As many numbers as one statement names."""

CODE_ENDS = 4
"""Where, counting from 1, a number of 18 digits goes on without the code of its organisme."""

Known = tuple[str, str]
"""What an inscription is known by: a Siren, and the code of its régime."""


class Numeros(Generic[H]):
    """Account numbers and who holds each, found by either of its spellings."""

    def __init__(self, held: Iterable[tuple[str, H]] = ()) -> None:
        self._exact: dict[str, H] = {}
        self._ends: dict[str, H] = {}
        for number, holder in held:
            self.add(number, holder)

    def add(self, number: str, holder: H) -> None:
        """Note who holds a number; who held it before still does."""
        self._exact.setdefault(number, holder)
        if len(number) == numero_compte.LENGTH:
            self._ends.setdefault(number[CODE_ENDS - 1 :], holder)

    def holder(self, number: str) -> H | None:
        """Give who holds a number: its 18 and its 15 digits are one."""
        if (found := self._exact.get(number)) is not None:
            return found
        if (short := numero_compte.short(number)) != number:
            return self._exact.get(short)
        return self._ends.get(number)


def of_sirens(cabinet: Cabinet, sirens: Iterable[str]) -> dict[Known, int]:
    """Give the numbers of the living inscriptions of these Sirens, by régime."""
    rows = _found(_living_sirens, cabinet, sirens)
    return {(siren, regime): number for siren, regime, number in rows}


def of_numeros(cabinet: Cabinet, numeros: Iterable[str]) -> list[tuple[str, int]]:
    """Give the living account numbers that are these, in either spelling, and whose they are.

    The oldest compte first: it is who is named, where several end alike.
    """
    asked = set(numeros)
    exact = _found(_living_numbers, cabinet, asked | set(map(numero_compte.short, asked)))
    ends = _found(_living_ends, cabinet, (one for one in asked if numero_compte.short(one) == one))
    held = sorted({*exact, *ends}, key=lambda row: row[2])
    return [(numero, inscription) for numero, inscription, _ in held]


def to_end(cabinet: Cabinet, sirens: Iterable[str]) -> list[int]:
    """Give the inscriptions of these Sirens that were removed and are to be résiliées."""
    return [number for (number,) in _found(_to_end, cabinet, sirens)]


def _found(
    build: Callable[..., ModelSelect[Any]], cabinet: Cabinet, values: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    """Run a query for all `values`, some at a time."""
    rest = iter(sorted({one for one in values if one}))
    while some := list(islice(rest, MOST)):
        yield from prepared.run(build, (), [cabinet.id, *_padded(some)])


def _padded(values: Sequence[str]) -> Iterator[str]:
    """Repeat the last one: the statements that are kept are few, whatever the number of values."""
    yield from values
    for _ in range((1 << (len(values) - 1).bit_length()) - len(values)):
        yield values[-1]


def _living_sirens(cabinet: Any, *sirens: Any) -> ModelSelect[Inscription]:
    living = (Inscription.cabinet == cabinet) & Inscription.retire_le.is_null()
    columns = Inscription.siren, Inscription.regime, Inscription.id
    return Inscription.select(*columns).where(living, Inscription.siren.in_(sirens))


def _living_numbers(cabinet: Any, *numeros: Any) -> ModelSelect[Compte]:
    return _living_comptes(cabinet).where(Compte.numero_compte.in_(numeros))


def _living_ends(cabinet: Any, *ends: Any) -> ModelSelect[Compte]:
    whole = fn.LENGTH(Compte.numero_compte) == numero_compte.LENGTH
    ends_so = fn.SUBSTR(Compte.numero_compte, CODE_ENDS).in_(ends)
    return _living_comptes(cabinet).where(whole, ends_so)


def _living_comptes(cabinet: Any) -> ModelSelect[Compte]:
    living = (Compte.cabinet == cabinet) & Compte.retire_le.is_null()
    return Compte.select(Compte.numero_compte, Compte.inscription, Compte.id).where(living)


def _to_end(cabinet: Any, *sirens: Any) -> ModelSelect[Inscription]:
    waits = (Inscription.cabinet == cabinet) & (Inscription.ecart == ToDo.RESILIER.value)
    return Inscription.select(Inscription.id).where(waits, Inscription.siren.in_(sirens))
