"""What the library of workbooks does not tell of a sheet: errors, formulas without a value.

It gives an empty cell for both. The sheet's XML says which: it is read only where it has some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from models.cleaning import one_line

_LONGEST_ERROR = 12
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Looked for as they are: a regular expression takes ten times as long.
_SIGNS = (b"<f", b":f>", b":f ", b't="e"', b"t='e'", b":formula=")
_MOST_REPEATED = 20_000


@dataclass
class Uncalculated:
    """The errors of a sheet by (row, column), the first 0; how many formulas hold no value."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: int = 0


def uncalculated(content: bytes, feuille: str) -> Uncalculated:
    """Find them in the sheet of this name; nothing in an old .xls, which is no XML."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            path = "content.xml" if "content.xml" in names else _path_of(archive, feuille)
            xml = archive.read(path) if path in names else b""
    except (KeyError, expat.ExpatError):
        return Uncalculated()
    reader = _OpenDocument(feuille) if path == "content.xml" else _OfficeOpen()
    if any(sign in xml for sign in _SIGNS):
        _parse(xml, reader)
    return reader.found


class _Reader:
    """Follows the elements of an XML, whose names come without their namespace."""

    def __init__(self) -> None:
        self.found = Uncalculated()
        self.text = ""
        self.keeps = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""

    def end(self, name: str) -> None:
        """Leave an element."""

    def data(self, text: str) -> None:
        """Take a text in."""
        if self.keeps:
            self.text += text


class _OfficeOpen(_Reader):
    """A sheet of .xlsx: `<c r="B2" t="e"><f>…</f><v>#N/A</v></c>`."""

    def __init__(self) -> None:
        super().__init__()
        self._place = (-1, -1)
        self._type = ""
        self._formula = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            row = attributes.get("r", "")
            self._place = (int(row) - 1 if row.isdecimal() else self._place[0] + 1, -1)
        elif name == "c":
            self._place = _place(attributes.get("r", "")) or (self._place[0], self._place[1] + 1)
            self._type, self._formula, self.text = attributes.get("t", ""), False, ""
        elif name == "f":
            self._formula = True
        self.keeps = name == "v"

    def end(self, name: str) -> None:
        self.keeps = False
        if name != "c":
            return
        if self._type == "e":
            self.found.errors[self._place] = _error(self.text)
        elif self._formula and not self.text and self._type != "str":
            self.found.formulas += 1


class _OpenDocument(_Reader):
    """A sheet of .ods, whose equal neighbours are written once and repeated."""

    def __init__(self, feuille: str) -> None:
        super().__init__()
        self._feuille = feuille
        self._inside = False
        self._row = self._column = self._rows = 0
        self._cell: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._inside = attributes.get("name") == self._feuille
            self._row = self._rows = 0
        elif name == "table-row":
            self._row, self._column = self._row + self._rows, 0
            self._rows = _repeated(attributes.get("number-rows-repeated", ""))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self.text = dict(attributes), ""
        self.keeps = name == "p"

    def end(self, name: str) -> None:
        self.keeps = False
        if name not in ("table-cell", "covered-table-cell") or not self._inside:
            return
        wide = _repeated(self._cell.get("number-columns-repeated", ""))
        times = self._rows * wide
        if self._cell.get("calc-type") == "error" and times <= _MOST_REPEATED:
            for row, column in product(range(self._rows), range(wide)):
                self.found.errors[self._row + row, self._column + column] = _error(self.text)
        elif "formula" in self._cell and "value-type" not in self._cell and not self.text:
            self.found.formulas += times
        self._column += wide


def _parse(xml: bytes, reader: _Reader) -> None:
    """Read as much of an XML as is sound: the library of workbooks judges it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.start(
        _bare(name), {_bare_attribute(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: reader.end(_bare(name))
    parser.CharacterDataHandler = reader.data
    parser.Parse(xml, True)


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _bare_attribute(name: str) -> str:
    """Give `calc-type` for the type that LibreOffice adds to the standard's `value-type`."""
    space, _, bare = name.rpartition(" ")
    return "calc-type" if bare == "value-type" and "calcext" in space else bare


def _path_of(archive: ZipFile, feuille: str) -> str:
    """Find the part of a .xlsx that holds a sheet."""
    sheets = _elements(archive.read("xl/workbook.xml"), "sheet")
    ids = [one["id"] for one in sheets if one.get("name") == feuille and "id" in one]
    relations = _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = [one.get("Target", "") for one in relations if ids and one.get("Id") == ids[0]]
    return normpath(join("/xl", targets[0])).lstrip("/") if targets else ""


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    collector: Any = _Reader()
    collector.start = lambda one, attributes: (
        found.append(dict(attributes)) if one == name else None
    )
    _parse(xml, collector)
    return found


def _place(reference: str) -> tuple[int, int] | None:
    """Read `B2` as (1, 1)."""
    read = _REFERENCE.fullmatch(reference)
    if not read:
        return None
    column = 0
    for letter in read[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(read[2]) - 1, column - 1


def _repeated(times: str) -> int:
    return max(int(times), 1) if times.isdecimal() and len(times) < 8 else 1


def _error(text: str) -> str:
    """Write an error as the spreadsheet shows it."""
    shown = one_line(text)
    return shown if 0 < len(shown) <= _LONGEST_ERROR else "#ERREUR"
