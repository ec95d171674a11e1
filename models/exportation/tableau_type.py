"""The table to fill in: titles that come in, a line of example, the values that are possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from models.exportation import files, sheets
from models.exportation.colonnes import COLUMNS, NIR, OPEN, USUAL, Cell
from models.labels import Etat, Regime, Service
from models.table_rows import GUIDE

SHEET = "Clients"
QUOTED = "'Mode d''emploi'"
"""The name of that sheet in the address of its cells."""

ROWS = 10_000
"""Lines for which a spreadsheet offers the values that are possible."""

_AFTER = "montant"
TABLE = tuple(
    column
    for one in USUAL
    for column in ((one, COLUMNS[NIR]) if one.name == _AFTER else (one,))
    if column.name != "a_faire"
)
"""What comes in: what goes out, and the NIR that an indépendant is inscribed with."""

HEADINGS = [one.heading for one in TABLE]

EXAMPLE: Mapping[str, Cell] = MappingProxyType(
    {
        "siren": "000000018",
        "siret": "00000001800010",
        "numero_compte": "117000000900000001",
        "regime": Regime.GENERAL.label,
        "raison_sociale": "BOULANGERIE EXEMPLE",
        "forme_juridique": "SARL",
        "code_dossier": "EXE001",
        "etat": Etat.ACTIF.label,
        "code_postal": "09110",
        "ville": "SAVIGNAC",
        "montant": Decimal("1234.56"),
        "note": "Ligne d'exemple, à remplacer",
        Service.DPAE.code: OPEN,
        Service.ATTESTATIONS.code: OPEN,
    }
)
"""A client that cannot be: nobody has these numbers."""

CIVILITES = ("M.", "MME")
WORDS = (
    "La feuille « Clients » se remplit, puis s'importe dans Portefeuille.",
    "Gardez la ligne des titres ; remplacez la ligne d'exemple par votre premier client.",
    "Une ligne par compte. Pour un client qui a plusieurs comptes, répétez le Siren et le type.",
    "Siren : 9 chiffres. Gérant majoritaire : laissez-le vide, ou donnez celui de sa société.",
    "N° compte : 18 chiffres. C'est un texte : un tableur arrondirait un nombre si long.",
    "Montant : celui de la dernière déclaration d'un employeur qui reste à inscrire.",
    "Sécurité sociale : le numéro d'un indépendant qui reste à inscrire, et de lui seul.",
    "Déjà inscrit sur urssaf.fr : ni montant ni numéro de sécurité sociale.",
    f"Services : {OPEN} dans la colonne de chaque service ouvert, rien dans les autres.",
    "Une fois importé, supprimez ce fichier s'il contient un numéro de sécurité sociale.",
)


def example() -> list[Cell]:
    """Give the line of example."""
    return [EXAMPLE.get(column.name, "") for column in TABLE]


def write_csv(file: BinaryIO, people: Sequence[str]) -> None:  # noqa: ARG001 - as the other one
    """Write the titles and the example."""
    sheets.write_csv(file, HEADINGS, [example()])


def write_xlsx(file: BinaryIO, people: Sequence[str]) -> None:
    """Write a workbook: the table, whose cells offer what they may hold, and how to fill it in.

    `people` are those who may be responsable.
    """
    offered = _offered(people)
    with sheets.workbook(file) as book:
        table, formats = sheets.add_sheet(book, SHEET, HEADINGS)
        sheets.write_row(table, 1, example(), formats)
        ranges = _write_manual(book, offered)
        for rank, column in enumerate(TABLE):
            if column.name in offered:
                table.data_validation(1, rank, ROWS, rank, _rule(column.name, ranges[column.name]))
            elif any(column.name == service.code for service in Service):
                table.data_validation(1, rank, ROWS, rank, _rule(column.name, [OPEN]))


def _offered(people: Sequence[str]) -> dict[str, Sequence[str]]:
    """Give the values that are possible of each column that has a few."""
    offered: dict[str, Sequence[str]] = {
        "regime": [one.label for one in Regime],
        "etat": [one.label for one in Etat],
        "civilite": CIVILITES,
        "responsable": tuple(dict.fromkeys(people)),
    }
    return {name: values for name, values in offered.items() if values}


def _write_manual(book: Any, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write how the table is filled in, and the values; gives where those of each column stand."""
    sheet, bold = book.add_worksheet(GUIDE), book.add_format({"bold": True})
    sheet.set_column(0, len(offered), 24)
    for rank, words in enumerate(WORDS):
        sheet.write_string(rank, 0, words)
    top = len(WORDS) + 1
    sheet.write_string(top, 0, "Valeurs possibles", bold)
    ranges = {}
    for rank, (name, values) in enumerate(offered.items()):
        sheet.write_string(top + 1, rank, COLUMNS[name].title, bold)
        for line, value in enumerate(values, top + 2):
            sheet.write_string(line, rank, value)
        letter, first, last = "ABCD"[rank], top + 3, top + 2 + len(values)
        ranges[name] = f"={QUOTED}!${letter}${first}:${letter}${last}"
    return ranges


def _rule(name: str, source: str | Sequence[str]) -> dict[str, object]:
    """Give the rule of a column; another civilité or another name is doubted, not refused."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning" if name in ("civilite", "responsable") else "stop",
        "error_title": COLUMNS[name].title[:32],
        "error_message": "Choisissez une valeur de la liste.",
    }


FORMATS: Mapping[str, Callable[[BinaryIO, Sequence[str]], None]] = MappingProxyType(
    {".xlsx": write_xlsx, ".csv": write_csv}
)


def format_of(path: Path) -> Callable[[BinaryIO, Sequence[str]], None]:
    """Tell how the table is written by the end of its name; BadValue if it has none of FORMATS."""
    return files.by_ending(path, FORMATS, "modele")
