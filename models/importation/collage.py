"""A table pasted from a spreadsheet, read as clients to inscribe: one line, one client."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

from models.cleaning import compact, fold, one_line
from models.identifiers.reading import is_digits, rounded
from models.importation.colonnes import Colonne, columns_of, is_header
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte

MOST = 1_000
"""Lines read from one paste."""

_SHORT_POSTAL_CODE = 4
PRECISION = 15
"""Digits that a spreadsheet keeps of a number."""

_SIRET_LENGTH = 14

REGIMES = {
    "employeur": Regime.GENERAL,
    "regime general": Regime.GENERAL,
    "general": Regime.GENERAL,
    "rg": Regime.GENERAL,
    "e": Regime.GENERAL,
    "independant": Regime.ARTISAN_COMMERCANT,
    "travailleur independant": Regime.ARTISAN_COMMERCANT,
    "ti": Regime.ARTISAN_COMMERCANT,
    "t": Regime.ARTISAN_COMMERCANT,
    "artisan": Regime.ARTISAN_COMMERCANT,
    "commercant": Regime.ARTISAN_COMMERCANT,
    "artisan commercant": Regime.ARTISAN_COMMERCANT,
    "liberal": Regime.PROFESSION_LIBERALE,
    "profession liberale": Regime.PROFESSION_LIBERALE,
    "pl": Regime.PROFESSION_LIBERALE,
    "gerant": Regime.GERANT_MAJORITAIRE,
    "gerant majoritaire": Regime.GERANT_MAJORITAIRE,
    "gm": Regime.GERANT_MAJORITAIRE,
}


@dataclass(frozen=True)
class Ligne:
    """A line of the paste; `faute` says why it cannot be read at all, `doute` what is unusual.

    `type_inconnu` is the word of its Type, where it names no régime.
    """

    numero: int
    cells: tuple[str, ...] = field(repr=False)
    colonnes: tuple[Colonne | None, ...]
    saisie: Saisie
    faute: str = ""
    doute: str = ""
    type_inconnu: str = ""


@dataclass(frozen=True)
class Tableau:
    """What was read: the lines, and what each column was understood as (None: left out)."""

    lignes: tuple[Ligne, ...]
    colonnes: tuple[Colonne | None, ...]
    left_out: int = 0

    @property
    def has_proofs(self) -> bool:
        """Whether the table holds what the fiche asks for to inscribe: montant or NIR."""
        return bool({Colonne.MONTANT, Colonne.NIR} & set(self.colonnes))


def read(text: str, *, after: int = 0) -> Tableau:
    """Read a paste: tabs or semicolons, with or without a header; lines are numbered from `after`.

    Never raises: a line that cannot be read keeps its cells and says why.
    """
    rows = _rows(text)
    header = rows.pop(0) if rows and is_header(rows[0]) else None
    columns = columns_of(rows, header)
    kept = rows[:MOST]
    lignes = tuple(ligne(after + n, tuple(row), columns) for n, row in enumerate(kept, start=1))
    return Tableau(lignes, columns, len(rows) - len(kept))


def ligne(numero: int, cells: tuple[str, ...], columns: tuple[Colonne | None, ...]) -> Ligne:
    """Read one line, whose columns are known."""
    found: dict[Colonne, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is not None and cell:
            found[column] = cell
    regime, unknown = _regime(found)
    numbers = ((one, found.get(one, "")) for one in Colonne if one.is_number)
    refusals = (rounded(cell, secret=one is Colonne.NIR) for one, cell in numbers)
    faute = next(filter(None, refusals), "")
    if unknown and not faute:
        faute = f"Type inconnu : {unknown}. Écrivez Employeur, Artisan, Libéral ou Gérant."
    return Ligne(numero, cells, columns, _saisie(regime, found), faute, _doubt(found), unknown)


def _rows(text: str) -> list[list[str]]:
    """Split into cells without the spaces around them; lines without a cell go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = "\t" if "\t" in lines else ";"
    try:
        # Strict, or a name that begins with a quote would swallow the lines after it.
        parsed = list(csv.reader(StringIO(lines, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        parsed = [line.split(delimiter) for line in lines.split("\n")]
    rows = [[one_line(cell) for cell in row] for row in parsed]
    return [row for row in rows if any(row)]


def _regime(found: Mapping[Colonne, str]) -> tuple[Regime, str]:
    """Give the régime that is named, else the one that the other cells suppose.

    The text is the word that names none.
    """
    word = found.get(Colonne.REGIME, "")
    if word:
        named = REGIMES.get(fold(word).removesuffix("s"))
        return named or Regime.GENERAL, "" if named else word
    if Colonne.SIREN not in found and Colonne.SIRET not in found:
        return Regime.GERANT_MAJORITAIRE, ""
    return (Regime.ARTISAN_COMMERCANT if Colonne.NIR in found else Regime.GENERAL), ""


def _saisie(regime: Regime, found: Mapping[Colonne, str]) -> Saisie:
    def cell(column: Colonne) -> str:
        return found.get(column, "")

    siren, siret = cell(Colonne.SIREN), cell(Colonne.SIRET)
    if not siret and len(compact(siren)) == _SIRET_LENGTH:
        siret = siren
    siren = siren or siret
    compte = SaisieCompte(
        numero_compte=cell(Colonne.NUMERO_COMPTE),
        siret=siret,
        code_postal=_postal_code(cell(Colonne.CODE_POSTAL)),
        ville=cell(Colonne.VILLE),
    )
    return Saisie(
        regime,
        siren=siren if regime.a_un_siren else "",
        siren_societe="" if regime.a_un_siren else siren,
        montant=cell(Colonne.MONTANT),
        nir=cell(Colonne.NIR),
        raison_sociale=f"{cell(Colonne.RAISON_SOCIALE)} {cell(Colonne.PRENOM)}".strip(),
        civilite=cell(Colonne.CIVILITE),
        forme_juridique=cell(Colonne.FORME_JURIDIQUE),
        code_dossier=cell(Colonne.CODE_DOSSIER),
        note=cell(Colonne.NOTE),
        comptes=(compte,),
    )


def _postal_code(text: str) -> str:
    """Give back the zero that a spreadsheet takes away: 9110 is 09110."""
    return f"0{text}" if is_digits(text) and len(text) == _SHORT_POSTAL_CODE else text


def _doubt(found: Mapping[Colonne, str]) -> str:
    """Suspect what a spreadsheet does to numbers of more than fifteen digits."""
    number = compact(found.get(Colonne.NUMERO_COMPTE, ""))
    if is_digits(number) and len(number) > PRECISION and number.endswith("000"):
        return (
            "Ce numéro de compte finit par 000 : un tableur arrondit les nombres de plus de "
            "15 chiffres. Vérifiez-le."
        )
    return ""
