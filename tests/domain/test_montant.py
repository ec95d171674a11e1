"""Amounts, as people write them."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.identifiers import montant

ANYTHING = st.text(st.characters()) | st.text(
    st.sampled_from("0123456789.,  \u00a0\u202f-−€eur１²")
)


def sentence(text: str) -> str:
    with pytest.raises(BadValue) as refusal:
        montant.read(text)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("1 234,56 €", 123456),
        ("1\u00a0234,56\u00a0€", 123456),
        ("1\u202f234,56\u202f€", 123456),
        ("1234.56", 123456),
        ("1234", 123400),
        ("1234,5", 123450),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1 234.56", 123456),
        ("1.234.567", 123456700),
        ("12 500", 1250000),
        ("12,50EUR", 1250),
        ("12.5 euros", 1250),
        ("1 euro", 100),
        ("€ 12", 1200),
        ("EUR 1 234,56", 123456),
        ("\ufeff１２，５０\r\n", 1250),
        ("0", 0),
        ("0,00 €", 0),
        ("0,07", 7),
        ("007", 700),
        ("999 999 999 999,99", montant.HIGHEST),
        ("0" * 5000 + "1", 100),
    ],
)
def test_amounts_are_read_in_centimes(typed: str, centimes: int) -> None:
    assert montant.read(typed) == centimes


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12.500", "12.500 est ambigu. Tapez 12500 ou 12,50."),
        ("12,500 €", "12,500 est ambigu. Tapez 12500 ou 12,50."),
        ("1.230", "1.230 est ambigu. Tapez 1230 ou 1,23."),
        ("1.234", "1.234 est ambigu. Tapez 1234, ou deux chiffres seulement après la virgule"),
    ],
)
def test_an_ambiguous_amount_is_asked(typed: str, words: str) -> None:
    assert sentence(typed).startswith(words)


@pytest.mark.parametrize("typed", ["-12", "−12,50 €", "- 1 234,56", "12-", "–0", "-12.500", "-1x"])
def test_a_negative_amount_is_refused(typed: str) -> None:
    assert sentence(typed) == (
        "Le montant à payer ne peut pas être négatif. Sans montant dû, saisissez 0."
    )


@pytest.mark.parametrize("typed", ["1 000 000 000 000", "1000000000000,00", "9" * 5000])
def test_an_enormous_amount_is_refused(typed: str) -> None:
    assert "999\u00a0999\u00a0999\u00a0999,99\u00a0€" in sentence(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "12 50",
        "1 2345",
        "1.234.56",
        "1234.500",
        "0.500",
        "0 500",
        "1.234 567",
        "12,",
        ",5",
        "12²",
        "½",
        "٣",
        "1e3",
        "nan",
        "inf",
        "1_000",
        "180017505600004X",
        "-",
        "1\x1b[31m,",
    ],
)
def test_what_is_no_amount_is_refused_without_repeating_it(typed: str) -> None:
    assert sentence(typed) == "Montant non reconnu. Format attendu\u00a0: 1\u00a0234,56."


@pytest.mark.parametrize("typed", ["", "  \t", "€", "EUR"])
def test_an_empty_amount_is_asked_for(typed: str) -> None:
    assert sentence(typed).startswith("Saisissez le montant à payer")


@given(st.integers(0, montant.HIGHEST))
def test_what_is_shown_reads_back(centimes: int) -> None:
    assert montant.read(montant.show(centimes)) == centimes


def test_an_amount_is_shown_in_french() -> None:
    assert montant.show(123456) == "1\u00a0234,56\u00a0€"
    assert montant.show(7) == "0,07\u00a0€"


@given(ANYTHING)
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    try:
        assert 0 <= montant.read(text) <= montant.HIGHEST
    except BadValue as refusal:
        words = str(refusal)
        assert len(words) <= 200
        assert not [c for c in words if category(c).startswith("C")]
