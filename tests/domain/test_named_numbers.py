"""Numbers that come with the word that names them, as letters and cards write them."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cleaning import compact
from models.errors import BadValue
from models.identifiers import numero_compte, siren, siret
from models.identifiers.reading import bare


@pytest.mark.parametrize(
    ("module", "typed", "value"),
    [
        (siren, "SIREN 732 829 320", "732829320"),
        (siren, "n° siren : 732.829.320", "732829320"),
        (siret, "N° de SIRET 732 829 320 00074", "73282932000074"),
        (numero_compte, "Compte n° 117 000000912345678", "117000000912345678"),
        (numero_compte, "ZZ0000009001M01", "ZZ0000009001M01"),
    ],
)
def test_a_number_may_come_with_the_word_that_names_it(
    module: ModuleType, typed: str, value: str
) -> None:
    assert module.read(typed).value == bare(typed) == value


@given(typed=st.text())
def test_no_word_makes_a_number_of_what_is_none(typed: str) -> None:
    """What is no number without the word is none with it."""
    if not any(one.isdigit() for one in compact(typed)):
        assert bare(f"SIREN {typed}") == compact(f"SIREN {typed}")
        with pytest.raises(BadValue):
            siren.read(f"SIREN {typed}")


@given(number=st.text("0123456789", min_size=1, max_size=20))
def test_what_is_sought_is_the_number_itself(number: str) -> None:
    for written in (number, f"SIREN {number}", f"N° de Siret\u00a0: {number}", " ".join(number)):
        assert siren.digits_of(written) == number
