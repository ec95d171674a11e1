"""A line of a table as a client to inscribe: what it says, what is wrong, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS, texts_of
from models.champs.champ import Number
from models.cleaning import fold
from models.identifiers import siren, siret
from models.identifiers.reading import bare, is_digits, rounded
from models.importation.cells import number
from models.importation.colonne import Colonne, Colonnes, Why
from models.importation.doubts import (
    Doubt,
    Fault,
    etat_doubt,
    guess_doubt,
    no_box_doubt,
    no_service_doubt,
    other_doubt,
    secret_doubt,
)
from models.importation.given_back import given_back, place_of
from models.importation.words import (
    box_of,
    etat_of,
    holds_nir,
    is_foot,
    is_total,
    regimes_of,
    services_of,
    veiled,
)
from models.labels import Etat, Regime, Service
from models.saisie import Saisie, SaisieCompte

PRECISION = 15
"""Digits that a spreadsheet keeps of a number."""
IDENTIFYING = ("siren", "siret", "numero_compte")
_FEWEST_DIGITS = 3
_SHORT_POSTAL_CODE = 4
_TEXTS_OF_CLIENT, _TEXTS_OF_COMPTE = texts_of(CLIENT | PROOFS), texts_of(COMPTE)
_NUMBERS = frozenset(name for name, one in FIELDS.items() if isinstance(one.kind, Number))
_FREE_TEXTS = ("raison_sociale", "nom", "prenom", "note", "code_dossier", "ville", "civilite")
_KEPT_AS_TEXT = re.compile(r"'(?=[-=+@0-9＝＋－＠])")

BLANK = "Ligne vide."
REPEATED = "Titres répétés."
TOTAL = "Total."
FOOT = "Pied de page ou de liste."
NOBODY = (
    "Ni Siren, ni Siret, ni numéro de compte : cette ligne ne désigne aucun client. "
    f"Attendu, par exemple, le Siren {siren.EXAMPLE}."
)


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
        self._fields = [
            (rank, one.champ)
            for rank, one in enumerate(colonnes.all)
            if one.champ and one.champ != "services"
        ]
        self._boxes = [
            (rank, one)
            for rank, one in enumerate(colonnes.all)
            if one.champ == "services"
        ]  # fmt: skip
        self._doubted = [(rank, one) for rank, one in enumerate(colonnes.all) if one.doubted]
        self._aside = [
            (rank, one) for rank, one in enumerate(colonnes.all) if one.looks and not _may_hold(one)
        ]

    def read(self, numero: int, cells: Sequence[str]) -> Ligne:
        """Read a line of the table."""
        if why := self._ignored(cells):
            return Ligne(numero, tuple(cells), ignoree=why)
        found = {
            champ: _KEPT_AS_TEXT.sub("", cells[rank], count=1)
            for rank, champ in self._fields
            if rank < len(cells) and cells[rank]
        }
        made = self.of_found(numero, cells, found)
        services, doubts = self._services(cells)
        doubts += [guess_doubt(one, rank) for rank, one in self._doubted if _at(cells, rank)]
        doubts += self._other_numbers(cells, made.saisie)
        return _with(made, services, doubts)

    def of_found(self, numero: int, cells: Sequence[str], found: dict[str, str]) -> Ligne:
        """Make a line of what each field of it says."""
        fautes = [Fault(name, said) for name, cell in found.items() if (said := _round(name, cell))]
        doubts = [secret_doubt(name) for name in _FREE_TEXTS if holds_nir(found.get(name, ""))]
        doubts += given_back(found)
        if not any(found.get(name) for name in IDENTIFYING):
            fautes.append(Fault("siren", NOBODY))
        regimes, faute = self._regimes(found)
        fautes += faute
        etat = etat_of(found["etat"]) if found.get("etat") else Etat.ACTIF
        if etat is None:
            doubts.append(etat_doubt(found["etat"]))
        saisie = _saisie(min(regimes, default=None, key=str), found, etat or Etat.ACTIF)
        return Ligne(
            numero,
            tuple(cells),
            saisie,
            regimes,
            responsable=found.get("responsable", ""),
            fautes=tuple(fautes),
            doutes=tuple(doubts),
        )

    def _ignored(self, cells: Sequence[str]) -> str:
        filled = [cell for cell in cells if cell]
        if not filled:
            return BLANK
        if self._repeats_titles(filled):
            return REPEATED
        known = (cells[rank] for rank, champ in self._fields
                 if champ in IDENTIFYING and rank < len(cells))  # fmt: skip
        if any(map(_has_digits, known)):
            return ""
        if any(map(is_total, filled)):
            return TOTAL
        return FOOT if is_foot(filled[0]) and len(filled) == 1 else ""

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
            cell = _at(cells, rank)
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
        compte = saisie.comptes[0]
        said = (saisie.siren, saisie.siren_societe, compte.siret, compte.numero_compte, saisie.nir)
        known = {number_of(one) for one in said if one}
        known |= {one[: siren.LENGTH] for one in known if len(one) == siret.LENGTH}
        doubts = []
        for rank, column in self._aside:
            other = number_of(_at(cells, rank))
            if other and other not in known and other[-siren.LENGTH :] not in known:
                doubts.append(other_doubt(column.titre or f"colonne {rank + 1}", column.looks))
        return doubts


def number_of(cell: str) -> str:
    """Give the bare number of a cell."""
    return bare(number(cell))


def _may_hold(column: Colonne) -> bool:
    """Tell whether a column may hold what it looks like: a person said so, or Sirens are Sirets."""
    champ, looks = column.champ, column.looks
    if champ is None:
        return column.why is Why.CHOISIE
    return champ == looks or {champ, looks} <= {"siren", "siret"}


def _at(cells: Sequence[str], rank: int) -> str:
    return cells[rank] if rank < len(cells) else ""


def _has_digits(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) >= _FEWEST_DIGITS


def _with(ligne: Ligne, services: frozenset[Service] | None, doubts: Sequence[Doubt]) -> Ligne:
    return Ligne(
        ligne.numero,
        ligne.cells,
        ligne.saisie,
        ligne.regimes,
        services,
        ligne.responsable,
        ligne.fautes,
        (*ligne.doutes, *doubts),
    )


def _round(name: str, cell: str) -> str:
    """Say that a spreadsheet rounded a number; nothing if it did not, or if it is none."""
    if name not in _NUMBERS or "e" not in cell.casefold():
        return ""
    return rounded(cell, secret=FIELDS[name].secret)


def _saisie(regime: Regime | None, found: Mapping[str, str], etat: Etat) -> Saisie:
    texts: dict[str, Any] = {name: found.get(name, "") for name in _TEXTS_OF_CLIENT}
    compte: dict[str, Any] = {name: found.get(name, "") for name in _TEXTS_OF_COMPTE}
    typed = texts["siren"]
    if not compte["siret"] and len(bare(typed)) == siret.LENGTH and is_digits(bare(typed)):
        compte["siret"] = typed
    typed = typed or compte["siret"]
    compte["code_postal"], compte["ville"] = place_of(compte["code_postal"], compte["ville"])
    regime = regime or Regime.GENERAL
    texts["siren"] = typed if regime.a_un_siren else ""
    texts["siren_societe"] = "" if regime.a_un_siren else typed
    if not texts["raison_sociale"]:
        texts["raison_sociale"] = f"{found.get('nom', '')} {found.get('prenom', '')}".strip()
    return Saisie(regime, **texts, comptes=(SaisieCompte(**compte, etat=etat),))
