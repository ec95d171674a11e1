"""The columns of a table of clients that goes out: one for each field, and what becomes of them.

A line is a compte: what belongs to its client stands again on each. The titles are those that a
table that comes in may have, so that what went out goes in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import NamedTuple
from uuid import UUID

from models.champs import COMPTE, FIELDS
from models.cleaning import one_line
from models.clicks import spelled
from models.errors import BadValue
from models.fiche import Fiche, FicheCompte
from models.labels import Labelled, Service, ToDo

Cell = str | Decimal | date
"""What a cell holds; a text may be empty, and so is what is not known."""

OPEN = "x"
"""What stands in the column of a service that is open."""

NIR, ALL = "nir", "toutes"
Nirs = Mapping[UUID, str]
"""The numbers that may go out in clear, by the inscription that has them."""


class Kind(Enum):
    """What a spreadsheet is told of the cells of a column."""

    TEXT = "text"
    AMOUNT = "amount"
    DAY = "day"
    BOX = "box"


class Heading(NamedTuple):
    """What a sheet knows of a column: its title, its width in characters, what its cells are."""

    title: str
    width: int
    kind: Kind = Kind.TEXT


class Line(NamedTuple):
    """What a line is about."""

    fiche: Fiche
    compte: FicheCompte
    nir: str


@dataclass(frozen=True)
class Column:
    """A column: its name for the command line, its title, its width in characters."""

    name: str
    title: str
    width: int
    cell: Callable[[Line], Cell]
    kind: Kind = Kind.TEXT

    @property
    def heading(self) -> Heading:
        """What a sheet is told of it."""
        return Heading(self.title, self.width, self.kind)


def lines_of(fiche: Fiche, nirs: Nirs) -> Iterator[Line]:
    """Give a line for each compte of a client; one for a client that has none."""
    for compte in fiche.comptes or (FicheCompte(id=0),):
        yield Line(fiche, compte, nirs.get(fiche.uid, ""))


def named(names: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns of these names, each once, in this order; BadValue lists those there are."""
    wanted = [name.strip() for name in names if name.strip()]
    if wanted == [ALL]:
        return EVERY
    if unknown := next((name for name in wanted if name not in COLUMNS), None):
        raise BadValue(
            f"colonne inconnue : « {one_line(unknown)} ». "
            f"Colonnes possibles : {ALL}, {', '.join(COLUMNS)}."
        )
    if not wanted:
        raise BadValue(f"il faut au moins une colonne, parmi : {ALL}, {', '.join(COLUMNS)}.")
    return tuple(COLUMNS[name] for name in dict.fromkeys(wanted))


def _title(name: str) -> str:
    """Give the title of a field: what a person calls its column in a table that comes in."""
    champ = FIELDS[name]
    if name in _TITLES:
        return _TITLES[name]
    if champ.column:
        return champ.column.label
    return str(champ.label)


_TITLES = {"numero_compte": "N° compte", "code_dossier": "Code dossier"}
"""Shorter, or fuller, than beside the lines of a paste."""


def _field(name: str, width: int) -> Column:
    champ = FIELDS[name]
    cell = _of_compte if name in COMPTE else _of_client
    return Column(name, _title(name), width, partial(cell, name, bool(champ.codes)))


def _of_client(name: str, coded: bool, line: Line) -> str:
    return _shown(getattr(line.fiche, name), coded)


def _of_compte(name: str, coded: bool, line: Line) -> str:
    return _shown(getattr(line.compte, name), coded)


def _shown(kept: str | Labelled, coded: bool) -> str:
    return kept.label if coded and isinstance(kept, Labelled) else str(kept)


def _siren(line: Line) -> str:
    """Give the Siren; of a gérant, that of the company, as the same column is read."""
    return line.fiche.siren or line.fiche.siren_societe


def _montant(line: Line) -> Cell:
    centimes = line.fiche.montant_centimes
    return "" if centimes is None else Decimal(centimes).scaleb(-2)


def _service(service: Service, line: Line) -> str:
    return OPEN if service in line.fiche.services else ""


def _services(line: Line) -> str:
    return ", ".join(one.label for one in Service if one in line.fiche.services)


def _to_do(line: Line) -> str:
    return "" if line.fiche.ecart is ToDo.AUCUN else line.fiche.ecart.label


def _day(name: str, line: Line) -> Cell:
    instant: datetime | None = getattr(line.fiche, name)
    return instant.astimezone().date() if instant else ""


def _said(name: str, line: Line) -> str:
    return getattr(line.fiche, name) or ""


def _label(name: str, line: Line) -> str:
    return str(getattr(line.fiche, name).label)


def _boxes() -> Iterator[Column]:
    for service in Service:
        yield Column(service.code, service.label, 12, partial(_service, service), Kind.BOX)


def _usual() -> Iterator[Column]:
    """Give what a table says unless one asks for something else."""
    yield Column("siren", _title("siren"), 11, _siren)
    yield _field("siret", 16)
    yield _field("numero_compte", 20)
    yield _field("regime", 20)
    yield _field("raison_sociale", 34)
    yield _field("civilite", 9)
    yield _field("forme_juridique", 9)
    yield _field("code_dossier", 13)
    yield Column("responsable", _title("responsable"), 20, partial(_said, "responsable_nom"))
    yield _field("etat", 10)
    yield _field("code_postal", 8)
    yield _field("ville", 22)
    yield Column("montant", _title("montant"), 13, _montant, Kind.AMOUNT)
    yield _field("note", 30)
    yield from _boxes()
    yield Column("a_faire", "À faire sur urssaf.fr", 20, _to_do)


def _others() -> Iterator[Column]:
    """Give what one may ask for besides."""
    yield Column("a_cliquer", "À cliquer", 40, lambda line: spelled(line.fiche))
    yield Column("services", _title("services"), 40, _services)
    yield Column("report", "Suivi sur urssaf.fr", 22, partial(_label, "report"))
    yield Column("report_le", "Depuis le", 12, partial(_day, "report_le"), Kind.DAY)
    yield Column("report_motif", "Motif du refus", 30, partial(_said, "report_motif"))
    yield Column("vu", "Sur urssaf.fr", 28, partial(_label, "vu"))
    yield Column("cree_le", "Saisi le", 12, partial(_day, "cree_le"), Kind.DAY)
    yield Column("modifie_le", "Modifié le", 12, partial(_day, "modifie_le"), Kind.DAY)
    yield Column("modifie_par", "Modifié par", 20, partial(_said, "modifie_par"))
    yield Column("uid", "Numéro interne", 38, lambda line: str(line.fiche.uid))


USUAL = tuple(_usual())
EVERY = (*USUAL, *_others())
"""All but that of the NIR, which has to be asked for apart."""

COLUMNS: Mapping[str, Column] = {
    one.name: one for one in (*EVERY, Column(NIR, _title(NIR), 18, lambda line: line.nir))
}
"""All that may be asked for, by name."""

FOLDED = {"siren_societe": "the column of the Siren holds it, for a gérant"}
"""The fields that have no column of their own, and why."""
