"""The numbers of the portal: every verdict of donnees/cas_test_numeros.csv, and what follows."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr.nir import calc_check_digits

from models.errors import BadValue
from models.identifiers import nir, numero_compte, siren, siret
from models.identifiers.reading import Reading
from models.reference.organismes import Organisme, organisme

CASES = Path(__file__).parents[1] / "donnees" / "cas_test_numeros.csv"
MODULES = {"siren": siren, "siret": siret, "nir": nir, "numero_compte": numero_compte}
ROWS = list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()))

EVERY_MODULE = pytest.mark.parametrize("module", MODULES.values(), ids=MODULES.keys())

DIGITS = st.text("0123456789", min_size=1, max_size=21)
SOUP = st.text(st.sampled_from("0123456789OIlABFR2a \u00a0\u202f.-/_'\ufeff\x1b\u202e３É²,+"))
ANYTHING = st.text(st.characters()) | DIGITS | SOUP

SIRENS = (
    st.integers(0, 29_999_99)
    .map(lambda n: f"000{n:05}"[:8])
    .map(lambda eight: eight + luhn.calc_check_digit(eight))
)
SIRETS = st.builds(
    lambda nine, nic: nine + nic + luhn.calc_check_digit(nine + nic),
    SIRENS.filter(lambda number: number.strip("0")),
    st.integers(0, 9999).map("{:04}".format),
)
NIRS = st.builds(
    lambda sexe, annee, mois, lieu: f"{sexe}{annee:02}{mois:02}{lieu}000",
    st.sampled_from("12"),
    st.integers(0, 99),
    st.integers(1, 12),
    st.sampled_from(["75056", "2A004", "2B033", "97105", "99100"]),
).map(lambda keyless: keyless + calc_check_digits(keyless))
COMPTES = st.integers(0, 99_999_999).map("1170000009{:08}".format) | st.integers(
    0, 999_999_999
).map("ZZ{:09}M01".format)


def sentence(module: ModuleType, text: str) -> str:
    with pytest.raises(BadValue) as refusal:
        module.read(text)
    return str(refusal.value)


def read(module: ModuleType, text: str) -> Reading:
    reading = module.read(text)
    assert isinstance(reading, Reading)
    return reading


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['type']} {row['saisie']}")
def test_every_verdict_holds(row: dict[str, str]) -> None:
    module, typed, verdict = MODULES[row["type"]], row["saisie"], row["attendu"]
    if verdict.startswith("refus"):
        assert ("Vouliez-vous" in sentence(module, typed)) == ("aide" in verdict)
        return
    reading = read(module, typed)
    assert bool(reading.warnings) == ("averti" in verdict)
    assert bool(reading.notes) == ("extraction" in verdict or "calculer" in verdict)


def test_the_verdicts_are_all_read() -> None:
    assert len(ROWS) == 45
    assert {row["type"] for row in ROWS} == {"siren", "siret", "nir"}
    assert {row["attendu"].split()[0].strip(",") for row in ROWS} == {
        "ok",
        "refus",
        "avertissement",
    }


@EVERY_MODULE
@given(ANYTHING)
@example("1223333459")  # its key holds with four zeros, that of its Siren not
def test_any_text_is_read_for_good_or_refused(module: ModuleType, text: str) -> None:
    try:
        reading = read(module, text)
    except BadValue as refusal:
        assert_plain(str(refusal))
        return
    for words in reading.warnings + reading.notes:
        assert_plain(words)
    again = read(module, reading.value)
    # What was missing of what was typed, or stood around it, is no longer to be doubted.
    kept = tuple(one for one in reading.warnings if not re.search("zéros du|de TVA", one))
    assert (again.value, again.warnings, again.notes) == (reading.value, kept, ())


def assert_plain(words: str) -> None:
    assert words[0].isupper()
    assert words[-1] in ".?"
    assert len(words) <= 200
    assert not [c for c in words if category(c).startswith("C")]
    assert not re.search(r" [:;!?»%€]|« ", words), "a non-breaking space is missing"


@given(SIRENS.filter(lambda number: number.strip("0")), SIRETS, NIRS, COMPTES)
def test_what_is_shown_reads_back(a_siren: str, a_siret: str, a_nir: str, a_compte: str) -> None:
    values = (siren, a_siren), (siret, a_siret), (nir, a_nir), (numero_compte, a_compte)
    for module, value in values:
        reading = read(module, module.show(value))
        assert (reading.value, reading.warnings, reading.notes) == (value, (), ())


@pytest.mark.parametrize(
    ("module", "value", "shown"),
    [
        (siren, "732829320", "732 829 320"),
        (siret, "73282932000074", "732 829 320 00074"),
        (nir, "180017505600004", "1 80 01 75 056 000 04"),
        (nir, "180012A00400069", "1 80 01 2A 004 000 69"),
        (numero_compte, "117000000912345678", "117 000000912345678"),
        (numero_compte, "000000912345678", "000000912345678"),
        (numero_compte, "ZZ123456789M01", "ZZ123456789M01"),
        (numero_compte, "ZZZ000000912345678", "ZZZ000000912345678"),
    ],
)
def test_numbers_are_shown_in_groups(module: ModuleType, value: str, shown: str) -> None:
    assert module.show(value) == shown.replace(" ", "\u00a0")


@EVERY_MODULE
def test_the_examples_given_are_good_ones(module: ModuleType) -> None:
    reading = read(module, module.EXAMPLE)
    assert (reading.warnings, reading.notes) == ((), ())
    assert module.show(reading.value) == module.EXAMPLE
    # A field that is empty is asked for without a NIR: no sentence has one but of a wrong one.
    assert module.EXAMPLE in sentence(module, "12" if module is nir else " \t")


@pytest.mark.parametrize(
    ("typed", "value", "what"),
    [
        ("732 829 320 00074", "732829320", "un Siret"),
        ("FR 44 732 829 320", "732829320", "un numéro de TVA"),
        ("fr44732829320", "732829320", "un numéro de TVA"),
        ("N° TVA intracommunautaire : FR 44 732 829 320", "732829320", "un numéro de TVA"),
        ("Siret n° 732 829 320 00074", "732829320", "un Siret"),
    ],
)
def test_a_siren_is_found_in_a_longer_number(typed: str, value: str, what: str) -> None:
    reading = read(siren, typed)
    assert reading.value == value
    assert reading.notes == (
        f"Vous avez saisi {what}\u00a0: le Siren 732\u00a0829\u00a0320 est retenu.",
    )


def test_a_siret_follows_luhn_as_its_siren_does_but_for_la_poste() -> None:
    assert read(siret, "356 000 000 00055").warnings == ()
    assert read(siret, "000 000 019 00000").warnings != ()


def test_a_vat_number_of_monaco_holds_no_siren() -> None:
    assert "Monaco" in sentence(siren, "FR 77 000004605")
    assert read(siren, "000 000 018").warnings == ()


@pytest.mark.parametrize(
    ("module", "typed", "words"),
    [
        (siren, "40483304", "Le Siren comporte 9 chiffres\u00a0; vous en avez saisi 8."),
        (siren, "4O4833048", "Vouliez-vous 0 (zéro) à la place de O\u00a0?"),
        (siren, "40483304l", "Vouliez-vous 1 (un) à la place de l ou de I\u00a0?"),
        (siren, "4O483304l", "de O et 1 (un) à la place"),
        (siren, "٤٠٤٨٣٣٠٤٨", "ne contient que des chiffres"),
        (siren, "00000000000017", "n'est pas fait que de zéros"),
        (siret, "732829320", "ajoutez les 5 chiffres"),
        (siret, "7328293200007", "Le Siret comporte 14 chiffres\u00a0; vous en avez saisi 13."),
        (siret, "00000000000017", "n'est pas fait que de zéros"),
        (nir, "18001750560000", "13 chiffres et une clé de 2 chiffres"),
        (nir, "180017505600005", "La clé ne correspond pas au numéro de sécurité sociale."),
        (nir, "18O012A00400069", "Vouliez-vous 0"),
        (nir, "1800175052A0004", "(et 2A ou 2B pour la Corse)"),
        (nir, "180012C00400069", "(et 2A ou 2B pour la Corse)"),
        (nir, "1800100056000", "Le département de naissance"),
        (nir, "2690549588157", "carte Vitale"),
        (numero_compte, "9", "vous en avez saisi 1."),
        (numero_compte, "117", "comporte 18 chiffres\u00a0; vous en avez saisi 3."),
        (numero_compte, "117" + "0" * 17 + "1", "vous en avez saisi 21."),
        (numero_compte, "1,17E+17", "Le tableur a arrondi"),
        (numero_compte, "1170000009123456²7", "ne contient que des chiffres"),
        (numero_compte, "0" * 18, "n'est pas fait que de zéros"),
        (numero_compte, "180017505600004", "la forme d'un numéro de sécurité sociale"),
        (numero_compte, "1 80 01 75 056 000", "la forme d'un numéro de sécurité sociale"),
        (numero_compte, "180012A00400069", "la forme d'un numéro de sécurité sociale"),
    ],
)
def test_a_refusal_says_what_is_wrong(module: ModuleType, typed: str, words: str) -> None:
    assert words in sentence(module, typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("117000000912345678", ""),
        ("zz 123456789 m01", ""),
        ("000000912345678", "15 chiffres\u00a0: il manque le code de l'organisme"),
        ("999000000912345678", "Aucun organisme n'a le code 999."),
        ("257000000912345678", "L'organisme 257 n'existe plus\u00a0: Urssaf Basse-Normandie"),
        ("12345678901234", "Format non reconnu"),
        ("ZZ12345678901M0A", "vous avez saisi 16\u00a0caractères."),
        ("1170000009l234567O", "Vouliez-vous 0 (zéro) à la place de O et 1 (un)"),
    ],
)
def test_unusual_account_numbers_are_doubted(typed: str, words: str) -> None:
    warnings = read(numero_compte, typed).warnings
    assert len(warnings) == bool(words)
    assert words in "".join(warnings)


def test_letters_are_never_changed_into_digits() -> None:
    assert read(numero_compte, "1170000009l234567O").value == "1170000009L234567O"


def test_one_account_has_two_spellings() -> None:
    whole, brief = "117000000912345678", "000000912345678"
    assert numero_compte.short(whole) == numero_compte.short(brief) == brief
    assert numero_compte.short("ZZ123456789M01") == "ZZ123456789M01"
    assert numero_compte.same(whole, whole)
    assert numero_compte.same(whole, brief)
    assert numero_compte.same(brief, whole)
    assert not numero_compte.same(whole, "747" + brief)
    assert not numero_compte.same(brief, "000000912345679")


@given(NIRS)
def test_a_nir_without_its_key_gets_it(value: str) -> None:
    reading = read(nir, value[:13].lower())
    assert (reading.value, reading.warnings) == (value, ())
    assert reading.notes == (
        f"Vous avez saisi 13 chiffres\u00a0: la clé {value[13:]} a été calculée.",
    )


def test_a_nir_is_masked_but_for_sexe_and_date() -> None:
    assert nir.mask("180017505600004") == "1 80 01 •• ••• ••• ••".replace(" ", "\u00a0")


@given(NIRS, st.sampled_from(["", "1", "O", "é", "5"]), st.integers(11, 15))
def test_no_sentence_and_no_repr_repeats_a_nir(value: str, more: str, length: int) -> None:
    typed = value[:length] + more
    for module in MODULES.values():
        try:
            reading = read(module, typed)
        except BadValue as refusal:
            said = str(refusal)
        else:
            assert reading.value not in repr(reading)
            said = " ".join(reading.warnings + reading.notes).replace(siren.show(value[:9]), "")
        said = said.replace(module.EXAMPLE, "")
        assert not re.search(r"\d{3}", re.sub(r"\s", "", said)), said


def test_organismes_are_known_by_their_code() -> None:
    assert organisme("200") == Organisme("200", "Urssaf Corse", est_actif=True)
    closed = organisme("237")
    assert closed is not None
    assert not closed.est_actif
    assert organisme("999") is None


def test_no_reference_is_read_at_import() -> None:
    code = (
        "import models.identifiers.numero_compte, models.reference.organismes as o;"
        "assert o._organismes.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize("read", [siren.read, siret.read, numero_compte.read])
@pytest.mark.parametrize("text", ["1,17E+17", "1.17e17", "117E+15", " 7,32829E+08 "])
def test_a_number_that_a_spreadsheet_rounded_says_so(
    read: Callable[[str], Reading], text: str
) -> None:
    with pytest.raises(BadValue, match="Le tableur a arrondi ce numéro"):
        read(text)


def test_a_lettered_account_may_hold_an_e() -> None:
    assert numero_compte.read("ZZ12345E123456").value == "ZZ12345E123456"
    assert numero_compte.read("12345678E12345").value == "12345678E12345"
