"""Which line of a client a sentence is about: a line says its own, and names that of another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.importation.doubts import Doubt, Fault, Nature
from models.importation.groups import Groupe


class Told(NamedTuple):
    """What is wrong, or doubtful, and the number of its line; None: it is of all of them."""

    numero: int | None
    what: Doubt | Fault


def faults_of(groupe: Groupe, sentences: Mapping[str, str]) -> list[Told]:
    """Refuse fields of a client, known by their paths."""
    return [
        Told(_line_of(groupe, path), Fault(_field(path), said)) for path, said in sentences.items()
    ]


def unusual_of(groupe: Groupe, warnings: Mapping[str, Iterable[str]]) -> list[Told]:
    """Doubt the numbers of a client that are unusual, known by their paths."""
    return [
        Told(_line_of(groupe, path), Doubt(_field(path), said, Nature.NUMERO))
        for path, sentences in warnings.items()
        for said in sentences
    ]


def first_for(numero: int, told: Sequence[Told]) -> list[Told]:
    """Give what is said on a line where one thing is: its own before any other's."""
    return [next((one for one in told if one.numero == numero), told[0])]


def in_words(numero: int, told: Sequence[Told]) -> str:
    """Say it on a line; what is of other lines alone names the first of them."""
    lines: dict[str, list[int | None]] = {}
    for one in told:
        lines.setdefault(one.what.phrase, []).append(one.numero)
    return " ".join(
        said if numero in of or None in of else f"Ligne {of[0]} : {said}"
        for said, of in lines.items()
    )


def _line_of(groupe: Groupe, path: str) -> int | None:
    """Give the number of the line that a field was read on; None if no line says it."""
    if path.startswith("comptes."):
        return groupe.order[int(path.split(".")[1])]
    return next((one.numero for one in groupe.lignes if getattr(one.saisie, path)), None)


def _field(path: str) -> str:
    return path.rpartition(".")[2]
