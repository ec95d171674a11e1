"""The list to tick as a spreadsheet: all cells are texts, and none begins a formula."""

from __future__ import annotations

from io import BytesIO

from models import table_rows
from models.bordereau.lines import TITLES, Bordereau
from models.exportation.sheets import plain

WIDTHS = (10, 34, 20, 13, 24, 60, 12, 20, 14, 6)


def as_csv(bordereau: Bordereau) -> bytes:
    """Write it as a French spreadsheet reads it."""
    return table_rows.table([TITLES, *bordereau.rows])


def as_xlsx(bordereau: Bordereau) -> bytes:
    """Write it as a workbook; every cell is a text, whatever it begins with."""
    # Ten milliseconds that only who asks for a workbook pays.
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": bordereau.instant.replace(tzinfo=None)})
        sheet = book.add_worksheet("À faire sur urssaf.fr")
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for column, (title, width) in enumerate(zip(TITLES, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        for rank, row in enumerate(bordereau.rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(rank, column, plain(cell), wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(bordereau.fiches), len(TITLES) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()
