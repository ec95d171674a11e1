"""A worksheet that takes whole rows: the library takes six times as long, a cell at a time.

It writes what the library does in constant memory, by the parts that the library keeps for
itself: tests/domain/exportation reads both back and compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from models.cleaning import one_line
from models.exportation.colonnes import Cell

_MARKED = re.compile("[&<>]|_x")
"""What is written otherwise in XML, or would be read as a character by its number."""

_EPOCH = date(1899, 12, 30).toordinal()
"""The day from which a spreadsheet counts."""


class DirectRows(Worksheet):
    """A sheet of a workbook in constant memory, whose rows after the first come all at once."""

    def write_rows(self, rows: Iterable[Sequence[Cell]], formats: Sequence[Any]) -> int:
        """Write the rows under the titles; gives the rank of the last one, 0 if there is none."""
        own: Any = self
        own._write_single_row(1)  # noqa: SLF001 - what a cell of this row would begin with
        styles = [shown._get_xf_index() for shown in formats]  # noqa: SLF001 - as the library does
        letters = [xl_col_to_name(rank) for rank in range(len(formats))]
        texts = [f'" s="{style}" t="inlineStr"><is><t>' for style in styles]
        numbers = [f'" s="{style}"><v>' for style in styles]
        parts = [*zip(letters, texts, numbers, strict=True)]
        write, last = own.row_data_fh.write, 0
        for last, row in enumerate(rows, 1):
            written = [f'<row r="{last + 1}">']
            for (letter, text, number), cell in zip(parts, row, strict=True):
                if isinstance(cell, str):
                    if cell:
                        shown = _escaped(own, one_line(cell))
                        written.append(f'<c r="{letter}{last + 1}{text}{shown}</t></is></c>')
                else:
                    value = cell.toordinal() - _EPOCH if isinstance(cell, date) else cell
                    written.append(f'<c r="{letter}{last + 1}{number}{value}</v></c>')
            written.append("</row>")
            write("".join(written))
        own.dim_rowmax, own.previous_row = last, last + 1
        return last


def _escaped(sheet: Any, text: str) -> str:
    if not _MARKED.search(text):
        return text
    return str(sheet._escape_data(sheet._escape_control_characters(text)))  # noqa: SLF001
