"""A table pasted from a spreadsheet, read as clients to inscribe: one line, one client."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS, texts_of
from models.champs.champ import Number
from models.cleaning import compact, fold, one_line
from models.identifiers.reading import is_digits, rounded
from models.importation.colonnes import columns_of, is_header
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
    colonnes: tuple[str | None, ...]
    saisie: Saisie
    faute: str = ""
    doute: str = ""
    type_inconnu: str = ""


@dataclass(frozen=True)
class Tableau:
    """What was read: the lines, and what each column was understood as (None: left out)."""

    lignes: tuple[Ligne, ...]
    colonnes: tuple[str | None, ...]
    left_out: int = 0

    @property
    def has_proofs(self) -> bool:
        """Whether the table holds what the fiche asks for to inscribe: montant or NIR."""
        return bool(PROOFS.keys() & set(self.colonnes))


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


def ligne(numero: int, cells: tuple[str, ...], columns: tuple[str | None, ...]) -> Ligne:
    """Read one line, whose columns are known."""
    found = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell}
    regime, unknown = _regime(found)
    faute = next(filter(None, (_rounded(name, cell) for name, cell in found.items())), "")
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


def _regime(found: Mapping[str, str]) -> tuple[Regime, str]:
    """Give the régime that is named, else the one that the other cells suppose.

    The text is the word that names none.
    """
    word = found.get("regime", "")
    if word:
        named = REGIMES.get(fold(word).removesuffix("s"))
        return named or Regime.GENERAL, "" if named else word
    if "siren" not in found and "siret" not in found:
        return Regime.GERANT_MAJORITAIRE, ""
    return (Regime.ARTISAN_COMMERCANT if "nir" in found else Regime.GENERAL), ""


def _rounded(name: str, cell: str) -> str:
    """Say that a spreadsheet rounded a number; nothing if it did not, or if it is none."""
    champ = FIELDS.get(name)
    if champ is None or not isinstance(champ.kind, Number):
        return ""
    return rounded(cell, secret=champ.secret)


def _saisie(regime: Regime, found: Mapping[str, str]) -> Saisie:
    texts: dict[str, Any] = {name: found.get(name, "") for name in texts_of(CLIENT | PROOFS)}
    compte: dict[str, Any] = {name: found.get(name, "") for name in texts_of(COMPTE)}
    siren = texts["siren"]
    if not compte["siret"] and len(compact(siren)) == _SIRET_LENGTH:
        compte["siret"] = siren
    siren = siren or compte["siret"]
    compte["code_postal"] = _postal_code(compte["code_postal"])
    texts["siren"] = siren if regime.a_un_siren else ""
    texts["siren_societe"] = "" if regime.a_un_siren else siren
    texts["raison_sociale"] = f"{texts['raison_sociale']} {found.get('prenom', '')}".strip()
    return Saisie(regime, **texts, comptes=(SaisieCompte(**compte),))


def _postal_code(text: str) -> str:
    """Give back the zero that a spreadsheet takes away: 9110 is 09110."""
    return f"0{text}" if is_digits(text) and len(text) == _SHORT_POSTAL_CODE else text


def _doubt(found: Mapping[str, str]) -> str:
    """Suspect what a spreadsheet does to numbers of more than fifteen digits."""
    number = compact(found.get("numero_compte", ""))
    if is_digits(number) and len(number) > PRECISION and number.endswith("000"):
        return (
            "Ce numéro de compte finit par 000 : un tableur arrondit les nombres de plus de "
            "15 chiffres. Vérifiez-le."
        )
    return ""
