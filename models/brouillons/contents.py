"""What is typed on a screen, as plain values and back: JSON that is sealed, and read years after.

A name that is no longer known is left out; one that was not yet takes its default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from models.brouillons.pages import PagesRead
from models.champs import CLIENT, COMPTE, PROOFS, texts_of
from models.labels import Ecran, Etat, Regime, Service, ToDo
from models.saisie import Saisie, SaisieCompte

Plain = dict[str, Any]

TYPED = texts_of(CLIENT | PROOFS)
TYPED_OF_COMPTE = texts_of(COMPTE)


@dataclass(frozen=True)
class ClientTyped:
    """The form: what it shows, what it began with, and of which version of the client.

    `inscription` is None for a new client; `at` the field where one was, as in Controle; `ecart`
    what was to be done on urssaf.fr.
    """

    ecran: ClassVar = Ecran.CLIENT
    saisie: Saisie = field(repr=False)
    before: Saisie = field(repr=False)
    inscription: UUID | None = None
    version: int = 0
    at: str = ""
    ecart: ToDo = ToDo.INSCRIRE

    def plain(self) -> Plain:
        """Give it in plain values."""
        forms = {"saisie": _plain(self.saisie), "before": _plain(self.before)}
        return forms | {"version": self.version, "at": self.at, "ecart": self.ecart.value}

    @classmethod
    def read(cls, kept: Plain, inscription: UUID | None) -> ClientTyped:
        """Read what `plain` gave."""
        saisie, before = _saisie(kept["saisie"]), _saisie(kept["before"])
        version, at, ecart = kept["version"], kept["at"], ToDo(kept["ecart"])
        return cls(saisie, before, inscription, version, at, ecart)


@dataclass(frozen=True)
class BoxesTyped:
    """The boxes of the panel: what is ticked, what was when it was read, in which version."""

    ecran: ClassVar = Ecran.SERVICES
    selected: frozenset[Service]
    before: frozenset[Service]
    inscription: UUID | None
    version: int

    def plain(self) -> Plain:
        """Give it in plain values."""
        boxes = {"selected": _codes(self.selected), "before": _codes(self.before)}
        return boxes | {"version": self.version}

    @classmethod
    def read(cls, kept: Plain, inscription: UUID | None) -> BoxesTyped:
        """Read what `plain` gave."""
        selected, before = _services(kept["selected"]), _services(kept["before"])
        return cls(selected, before, inscription, kept["version"])


@dataclass(frozen=True)
class LigneTyped:
    """A line of a pasted table as it was corrected: its cells, and what each column is."""

    cells: tuple[str, ...] = field(repr=False)
    colonnes: tuple[str | None, ...]


@dataclass(frozen=True)
class Corrections:
    """What was made of a pasted table: lines corrected, lines that are `gone`, inscribed.

    `taken` are ticked; `left` is how many there are.
    """

    lignes: Mapping[int, LigneTyped] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()
    deja_inscrits: bool = False
    left: int = 0

    def plain(self) -> Plain:
        """Give them in plain values."""
        lignes = [[numero, one.cells, one.colonnes] for numero, one in self.lignes.items()]
        sets = {"gone": sorted(self.gone), "taken": sorted(self.taken)}
        made = {"lignes": lignes, "deja_inscrits": self.deja_inscrits, "left": self.left}
        return made | sets

    @classmethod
    def read(cls, kept: Plain) -> Corrections:
        """Read what `plain` gave."""
        lignes = {n: LigneTyped(tuple(cells), tuple(them)) for n, cells, them in kept["lignes"]}
        gone, taken = frozenset(kept["gone"]), frozenset(kept["taken"])
        return cls(lignes, gone, taken, kept["deja_inscrits"], kept["left"])


@dataclass(frozen=True)
class TablePasted:
    """The texts that were pasted, as they came; they are kept once, what was made of them apart."""

    ecran: ClassVar = Ecran.COLLAGE
    inscription: ClassVar[UUID | None] = None
    texts: tuple[str, ...] = field(repr=False)
    corrections: Corrections

    def is_of(self, other: object) -> bool:
        """Tell whether it is the same paste, whatever was made of it."""
        return isinstance(other, TablePasted) and other.texts == self.texts

    def plain(self) -> Plain:
        """Give the texts in plain values."""
        return {"texts": list(self.texts)}

    @classmethod
    def read(cls, kept: Plain, corrections: Plain) -> TablePasted:
        """Read what `plain` gave."""
        return cls(tuple(kept["texts"]), Corrections.read(corrections))


Content = ClientTyped | BoxesTyped | TablePasted | PagesRead


def read(ecran: Ecran, inscription: UUID | None, contenu: Plain, corrections: Plain) -> Content:
    """Read what was kept of a screen."""
    if ecran is Ecran.CLIENT:
        return ClientTyped.read(contenu, inscription)
    if ecran is Ecran.SERVICES:
        return BoxesTyped.read(contenu, inscription)
    if ecran is Ecran.RAPPROCHEMENT:
        return PagesRead.read(contenu)
    return TablePasted.read(contenu, corrections)


def _plain(saisie: Saisie) -> Plain:
    texts = {name: getattr(saisie, name) for name in TYPED}
    return texts | {
        "regime": saisie.regime.value,
        "responsable": saisie.responsable.hex if saisie.responsable else None,
        "services": _codes(saisie.services),
        "deja_inscrit": saisie.deja_inscrit,
        "comptes": [_plain_compte(one) for one in saisie.comptes],
    }


def _plain_compte(compte: SaisieCompte) -> Plain:
    texts = {name: getattr(compte, name) for name in TYPED_OF_COMPTE}
    return texts | {"etat": compte.etat.value, "id": compte.id}


def _saisie(kept: Plain) -> Saisie:
    texts: dict[str, Any] = {name: kept.get(name, "") for name in TYPED}
    responsable = kept["responsable"]
    return Saisie(
        Regime(kept["regime"]),
        responsable=UUID(responsable) if responsable else None,
        services=_services(kept["services"]),
        deja_inscrit=kept["deja_inscrit"],
        comptes=tuple(map(_compte, kept["comptes"])),
        **texts,
    )


def _compte(kept: Plain) -> SaisieCompte:
    texts: dict[str, Any] = {name: kept.get(name, "") for name in TYPED_OF_COMPTE}
    return SaisieCompte(**texts, etat=Etat(kept["etat"]), id=kept["id"])


def _codes(services: Iterable[Service]) -> list[str]:
    return sorted(service.code for service in services)


def _services(codes: Iterable[str]) -> frozenset[Service]:
    wanted = set(codes)
    return frozenset(service for service in Service if service.code in wanted)
