"""A cell reads as a French person would have typed it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.identifiers.reading import rounded
from models.importation.files.cells import Value, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (404833048.0, "404833048"),
        (404833048, "404833048"),
        (4041.49, "4041.49"),
        (0.1 + 0.2, "0.3"),
        (0.0000001, "0.0000001"),
        (-3.5, "-3.5"),
        (0.0, "0"),
        (-0.0, "0"),
        (123456789012345.0, "123456789012345"),
        (999999999999999.0, "999999999999999"),
        (99999999999999.9, "99999999999999.9"),
        (999999999999999.9, "1E+15"),
        (1e15, "1E+15"),
        (117000000920012101.0, "1,17000000920012E+17"),
        (117000000920012101, "1,17000000920012E+17"),
        (1e300, "1E+300"),
        (float("nan"), ""),
        (float("inf"), ""),
        (True, "vrai"),
        (False, "faux"),
        (date(2026, 11, 30), "30/11/2026"),
        (date(926, 1, 2), "02/01/0926"),
        (datetime(2026, 11, 30, 14, 5), "30/11/2026 14:05"),
        (datetime(2026, 11, 30, 14, 5, 9), "30/11/2026 14:05:09"),
        (datetime(2026, 11, 30, 23, 59, 59, 999_000), "01/12/2026"),
        (datetime(2026, 11, 30), "30/11/2026"),
        (datetime.max, "31/12/9999 23:59:59"),
        (time(9, 5), "09:05"),
        (time(9, 5, 7), "09:05:07"),
        (timedelta(hours=26, minutes=24), "26:24"),
        (timedelta(hours=-1), "-01:00"),
        ("PT26H05M00S", "26:05"),
        ("PT26H05M07.5S", "26:05:07"),
        (" DUPONT\nNoël\u200b ", "DUPONT Noël"),
        ("PTÉROSAURE", "PTÉROSAURE"),
    ],
)
def test_a_value_is_written_as_it_is_typed(value: Value, text: str) -> None:
    assert text_of(value) == text


@given(st.integers(0, 10**15 - 1))
def test_fifteen_digits_stay_exact(number: int) -> None:
    assert text_of(float(number)) == str(number)


@given(st.integers(10**15, 10**20))
def test_more_digits_are_refused_as_rounded(number: int) -> None:
    assert rounded(text_of(float(number)))


@given(st.integers(0, 10**11))
def test_centimes_stay_exact(centimes: int) -> None:
    euros, rest = divmod(centimes, 100)
    text = f"{euros}.{rest:02}".rstrip("0").rstrip(".")
    assert text_of(centimes / 100) == text
