"""What is plain is read by a shorter way, which an import needs: the verdicts are the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from models import cleaning
from models.cleaning import compact, elided, fold, one_line, one_lines
from models.errors import BadValue
from models.identifiers import montant, reading, siren, siret
from models.identifiers.reading import Reading, bare, luhn_holds, rounded
from models.importation import words
from models.importation.cells import mostly, share

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


@given(st.lists(NEARLY | st.sampled_from(["", "a|b", "| a", " a", "LE MANS", "é\u0301"])))
@example(["a ", " b"])
@example(["a  b", "c"])
def test_cells_are_cleaned_together_as_each_is(cells: list[str]) -> None:
    assert one_lines(cells) == [one_line(cell) for cell in cells]


@given(st.text(st.sampled_from("aÉŒŸ–’…€✍✕×| \u00a0\u202f\u0301")))
@example("Comptes du SIREN 000\u00a0000\u00a0018 (SARL) ✍ ✕")
def test_usual_signs_are_kept_as_the_rules_keep_them(text: str) -> None:
    found = one_line(text), one_lines([text, "a"])
    with patch.object(cleaning, "_PLAIN", re.compile("(?!)")):
        assert (one_line(text), one_lines([text, "a"])) == found


SAID = Reading | int | str


def said(read: Callable[[str], SAID], text: str) -> SAID:
    try:
        return read(text)
    except BadValue as refusal:
        return str(refusal)


@given(st.text(DIGITS, max_size=16) | st.text(DIGITS + ",. €-", max_size=9))
@example("12.500")
@example("0,5")
@example("1234567890123456,78")
def test_a_plain_amount_is_read_as_any_other(text: str) -> None:
    found = said(montant.read, text)
    with patch.object(montant, "_PLAIN", re.compile("(?!)")):
        assert said(montant.read, text) == found


@given(st.text(DIGITS, min_size=8, max_size=15))
@example("000000000")
@example("00000000000000")
@example("35600000000048")
@example("1E+170000")
def test_a_sound_number_is_read_as_any_other(digits: str) -> None:
    for number in (
        (digits, digits + luhn.calc_check_digit(digits)) if digits.isdigit() else (digits,)
    ):
        found = said(siren.read, number), said(siret.read, number)
        with (
            patch.object(siren, "is_sound", return_value=False),
            patch.object(siret, "_is_sound", return_value=False),
        ):
            assert (said(siren.read, number), said(siret.read, number)) == found


@given(st.text(st.sampled_from(DIGITS + "AB -.a"), min_size=8, max_size=24))
@example("n° 180017505600004 bis")
@example("2 80 01 2A 056 000 75")
@example("1 80 01 75 056 00")
def test_a_nir_is_found_in_a_text_however_few_digits_it_has(text: str) -> None:
    found = words._MAY_BE_NIR.finditer(text)
    assert words.holds_nir(text) == any(words._is_nir(one[0]) for one in found)


@given(st.lists(st.sampled_from("01"), max_size=30), st.sampled_from([0.3, 0.6, 0.8, 1]))
def test_a_share_is_told_before_all_is_looked_at(cells: list[str], least: float) -> None:
    assert mostly(int, cells, least) == (share(int, cells) >= least)
