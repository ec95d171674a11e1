"""What a list is narrowed to, where one stands in it, and the pages that it gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from models.cleaning import fold
from models.fiche import Fiche
from models.identifiers import siren, siret
from models.labels import Etat, Labelled, Regime, Report, Service, ToDo

COUNTED = 1_000
"""How far a search counts what it finds: beyond, a person is told « plus de 1 000 »."""

OTHER_SIRET = "Ce Siret n'est pas enregistré : voici le client de son Siren."

WAITING = frozenset(ToDo) - {ToDo.AUCUN}
"""What is to be done on urssaf.fr, whatever it is."""


class Donnee(Labelled):
    """What a client may lack."""

    SIRET = "siret", "Siret"
    NOM = "nom", "Nom"
    COMPLET = "complet", "Nom et numéros de compte"


Trait: TypeAlias = Service | Donnee
"""What a client has or has not: a service that is open, or a datum."""


class Tri(Labelled):
    """What orders the list; what is not filled in comes first, the last change too."""

    NOM = "nom", "nom"
    DOSSIER = "dossier", "dossier"
    VILLE = "ville", "ville"
    RESPONSABLE = "responsable", "responsable"
    MODIFICATION = "modification", "dernière modification"
    A_FAIRE = "a_faire", "à faire sur urssaf.fr"
    """The order of the queue: kind by kind, what waits longest first. It lists nothing else."""


@dataclass(frozen=True)
class Criteres:
    """What the list is narrowed to, and its order; empty fields narrow nothing.

    `texte` is the live search (name, town, dossier; digits search the numbers), `siren` the
    portal's field « Siren/Siret » and `compte` its « Numéro de compte »: beginnings count.
    The others are facets: any of the values of one, and all of those that are given. None among
    the `responsables` is nobody. `avec` and `sans` are two sides: on both, a trait narrows nothing.
    """

    texte: str = ""
    siren: str = ""
    compte: str = ""
    regimes: frozenset[Regime] = frozenset()
    etats: frozenset[Etat] = frozenset()
    reports: frozenset[Report] = frozenset()
    ecarts: frozenset[ToDo] = frozenset()
    responsables: frozenset[UUID | None] = frozenset()
    avec: frozenset[Trait] = frozenset()
    sans: frozenset[Trait] = frozenset()
    tri: Tri = Tri.NOM

    @property
    def est_vide(self) -> bool:
        """Whether the whole portefeuille is listed."""
        return self == Criteres(tri=self.tri)

    @property
    def sought(self) -> Criteres:
        """What is sought alone, without a facet."""
        return Criteres(self.texte, self.siren, self.compte, tri=self.tri)

    @property
    def of_its_siren(self) -> Criteres | None:
        """The same list of the Siren of the Siret that is sought; None if none is, whole."""
        for name in ("siren", "texte"):
            number = siren.digits_of(getattr(self, name))
            if len(number) == siret.LENGTH:
                narrowed: dict[str, Any] = {name: number[: siren.LENGTH]}
                return replace(self, **narrowed)
        return None

    @property
    def facets(self) -> Criteres:
        """The facets and the order alone, without what is sought."""
        return replace(self, texte="", siren="", compte="")


def place_of(ecart: ToDo) -> str:
    """Give the place of a kind in the queue, in a text that orders as it does."""
    return str(list(ToDo).index(ecart))


class Edge(Enum):
    """The two ends of the list."""

    FIRST = "first"
    LAST = "last"


class Key(NamedTuple):
    """The place of a row in the order of a list: what orders it, and then its id."""

    values: tuple[str | datetime, ...]
    id: int

    @classmethod
    def of(cls, fiche: Fiche, tri: Tri = Tri.NOM) -> Key:
        """Give the place of `fiche` in a list that `tri` orders."""
        if tri is Tri.MODIFICATION:
            return cls((fiche.modifie_le,), fiche.id)
        if tri is Tri.NOM:
            return cls((fiche.cle_nom,), fiche.id)
        if tri is Tri.A_FAIRE:
            since = fiche.report_le or fiche.modifie_le
            return cls((place_of(fiche.ecart), since), fiche.id)
        first = {
            Tri.DOSSIER: fiche.code_dossier,
            Tri.VILLE: fiche.comptes[0].ville if fiche.comptes else "",
            Tri.RESPONSABLE: fiche.responsable_nom,
        }[tri]
        return cls((fold(first or ""), fiche.cle_nom), fiche.id)

    @property
    def cle_nom(self) -> str:
        """The folded name, in a list that it orders."""
        return str(self.values[-1])


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
