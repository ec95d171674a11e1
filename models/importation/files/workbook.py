"""A workbook as a grid: which of its sheets, and each cell as it would have been typed.

Only `models/importation/files/apart.py` calls it, in a process that may die of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from models.cleaning import fold, one_line
from models.errors import BadValue, EmptyTable, SeveralSheets
from models.importation.files.archive import BROKEN, ENCRYPTED, inspect
from models.importation.files.cells import Value, text_of
from models.importation.files.kinds import ZIP, is_ole
from models.importation.files.limits import grid
from models.importation.files.uncalculated import Uncalculated, uncalculated
from models.importation.grille import Grille
from models.table_rows import GUIDE
from models.wording import count

_NAMED = 12
"""Sheets that a sentence names."""

# The record of an old .xls that says a password is needed, behind the one that begins it. The
# library, which tries each kind of workbook in turn, only says that it knows none.
_SEALED = re.compile(
    rb"\xd0\xcf\x11\xe0.*?\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)

_FEWEST_DIGITS = 8
"""Of a number that is to be hidden."""


def grid_of(content: bytes, feuille: str = "") -> Grille:
    """Read the sheet of this name, else the only visible one that holds something.

    Raises BadValue: broken, encrypted, too large, another document, no such sheet;
    SeveralSheets; EmptyTable.
    """
    if content.startswith(ZIP):
        inspect(content)
    if is_ole(content, "EncryptedPackage") or _SEALED.match(content):
        raise BadValue(ENCRYPTED)
    try:
        with load_workbook(BytesIO(content)) as workbook:
            sheet, left_out = _chosen(workbook, feuille)
            found = uncalculated(content, sheet.name) if content.startswith(ZIP) else Uncalculated()
            remarques = [*_remarks(found), *left_out]
            origine = f"feuille {_shown(sheet.name)}"
            return grid(_rows(sheet, found), origine, remarques)
    except PasswordError as error:
        raise BadValue(ENCRYPTED) from error
    except CalamineError as error:
        raise BadValue(BROKEN) from error


def _rows(sheet: CalamineSheet, found: Uncalculated) -> Iterator[tuple[int, list[str]]]:
    """Give the rows from the first of the sheet, their cells from its first column."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    errors: dict[int, dict[int, str]] = {}
    for (row, column), text in found.errors.items():
        errors.setdefault(row, {})[column] = text
    for rank, values in enumerate(sheet.iter_rows()):
        cells = before + [text_of(value) for value in values]
        for column, text in errors.get(rank, {}).items():
            if column < len(cells):
                cells[column] = text
        yield rank + 1, cells


def _remarks(found: Uncalculated) -> Iterator[str]:
    if found.formulas:
        verb = "n'a" if found.formulas == 1 else "n'ont"
        yield (
            f"{count(found.formulas, 'formule')} {verb} pas de valeur dans ce fichier : sa cellule "
            "est lue vide. Ouvrez-le dans votre tableur et enregistrez-le de nouveau."
        )
    if found.errors:
        yield f"{count(len(found.errors), 'cellule')} en erreur de calcul (#N/A, #REF!…)."


def _chosen(workbook: CalamineWorkbook, feuille: str) -> tuple[CalamineSheet, list[str]]:
    """Give the sheet to read, and a remark on those that nobody sees."""
    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if feuille:
        return _named(workbook, [one.name for one in sheets], feuille), []
    seen = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    hidden = [one.name for one in sheets if one.name not in seen]
    tables = [name for name in seen if fold(name) != fold(GUIDE)]
    for names, left_out in ((tables or seen, hidden), (hidden, [])):
        filled = _filled(workbook, names)
        if len(filled.names) > 1:
            raise SeveralSheets(
                f"Ce classeur a plusieurs feuilles remplies : {_listed(filled.names)}. "
                f"Nommez celle à lire, par exemple « {_shown(filled.names[0])} ».",
                tuple(filled.names),
            )
        if filled.sheet:
            which = (
                "Feuille masquée, non lue" if len(left_out) == 1 else "Feuilles masquées, non lues"
            )
            return filled.sheet, [f"{which} : {_listed(left_out)}."] if left_out else []
    raise EmptyTable("Rien à lire : aucune feuille de ce classeur n'est remplie.")


@dataclass
class _Filled:
    """The sheets that hold something; the first of them is kept, the others are only named."""

    names: list[str] = field(default_factory=list)
    sheet: CalamineSheet | None = None


def _filled(workbook: CalamineWorkbook, names: Sequence[str]) -> _Filled:
    filled = _Filled()
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if any(_holds_something(row) for row in sheet.iter_rows()):
            filled.names.append(name)
            filled.sheet = filled.sheet or sheet
    return filled


def _holds_something(row: Sequence[Value]) -> bool:
    return any(not isinstance(value, str) or one_line(value) for value in row)


def _named(workbook: CalamineWorkbook, names: Sequence[str], feuille: str) -> CalamineSheet:
    """Give the sheet of this name, whatever its case and its accents are."""
    for found in (
        [name for name in names if name == feuille],
        [name for name in names if fold(name) == fold(feuille)],
    ):
        if len(found) == 1:
            sheet = workbook.get_sheet_by_name(found[0])
            if not any(_holds_something(row) for row in sheet.iter_rows()):
                raise EmptyTable(f"Rien à lire : la feuille « {_shown(found[0])} » est vide.")
            return sheet
    raise BadValue(
        f"Ce classeur n'a pas de feuille « {_shown(feuille)} ». Il contient : {_listed(names)}."
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"« {_shown(name)} »" for name in names[:_NAMED])
    return shown + ("…" if len(names) > _NAMED else "")


def _shown(name: str) -> str:
    """Write the name of a sheet, in which a person may have put a number."""
    shown = one_line(name)
    if sum(map(str.isdigit, shown)) < _FEWEST_DIGITS:
        return shown
    # Half of the start of this process would be the readers of numbers, hardly ever needed.
    from models.identifiers.masking import mask_numbers

    return mask_numbers(shown)
