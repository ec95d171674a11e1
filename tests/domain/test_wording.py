"""Dates, counts and amounts, as they are written in French."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.identifiers import montant
from models.wording import count, of, show_date, show_moment, show_number

GROUPED = re.compile(r"\d{1,3}(?:\u00a0\d{3})*")


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("paris")
def test_a_date_is_day_month_year_and_local() -> None:
    late = datetime(2026, 6, 11, 22, 5, tzinfo=UTC)
    assert show_date(late) == "12/06/2026"
    assert show_moment(late) == "12/06/2026 à 00:05"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0\u00a0compte"),
        (1, "1\u00a0compte"),
        (2, "2\u00a0comptes"),
        (1000, "1\u00a0000\u00a0comptes"),
        (1234567, "1\u00a0234\u00a0567\u00a0comptes"),
    ],
)
def test_nothing_and_one_are_singular(number: int, said: str) -> None:
    assert count(number, "compte") == said


def test_a_plural_of_its_own() -> None:
    assert count(2, "case cochée", "cases cochées") == "2\u00a0cases cochées"


@given(st.integers(0, 10**12))
def test_thousands_stand_apart_and_no_line_breaks_there(number: int) -> None:
    shown = show_number(number)
    assert GROUPED.fullmatch(shown)
    assert int(shown.replace("\u00a0", "")) == number


@given(st.integers(0, 10**12))
def test_an_amount_has_its_comma_and_its_euro(centimes: int) -> None:
    euros, _, rest = montant.show(centimes).partition(",")
    assert GROUPED.fullmatch(euros)
    assert re.fullmatch(r"\d\d\u00a0€", rest)
    assert int(euros.replace("\u00a0", "") + rest[:2]) == centimes


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Aïcha Benali", "d'Aïcha Benali"),
        ("ÉLECTRICITÉ DUPONT", "d'ÉLECTRICITÉ DUPONT"),
        ("Marc Petit", "de Marc Petit"),
        ("HALLES DU PORT", "de HALLES DU PORT"),
        ("3D CONCEPT", "de 3D CONCEPT"),
        ("", "de "),
    ],
)
def test_de_is_elided_before_a_vowel(name: str, whose: str) -> None:
    assert of(name) == whose
