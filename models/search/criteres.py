"""What a list is narrowed to, where one stands in it, and the pages that it gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from models.fiche import Fiche
from models.labels import Etat, Regime, Report

COUNTED = 1_000
"""How far a search counts what it finds: beyond, a person is told « plus de 1 000 »."""


@dataclass(frozen=True)
class Criteres:
    """What the list is narrowed to; empty fields narrow nothing.

    `texte` is the live search (name, town, dossier; digits search the numbers), `siren` the
    portal's field « Siren/Siret » and `compte` its « Numéro de compte »: beginnings count.
    """

    texte: str = ""
    siren: str = ""
    compte: str = ""
    regimes: frozenset[Regime] = frozenset()
    etat: Etat | None = None
    report: Report | None = None
    responsable: UUID | None = None
    incomplete: bool = False

    @property
    def est_vide(self) -> bool:
        """Whether the whole portefeuille is listed."""
        return self == Criteres()


class Edge(Enum):
    """The two ends of the list."""

    FIRST = "first"
    LAST = "last"


class Key(NamedTuple):
    """The place of a row in the list's order, in which keys compare."""

    cle_nom: str
    id: int

    @classmethod
    def of(cls, fiche: Fiche) -> Key:
        """Give the place of `fiche`."""
        return cls(fiche.cle_nom, fiche.id)


@dataclass(frozen=True)
class Beside:
    """The rows on one side of `key`."""

    key: Key


class After(Beside):
    """The rows that follow `key`."""


class Before(Beside):
    """The rows that precede `key`."""


class From(Beside):
    """The rows from `key` on, itself included."""


Anchor = Edge | After | Before | From


@dataclass(frozen=True)
class Page:
    """Rows of the list; `start` is the rank of the first one, from 0, among `total`.

    Both are None where nobody counted so far (beyond COUNTED).
    """

    fiches: tuple[Fiche, ...]
    start: int | None
    total: int | None
    has_previous: bool = False
    has_next: bool = False
