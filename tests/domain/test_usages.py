"""What people of the trade were seen to type and to paste: each is read, doubted or helped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.errors import BadValue
from models.identifiers import montant, nir, siren, siret
from models.identifiers.reading import Reading


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (siren.read, "23 334 175 221", "334175221"),
        (siren.read, "404833048.0", "404833048"),
        (siren.read, "SIREN : 404 833 048", "404833048"),
        (siren.read, "RCS Paris 404 833 048", "404833048"),
        (siret.read, "73282932000074.0", "73282932000074"),
    ],
)
def test_what_surrounds_a_number_is_left(
    read: Callable[[str], Reading], typed: str, value: str
) -> None:
    reading = read(typed)
    assert (reading.value, reading.warnings) == (value, ())


@pytest.mark.parametrize(
    ("read", "typed", "value", "said"),
    [
        (siren.read, "FR45732829320", "732829320", "numéro de TVA"),
        (siren.read, "5520135", "005520135", "zéros"),
        (siret.read, "552013500012", "00552013500012", "zéros"),
        (nir.read, "1 85 01 96 123 456 24", "185019612345624", "96"),
        (nir.read, "1 85 01 20 001 001 80", "185012000100180", "2A ou 2B"),
    ],
)
def test_what_is_likely_wrong_is_doubted(
    read: Callable[[str], Reading], typed: str, value: str, said: str
) -> None:
    reading = read(typed)
    assert reading.value == value
    assert any(said in one for one in reading.warnings), reading.warnings


def test_a_corsican_born_before_1976_has_a_departement_of_20() -> None:
    assert nir.read("1 75 01 20 001 001").warnings == ()


@pytest.mark.parametrize(
    ("read", "typed", "said"),
    [
        (siren.read, "5580062", "9\u00a0chiffres"),
        (siret.read, "0001002486AB12", "provisoire"),
        (nir.read, "1,85018E+14", "Le tableur a arrondi ce numéro. "),
        (montant.read, "néant", "saisissez 0"),
        (montant.read, "12,00 CR", "négatif"),
        (montant.read, "(12,00)", "négatif"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type(
    read: Callable[[str], object], typed: str, said: str
) -> None:
    with pytest.raises(BadValue) as refusal:
        read(typed)
    assert said.replace("\u00a0", " ") in str(refusal.value).replace("\u00a0", " ")


@pytest.mark.parametrize("typed", ["1234 ,56", "1’234.56", "1'234,56", "1 234 , 56", "1234. 56"])
def test_an_amount_is_read_as_people_write_it(typed: str) -> None:
    assert montant.read(typed) == 1_234_56
