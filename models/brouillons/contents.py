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
    """A line of a table as it was corrected: its cells, and the fields that have no column."""

    cells: tuple[str, ...] = field(repr=False)
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class LigneBegun:
    """A line whose correction is open: what is typed otherwise, by the rank of its field."""

    numero: int
    typed: Mapping[int, str] = field(repr=False)


@dataclass(frozen=True)
class Corrections:
    """What was made of a table: its columns, its lines, what is said of them all.

    `gone` are inscribed. Of those that are ready some are `left`; of the others some are `taken`,
    each with the mark of the doubt that was accepted. `on_lines`: the lines were looked at;
    `number` of them are there. `begun`: the one that is being corrected.
    """

    lignes: Mapping[int, LigneTyped] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()
    taken: Mapping[int, int] = field(default_factory=dict)
    deja_inscrits: bool = False
    regime: str = ""
    modele: str = ""
    on_lines: bool = False
    number: int = 0
    begun: LigneBegun | None = None

    def plain(self) -> Plain:
        """Give them in plain values."""
        lignes = [[numero, one.cells, dict(one.extra)] for numero, one in self.lignes.items()]
        sets = {"gone": sorted(self.gone), "left": sorted(self.left)}
        taken, chosen = [list(one) for one in self.taken.items()], dict(self.chosen)
        made = {"lignes": lignes, "chosen": chosen, "taken": taken, "number": self.number}
        said = {"deja_inscrits": self.deja_inscrits, "regime": self.regime, "modele": self.modele}
        one = self.begun
        begun = [one.numero, [list(typed) for typed in one.typed.items()]] if one else None
        return made | sets | said | {"on_lines": self.on_lines, "begun": begun}

    @classmethod
    def read(cls, kept: Plain) -> Corrections:
        """Read what `plain` gave."""
        lignes = {n: LigneTyped(tuple(cells), extra) for n, cells, extra in kept["lignes"]}
        # What was kept before has none.
        begun = kept.get("begun")
        return cls(
            lignes,
            kept["chosen"],
            frozenset(kept["gone"]),
            frozenset(kept["left"]),
            dict(kept["taken"]),
            kept["deja_inscrits"],
            kept["regime"],
            kept["modele"],
            kept["on_lines"],
            kept["number"],
            LigneBegun(begun[0], dict(begun[1])) if begun else None,
        )


@dataclass(frozen=True)
class TableTyped:
    """A table as it was read; it is kept once, and what was made of it apart.

    `rangees`: the number and the cells of each line. `texts` instead, of a program that kept what
    was pasted: what was made of it is not known any more.
    """

    ecran: ClassVar = Ecran.COLLAGE
    inscription: ClassVar[UUID | None] = None
    rangees: tuple[tuple[int, tuple[str, ...]], ...] = field(repr=False)
    corrections: Corrections
    origine: str = ""
    remarques: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=(), repr=False)

    def is_of(self, other: object) -> bool:
        """Tell whether it is the same table, whatever was made of it."""
        if not isinstance(other, TableTyped):
            return False
        return other.rangees is self.rangees or other.rangees == self.rangees

    def plain(self) -> Plain:
        """Give the table in plain values."""
        told = {"origine": self.origine, "remarques": list(self.remarques)}
        return {"rangees": [[numero, list(cells)] for numero, cells in self.rangees]} | told

    @classmethod
    def read(cls, kept: Plain, corrections: Plain) -> TableTyped:
        """Read what `plain` gave."""
        if "texts" in kept:
            made = Corrections(number=corrections.get("left", 0))
            return cls((), made, texts=tuple(kept["texts"]))
        rangees = tuple((numero, tuple(cells)) for numero, cells in kept["rangees"])
        made = Corrections.read(corrections)
        return cls(rangees, made, kept["origine"], tuple(kept["remarques"]))


Content = ClientTyped | BoxesTyped | TableTyped | PagesRead


def read(ecran: Ecran, inscription: UUID | None, contenu: Plain, corrections: Plain) -> Content:
    """Read what was kept of a screen."""
    if ecran is Ecran.CLIENT:
        return ClientTyped.read(contenu, inscription)
    if ecran is Ecran.SERVICES:
        return BoxesTyped.read(contenu, inscription)
    if ecran is Ecran.RAPPROCHEMENT:
        return PagesRead.read(contenu)
    return TableTyped.read(contenu, corrections)


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
