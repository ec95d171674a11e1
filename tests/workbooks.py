"""What a workbook holds, read from its parts: which cells are texts, numbers, or formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet by address (`A1`): a text is a str, a number a float."""

    cells: dict[str, str | float]
    shown: dict[str, str]
    formulas: int
    frozen: str
    filtered: str
    widths: tuple[float, ...]
    lists: dict[str, str]

    @property
    def rows(self) -> list[list[str | float]]:
        """The rows, as wide as the first one; what is not there is an empty text."""
        letters = [one.rstrip("1") for one in self.cells if re.fullmatch(r"[A-Z]+1", one)]
        last = max(int(re.sub("[A-Z]", "", one)) for one in self.cells)
        return [
            [self.cells.get(f"{letter}{rank}", "") for letter in letters]
            for rank in range(1, last + 1)
        ]


def sheet_of(workbook: bytes, rank: int = 1) -> Sheet:
    """Read a sheet of a workbook."""
    with ZipFile(BytesIO(workbook)) as archive:
        sheet = ET.fromstring(archive.read(f"xl/worksheets/sheet{rank}.xml"))
        styles = ET.fromstring(archive.read("xl/styles.xml"))
        texts = []
        if "xl/sharedStrings.xml" in archive.namelist():
            shared = ET.fromstring(archive.read("xl/sharedStrings.xml"))
            texts = ["".join(part.itertext()) for part in shared]
    formats = list(_formats(styles))
    cells: dict[str, str | float] = {}
    shown = {}
    for cell in sheet.iter(f"{SPACE}c"):
        address, kind = cell.get("r", ""), cell.get("t")
        text = "".join(cell.itertext())
        if kind is None and not text:
            continue
        assert kind in (None, "s", "inlineStr"), kind
        cells[address] = float(text) if kind is None else texts[int(text)] if kind == "s" else text
        shown[address] = formats[int(cell.get("s", "0"))]
    pane, filtered = sheet.find(f".//{SPACE}pane"), sheet.find(f"{SPACE}autoFilter")
    return Sheet(
        cells,
        shown,
        len(list(sheet.iter(f"{SPACE}f"))),
        "" if pane is None else pane.get("topLeftCell", ""),
        "" if filtered is None else filtered.get("ref", ""),
        tuple(float(one.get("width", "0")) for one in sheet.iter(f"{SPACE}col")),
        dict(_lists(sheet)),
    )


def names_of(workbook: bytes) -> list[str]:
    """Give the names of the sheets."""
    with ZipFile(BytesIO(workbook)) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))
    return [one.get("name", "") for one in book.iter(f"{SPACE}sheet")]


def _formats(styles: ET.Element) -> Iterator[str]:
    """Give the number format of each style; « @ » is that of texts."""
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{SPACE}numFmt")}
    builtin = {"0": "", "49": "@"}
    styled = styles.find(f"{SPACE}cellXfs")
    assert styled is not None
    for one in styled:
        number = one.get("numFmtId", "0")
        yield own.get(number) or builtin[number]


def _lists(sheet: ET.Element) -> Iterator[tuple[str, str]]:
    """Give the values that the cells of a range may have, or where they stand."""
    for one in sheet.iter(f"{SPACE}dataValidation"):
        source = one.find(f"{SPACE}formula1")
        assert source is not None
        yield one.get("sqref", ""), source.text or ""
