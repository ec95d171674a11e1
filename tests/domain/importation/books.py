"""Workbooks made by hand or by XlsxWriter, for the tests of what is read of them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from models.importation.grille import Grille

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
BLANK_ROWS = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def cells(grille: Grille) -> list[tuple[str, ...]]:
    return [rangee.cells for rangee in grille.rangees]


def numbers(grille: Grille) -> list[int]:
    return [rangee.numero for rangee in grille.rangees]


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip these parts, compressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Unzip a workbook, to change one of its parts."""
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """Write sheets of values; a None is no cell."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for rank, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(rank, column, value)
    return made.getvalue()


def xlsx_of(sheet_data: str) -> bytes:
    """Give a workbook whose sheet « Clients » holds this XML."""
    parts = parts_of(xlsx({"Clients": [["x"]]}))
    xml = parts["xl/worksheets/sheet1.xml"].decode()
    before, after = xml.index("<sheetData>"), xml.index("</sheetData>")
    whole = xml[:before] + "<sheetData>" + sheet_data + xml[after:]
    return archive({**parts, "xl/worksheets/sheet1.xml": whole})


def ods(rows: str, *, name: str = "Clients", more: Mapping[str, str] | None = None) -> bytes:
    """Give a workbook of LibreOffice whose sheet holds these rows."""
    body = f'<table:table table:name="{name}">{rows}</table:table>'
    return archive(
        {
            "mimetype": ODS,
            "content.xml": f"<office:document-content {NAMESPACES} {CALC}><office:body>"
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
            **(more or {}),
        }
    )


def ods_row(*row: str) -> str:
    return "<table:table-row>" + "".join(row) + "</table:table-row>"


def ods_cell(text: str, kind: str = "string", **values: str) -> str:
    told = "".join(f' office:{name.replace("_", "-")}="{one}"' for name, one in values.items())
    value = f'office:value-type="{kind}"{told}'
    return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"


def xls(
    values: Mapping[tuple[int, int], float | str | bool],
    name: str = "Clients",
    *,
    sealed: bool = False,
) -> bytes:
    """Give a workbook of Excel 97: one sheet, in the container of old Office files.

    `sealed`: it says that a password is needed.
    """
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for (row, column), value in values.items():
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, bool):
            sheet += _record(0x205, place + bytes([value, 0]))
        elif isinstance(value, str):
            text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
            sheet += _record(0x204, place + text)
        else:
            sheet += _record(0x203, place + struct.pack("<d", value))
    sheet += _record(0x0A, b"")
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 6))
    head += _record(0x2F, b"\x01" + bytes(53)) if sealed else b""
    told = bytes([len(name), 0]) + name.encode("latin-1")
    start = len(head) + 4 + 6 + len(told) + 4
    named = _record(0x85, struct.pack("<IH", start, 0) + told)
    return ole({"Workbook": head + named + _record(0x0A, b"") + sheet})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Put streams in the container of old Office files, each in sectors of its own."""
    sectors, entries = b"", [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    table: list[int] = []
    for name, stream in streams.items():
        padded = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
        first, count = len(table), len(padded) // 512
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(padded)))
        sectors += padded
    directory = b"".join(entries).ljust(512, b"\0")
    table += [0xFFFFFFFE, 0xFFFFFFFD]
    assert len(directory) == 512
    assert len(table) <= 128
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, len(table) - 2, 0,
                          4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<I", len(table) - 1).ljust(4 * 109, b"\xff")
    return header + sectors + directory + fat


def _entry(name: str, kind: int, first: int, size: int, child: int = -1) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBiii", len(encoded), kind, 1, -1, -1, child)
    return entry + bytes(36) + struct.pack("<IQ", first, size)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
