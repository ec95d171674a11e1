"""What is plain is read by a shorter way, which an import needs: the verdicts are the same."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from models import cleaning
from models.cleaning import compact, elided, fold, one_line
from models.identifiers import reading, siren, siret
from models.identifiers.reading import bare, luhn_holds, rounded

ASCII = st.text(st.characters(max_codepoint=0x7F))
NEARLY = st.text(st.sampled_from("aB1.'`-_/\\\" \u00a0\u202f\té’E,+"))
DIGITS = "0123456789"
LA_POSTE = "356000000"


@given(ASCII | NEARLY)
@example("".join(map(chr, range(0x20, 0x7F))))
@example("S.A.R.L. N'GUYEN")
def test_a_plain_text_is_cleaned_as_any_other(text: str) -> None:
    found = one_line(text), compact(text), fold(text)
    with patch.object(cleaning, "_is_plain", return_value=False):
        assert (one_line(text), compact(text), fold(text)) == found
    # An accent takes the longer way, and a word of its own elides nothing.
    assert elided(text) == elided(f"{text} é")


@given(ASCII | NEARLY)
@example("siren 123")
@example("1,17E+17")
@example("12e+3")
@example("117000000900000001.0")
@example("117000000900000001,00 ")
def test_a_number_is_bared_and_found_rounded_as_before(text: str) -> None:
    quantity = reading._QUANTITY.fullmatch(text)
    number = compact(quantity[1] if quantity else text)
    named = reading._NAME_OF_NUMBER.match(number)
    assert bare(text) == (number[named.end() :] if named else number)
    assert bool(rounded(text)) == bool(reading._ROUNDED.fullmatch(text.strip()))


@given(st.text(DIGITS, min_size=1, max_size=20))
@example("0")
@example("732829320")
def test_the_key_of_luhn_is_that_of_stdnum(digits: str) -> None:
    assert luhn_holds(digits) == luhn.is_valid(digits)
    right = digits + luhn.calc_check_digit(digits)
    assert luhn_holds(right)


@given(st.text(DIGITS, min_size=8, max_size=8), st.text(DIGITS, min_size=4, max_size=4))
@example(LA_POSTE[:8], "0005")
@example("00000001", "0000")
def test_the_keys_of_a_siren_and_of_a_siret_are_those_of_stdnum(start: str, end: str) -> None:
    for number in (start + key for key in DIGITS):
        if number.strip("0"):
            assert (not siren.read(number).warnings) == stdnum_siren.is_valid(number)
    right = start + luhn.calc_check_digit(start)
    for number in (right + end + key for key in DIGITS):
        if right.strip("0"):
            own = number.startswith(LA_POSTE) and luhn.is_valid(number)
            assert (not siret.read(number).warnings) == (own or stdnum_siret.is_valid(number))
