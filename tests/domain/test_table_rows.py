"""A table that a spreadsheet opens: texts stay texts."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from models import table_rows


def test_a_number_that_is_a_text_stays_one() -> None:
    written = table_rows.rows([["00012", "1 234,56", "Dax", 12, "=2+2"]])
    assert written == "'00012;'1 234,56;Dax;12;'=2+2\r\n"


@given(st.lists(st.text(max_size=12), min_size=2, max_size=4))
def test_no_cell_begins_a_formula_or_is_a_number(cells: list[str]) -> None:
    (row,) = csv.reader(StringIO(table_rows.rows([cells])), delimiter=";")
    assert len(row) == len(cells)
    for cell in row:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        assert not cell.replace(" ", "").replace(",", ".").replace(".", "", 1).isdecimal() or (
            not cell.isascii()
        )


def test_an_amount_and_a_day_are_what_a_french_spreadsheet_reads() -> None:
    written = table_rows.rows([[Decimal("1234.50"), date(2026, 6, 12), Decimal(0)]])
    assert written == "1234,50;12/06/2026;0\r\n"
