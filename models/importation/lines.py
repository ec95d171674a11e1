"""A line of a table as a client to inscribe: what it says, what is wrong, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.cleaning import fold
from models.identifiers import siren, siret
from models.importation.colonne import IDENTIFYING, Colonne, Colonnes
from models.importation.doubts import (
    Doubt,
    Fault,
    etat_doubt,
    formula_fault,
    guess_doubt,
    no_box_doubt,
    no_service_doubt,
    other_doubt,
    secret_doubt,
    unreadable_doubt,
)
from models.importation.given_back import given_back
from models.importation.grille import cell_at
from models.importation.reading.no_client import NOBODY, REPEATED, why_no_client
from models.importation.reading.pieces import joined, said_at_end
from models.importation.reading.rivals import Rival, rivals_of
from models.importation.reading.sirens import siren_as_siret, siret_faults
from models.importation.reading.values import (
    number_of,
    one_name,
    rounded_faults,
    saisie_of,
)
from models.importation.titles import REPLACED, is_siege
from models.importation.words import box_of, etat_of, holds_nir, regimes_of, services_of, veiled
from models.labels import Etat, Regime, Service
from models.saisie import Saisie, SaisieCompte

__all__ = ["Ligne", "Reader", "number_of"]

_FREE_TEXTS = ("raison_sociale", "nom", "prenom", "note", "code_dossier", "ville", "civilite")
_APART = "\0"
"""Stands between texts: no cell has it, and it is no part of a number."""
_KEPT_AS_TEXT = re.compile(r"'(?=[-=+@0-9＝＋－＠])")
_NOTHING = frozenset({"-", "–", "—", "--", "---", "n/a", "N/A"})
_ERRORS = frozenset(
    [
        "#N/A",
        "#N/D",
        "#REF!",
        "#VALEUR!",
        "#VALUE!",
        "#NOM?",
        "#NAME?",
        "#DIV/0!",
        "#NUL!",
        "#NULL!",
        "#NOMBRE!",
        "#NUM!",
    ]
)
"""What a spreadsheet shows of a formula that fails."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line: its cells, what they were understood as, and why it is no client (`ignoree`).

    `regimes`: those that it may be of; one is sure. `services`: None where nothing is said of
    them. `responsable`: as it is written.
    """

    numero: int
    cells: tuple[str, ...] = field(repr=False)
    saisie: Saisie = field(repr=False, default_factory=lambda: Saisie(Regime.GENERAL))
    regimes: frozenset[Regime] = frozenset()
    services: frozenset[Service] | None = None
    responsable: str = ""
    fautes: tuple[Fault, ...] = ()
    doutes: tuple[Doubt, ...] = ()
    ignoree: str = ""

    @property
    def compte(self) -> SaisieCompte:
        """The one compte that a line speaks of."""
        return self.saisie.comptes[0]


class Reader:
    """Reads the lines of one table, whose columns are known."""

    def __init__(self, colonnes: Colonnes, regime: Regime | None = None) -> None:
        """`regime`: of the lines that do not say theirs."""
        self.colonnes = colonnes
        self._default = frozenset({regime} if regime else ())
        self._titles = [fold(one) for one in colonnes.titres if one]
        columns = list(enumerate(colonnes.all))
        filling = [(rank, one) for rank, one in columns if one.champ and one.champ != "services"]
        whole = {rank: one.champ or "" for rank, one in filling if not one.part}
        self._champs = [whole.get(rank, "") for rank, _ in columns]
        self._pieces = [(rank, one) for rank, one in filling if one.part]
        self._known = [rank for rank, champ in whole.items() if champ in IDENTIFYING]
        self._boxes = [(rank, one) for rank, one in columns if one.champ == "services"]
        # What is known of a column is said before what is only not sure of the others.
        doubted = [(rank, one) for rank, one in columns if one.doubted]
        self._doubted = sorted(doubted, key=lambda pair: not pair[1].seems)
        self._aside = [(rank, one) for rank, one in columns if one.may_contradict]
        self._rivals: tuple[Rival, ...] = rivals_of(colonnes)

    def read(self, numero: int, cells: Sequence[str]) -> Ligne:
        """Read a line of the table."""
        if why := self._ignored(numero, cells):
            return Ligne(numero, tuple(cells), ignoree=why)
        found, fautes = self._found(cells)
        pieces = [(one, cells[rank]) for rank, one in self._pieces if cell_at(cells, rank)]
        made = self.of_found(numero, cells, found, pieces)
        services, doubts = self._services(cells)
        doubts += [guess_doubt(one, rank) for rank, one in self._doubted if cell_at(cells, rank)]
        doubts += [doubt for one in self._rivals if (doubt := one.doubt(cells))]
        doubts += self._other_numbers(cells, made.saisie)
        return _with(made, services, fautes, doubts)

    def _found(self, cells: Sequence[str]) -> tuple[dict[str, str], list[Fault]]:
        """Give what each field of a line says, and what a formula could not say."""
        found, fautes = dict[str, str](), []
        for champ, cell in zip(self._champs, cells, strict=False):
            if not champ or not cell or cell in _NOTHING:
                continue
            if cell in _ERRORS:
                fautes.append(formula_fault(champ, cell))
            found[champ] = _KEPT_AS_TEXT.sub("", cell, count=1) if cell[0] == "'" else cell
        return found, fautes

    def of_found(
        self,
        numero: int,
        cells: Sequence[str],
        found: dict[str, str],
        pieces: Sequence[tuple[Colonne, str]] = (),
    ) -> Ligne:
        """Make a line of what each field of it says, and the pieces that stand apart."""
        said_at_end(found)
        fautes = rounded_faults(found)
        doubts = [*_doubts_of_texts(found), *given_back(found), *siren_as_siret(found)]
        fautes += siret_faults(found)
        if not any(found.get(name) for name in IDENTIFYING):
            fautes.append(Fault("siren", NOBODY))
        regimes, faute = self._regimes(found)
        fautes += faute
        etat = etat_of(found["etat"]) if found.get("etat") else Etat.ACTIF
        if etat is None:
            doubts.append(etat_doubt(found["etat"]))
        for piece, cell in pieces:
            fault, doubt = joined(piece, cell, found, etat)
            fautes += fault
            doubts += doubt
        doubts += one_name(found, regimes)
        saisie = saisie_of(regimes, found, etat or Etat.ACTIF)
        return Ligne(
            numero,
            tuple(cells),
            saisie,
            regimes,
            responsable=found.get("responsable", ""),
            fautes=tuple(fautes),
            doutes=tuple(doubts),
        )

    def _ignored(self, numero: int, cells: Sequence[str]) -> str:
        filled = list(filter(None, cells))
        if filled and self._repeats_titles(filled):
            return REPEATED
        known = (cells[rank] for rank in self._known if rank < len(cells))
        first = numero == (self.colonnes.titres_ligne or 0) + 1
        return why_no_client(filled, known, first=first)

    def _repeats_titles(self, filled: Sequence[str]) -> bool:
        titles = self._titles
        # The first cell tells nearly always: folding them all took a third of the time.
        return (
            bool(titles)
            and len(filled) == len(titles)
            and fold(filled[0]) == titles[0]
            and [fold(one) for one in filled] == titles
        )

    def _regimes(self, found: Mapping[str, str]) -> tuple[frozenset[Regime], list[Fault]]:
        """Give the régimes that a line may be of, from its Type, else from its proofs."""
        if word := found.get("regime", ""):
            named = regimes_of(word)
            if not named:
                said = (
                    f"Type inconnu : {veiled(word)}. Écrivez Employeur, Artisan, Libéral, Gérant."
                )
                return self._default, [] if self._default else [Fault("regime", said)]
            return named & self._default or named, []
        if self._default:
            return self._default, []
        if "montant" in found and "nir" not in found and (found.keys() & {"siren", "siret"}):
            return frozenset({Regime.GENERAL}), []
        independants = frozenset(one for one in Regime if one.est_independant)
        if "nir" in found and "montant" not in found:
            return independants, []
        return frozenset(Regime), []

    def _services(self, cells: Sequence[str]) -> tuple[frozenset[Service] | None, list[Doubt]]:
        if not self._boxes:
            return None, []
        found, doubts = set[Service](), []
        for rank, column in self._boxes:
            cell = cell_at(cells, rank)
            if column.service is None:
                listed, unknown = services_of(cell)
                found |= listed
                doubts += [no_service_doubt(one) for one in unknown]
            elif (ticked := box_of(cell)) is None:
                doubts.append(no_box_doubt(column.service, cell))
            elif ticked:
                found.add(column.service)
        return frozenset(found), doubts

    def _other_numbers(self, cells: Sequence[str], saisie: Saisie) -> list[Doubt]:
        """Doubt a line that has another Siren, Siret, compte or NIR in a column left aside."""
        if not self._aside:
            return []
        compte = saisie.comptes[0]
        said = (saisie.siren, saisie.siren_societe, compte.siret, compte.numero_compte, saisie.nir)
        known = {number_of(one) for one in said if one}
        known |= {one[: siren.LENGTH] for one in known if len(one) == siret.LENGTH}
        doubts = []
        for rank, column in self._aside:
            other = number_of(cell_at(cells, rank))
            if column.titre and is_siege(column.titre) and other[: siren.LENGTH] in known:
                continue
            if other and other not in known and other[-siren.LENGTH :] not in known:
                doubts.append(other_doubt(column.titre or f"colonne {rank + 1}", column.looks))
        return doubts


def _doubts_of_texts(found: Mapping[str, str]) -> list[Doubt]:
    """Doubt the texts that may hold a NIR, or of which a character was lost."""
    # Looked at together first: nearly no line has one.
    together = _APART.join([text for name, text in found.items() if name in _FREE_TEXTS])
    if not holds_nir(together) and REPLACED not in together:
        return []
    texts = [(name, found[name]) for name in _FREE_TEXTS if name in found]
    doubts = [secret_doubt(name) for name, text in texts if holds_nir(text)]
    return doubts + [unreadable_doubt(name) for name, text in texts if REPLACED in text]


def _with(
    ligne: Ligne,
    services: frozenset[Service] | None,
    fautes: Sequence[Fault],
    doubts: Sequence[Doubt],
) -> Ligne:
    if services is None and not fautes and not doubts:
        return ligne
    return Ligne(
        ligne.numero,
        ligne.cells,
        ligne.saisie,
        ligne.regimes,
        services,
        ligne.responsable,
        (*fautes, *ligne.fautes),
        (*ligne.doutes, *doubts),
    )
