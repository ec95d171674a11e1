"""A table of clients as a spreadsheet opens it: texts stay texts, and none is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from models import table_rows
from models.cleaning import one_line, one_lines
from models.errors import BadValue
from models.exportation.colonnes import Cell, Heading, Kind
from models.wording import show_number

MOST_LINES = 1_048_575
"""Lines of a sheet, its titles apart."""

IN_MEMORY = 12_000
"""Lines that are held until the workbook is made, 4 kB each: it then takes a third less time."""

TOO_MANY = (
    f"Un classeur Excel contient {show_number(MOST_LINES)} lignes au plus : "
    "filtrez d'abord, ou exportez en CSV."
)
HEAD_HEIGHT = 60
"""Points: four lines, which the titles of the boxes take."""

FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"num_format": "@"},
    Kind.AMOUNT: {"num_format": '#,##0.00\\ "€"'},
    Kind.DAY: {"num_format": "dd/mm/yyyy", "align": "left"},
    Kind.BOX: {"num_format": "@", "align": "center"},
}
HEAD = {"bold": True, "text_wrap": True, "valign": "top", "num_format": "@", "bottom": 1}

Rows = Iterable[Sequence[Cell]]


def write_csv(file: BinaryIO, columns: Sequence[Heading], rows: Rows) -> None:
    """Write it as a French spreadsheet reads it."""
    file.write((table_rows.BOM + table_rows.rows([_titles(columns)])).encode())
    for row in rows:
        file.write(table_rows.rows([row]).encode())


def write_xlsx(
    file: BinaryIO, columns: Sequence[Heading], rows: Rows, *, title: str, on_disk: bool = True
) -> None:
    """Write it as a workbook of one sheet; BadValue beyond MOST_LINES.

    Beyond IN_MEMORY its rows wait in a temporary file, unless not even that may hold them
    (`on_disk` false).
    """
    given = _no_more(rows)
    first = list(islice(given, IN_MEMORY))
    with workbook(file, on_disk=on_disk and len(first) == IN_MEMORY) as book:
        sheet, formats = add_sheet(book, title, columns)
        last = 0
        for last, row in enumerate(chain(first, given), 1):
            write_row(sheet, last, row, formats)
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _no_more(rows: Rows) -> Iterator[Sequence[Cell]]:
    """Give the rows; BadValue beyond MOST_LINES."""
    for rank, row in enumerate(rows):
        if rank == MOST_LINES:
            raise BadValue(TOO_MANY)
        yield row


@contextmanager
def workbook(file: BinaryIO, *, on_disk: bool = False) -> Iterator[Any]:
    """Give a workbook, which is in `file` at the end; OSError if it found no room.

    Rows that wait `on_disk` are in a folder that nobody else reads, and that is gone at the end.
    """
    # Ten milliseconds that only who asks for a workbook pays.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    place = TemporaryDirectory(prefix="portefeuille-") if on_disk else nullcontext()
    with place as folder:
        settings = {"constant_memory": True, "tmpdir": folder} if folder else {"in_memory": True}
        book = Workbook(file, settings)
        book.use_zip64()
        try:
            yield book
        except BaseException:
            for sheet in book.worksheets():
                sheet._opt_close()  # noqa: SLF001 - its rows that wait on the disk
            raise
        try:
            book.close()
        except FileCreateError as error:
            # What the library wraps is what the system said.
            raise error.args[0] from None


def add_sheet(book: Any, title: str, columns: Sequence[Heading]) -> tuple[Any, list[Any]]:
    """Add a sheet with its titles, which stay in sight; gives it, and how its cells are shown."""
    sheet, head = book.add_worksheet(title), book.add_format(HEAD)
    formats = [book.add_format(FORMATS[column.kind]) for column in columns]
    for rank, (column, shown) in enumerate(zip(columns, formats, strict=True)):
        sheet.set_column(rank, rank, column.width, shown)
    sheet.set_row(0, HEAD_HEIGHT)
    for rank, text in enumerate(_titles(columns)):
        sheet.write_string(0, rank, text, head)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet, formats


def write_row(sheet: Any, rank: int, row: Sequence[Cell], formats: Sequence[Any]) -> None:
    """Write the cells of a row; an empty one is left out."""
    texts = iter(one_lines([cell for cell in row if isinstance(cell, str)]))
    for column, (cell, shown) in enumerate(zip(row, formats, strict=True)):
        if isinstance(cell, str):
            if text := next(texts):
                sheet.write_string(rank, column, _no_markup(text), shown)
        elif isinstance(cell, date):
            sheet.write_datetime(rank, column, cell, shown)
        else:
            sheet.write_number(rank, column, cell, shown)


def plain(cell: str) -> str:
    """Give a text on one line, that the library writes as it is."""
    return _no_markup(one_line(cell))


def _no_markup(text: str) -> str:
    """Give a text that does not look like the library's own markup."""
    return f" {text}" if text.startswith("<r>") else text


def _titles(columns: Sequence[Heading]) -> list[str]:
    return [column.title for column in columns]
