"""Passwords that satisfy CNIL's formula, and that whoever knows France guesses."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from importlib.resources import files
from itertools import groupby
from secrets import choice
from string import ascii_letters, ascii_lowercase, digits, punctuation
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access import guessing, passwords
from models.access.guessing import what_is_known
from models.access.passwords import check_password_rule
from models.cleaning import fold
from models.errors import BadValue
from tests.journeys.doors import PASSWORD
from tests.tries import examples

ROWS = list(
    csv.DictReader(
        files("models.reference").joinpath("mots_connus.csv").read_text("utf-8").splitlines()
    )
)
WORDS = [row["mot"] for row in ROWS]
LONG = [word for word in WORDS if len(word) >= 4]
SIGNED = [*"-_.!*&+/", "", " ", "!!"]
PERSON = {"identifiant": "c.dupond", "nom": "Zélie Quéméneur", "cabinet": "Kerbiriou & Associés"}


def verdict(password: str) -> str:
    """Return the sentence of the refusal, or nothing."""
    try:
        check_password_rule(password, **PERSON)
    except BadValue as refusal:
        return str(refusal).replace("\xa0", " ")
    return ""


def bare(text: str) -> str:
    return fold(text).replace(" ", "")


@pytest.mark.parametrize(
    ("password", "known"),
    [
        ("Christophe1975*", "un prénom (« Christophe ») et une année."),
        ("Toulouse-2026!", "une ville (« Toulouse ») et une année."),
        ("christophe.1975.*", "« Christophe »"),
        ("Christophe-Paris-1975!", "une ville (« Paris ») et une année."),
        ("Stéphanie-1982!", "« Stéphanie »"),
        ("Stephanie-1982!", "« Stéphanie »"),
        ("Alex-1996!!!!", "un prénom (« Alex ») et une année."),  # together a known password
        ("Rose-Marie.1941!", "un prénom (« Rose »), un prénom (« Marie ») et une année."),
        ("Fernande.2012!", "un prénom (« Fernande ») et une année."),  # and no « Fernandez »
        ("Jean-Pierre1958!", "« Jean-Pierre »"),
        ("JeanPierre1958!!", "« Jean-Pierre »"),
        ("Nathalie&Bruno75", "un prénom (« Nathalie »), un prénom (« Bruno ») et un nombre."),
        ("Saint-Etienne42!", "« Saint-Étienne »"),
        ("Boulogne-Billancourt92!", "une ville (« Boulogne-Billancourt ») et un nombre."),
        ("Strasbourg*67000", "« Strasbourg »"),
        ("Dupont-Durand-75", "un nom de famille (« Dupont »)"),
        ("Lefebvre.Marc.59", "un prénom (« Marc »)"),
        ("Juillet-2026!!", "un mois (« juillet ») et une année."),
        ("Septembre&2026!!", "« septembre »"),
        ("Vendredi.Samedi1", "un jour (« vendredi »)"),
        ("Printemps-2026!", "une saison (« printemps »)"),
        ("Expert-Compta2026", "un mot du métier (« expert »)"),
        ("Cotisations2026!", "« cotisations »"),
        ("Chocolat&Caramel1", "un mot de passe courant (« chocolat »)"),
        ("Zelie-198407!!", "le nom de la personne (« Zélie ») et un nombre."),
        ("T0ul0use_2026!", "« Toulouse »"),
        ("Str@sb0urg-2026", "« Strasbourg »"),
        ("Ch0c0l@t-1984!", "« chocolat »"),
        ("Chri$t0phe1975*", "« Christophe »"),
        ("St€phanie-1982!", "« Stéphanie »"),
        ("esuoluoT-2026!", "« Toulouse »"),
        ("Toulouse2026!!!!!!", "« Toulouse »"),
        ("Thomas-14-07-1989", "un prénom (« Thomas ») et une date."),
        ("14/07/1989Thomas", "une date et un prénom"),
        ("Léa!!!!2026????", "« Léa »"),
        ("Liverpool-Chelsea1", "« liverpool »"),
        ("Treaty-Railway12", "un mot courant (« treaty ») et un mot courant (« railway »)"),
        ("JeanPierreChristophe", "un prénom (« Jean-Pierre ») et un prénom."),
        ("AZERTYUIOP^$12", "« azerty »"),
        ("&AQWézsx\"EDC'", "des touches voisines."),
        ("Zélie-Quemeneur1", "le nom de la personne (« Quéméneur »)"),
        ("Dupond+2026+Zelie", "l'identifiant (« dupond »)"),
        ("Kerbiriou-2026!!", "« Kerbiriou »"),
        ("Bonjour123!!", "« bonjour »"),
        ("Azerty-2026!", "« azerty »"),
        ("Motdepasse1!", "« motdepasse »"),
        ("Urssaf2026!!", "« urssaf »"),
        ("Comptable-75", "« comptable »"),
        ("Marseille13!", "une ville (« Marseille ») et un nombre."),
    ],
)
def test_what_france_would_try_first_is_refused_and_named(password: str, known: str) -> None:
    sentence = verdict(password)
    assert known in sentence
    assert "une phrase de 7 mots" in sentence
    assert password not in sentence


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "correct cheval pile agrafe lune tasse vent",
        "girafe tunnel orange violon",
        "Christophe aime les moules de bouchot",
        "En 1975 ma tante vendait des parapluies",
        "k3!Rz9_pQw2$",
        "Bonjour la France, il fait grand soleil",
        "Zk7#Toulouse!vQ9x",
        "D?eP[q|rC0mE",  # « raped » and « come », backwards: what signs part is nobody's word
    ],
)
def test_a_known_word_does_no_harm_among_what_is_not(password: str) -> None:
    assert verdict(password) == ""


@pytest.mark.parametrize(
    ("alphabet", "length"),
    [
        (ascii_letters + digits + punctuation, 12),
        (ascii_letters + digits + "-_!", 13),
        (ascii_letters + digits, 14),
        (ascii_lowercase, 18),
        (digits, 25),
    ],
)
def test_what_a_generator_draws_passes(alphabet: str, length: int) -> None:
    """Of the shortest that CNIL's formula lets through, one in 10 000 may hold words by chance."""
    drawn = ["".join(choice(alphabet) for _ in range(length)) for _ in range(examples(80))]
    refused = [one for one in drawn if what_is_known(one, {})]
    assert len(refused) <= 1, refused


@given(st.sampled_from(LONG), st.sampled_from(SIGNED), st.integers(1930, 2035), st.booleans())
def test_each_known_word_is_known_with_a_year_with_and_without_its_accents(
    word: str, sign: str, year: int, spelt: bool
) -> None:
    typed = word if spelt else fold(word)
    assert what_is_known(f"{typed.capitalize()}{sign}{year}!", {})


PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(SIGNED),
    st.integers(0, 2050).map(str),
    st.text(max_size=3),
)


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_a_refusal_never_says_the_whole_password(password: str) -> None:
    known = what_is_known(password, {"Kerbiriou": "le nom du cabinet"})
    quoted = "".join(part.split("\xa0»")[0] for part in known.split("«\xa0")[1:])
    letters = bare(password)
    assert not quoted or letters != bare(quoted) or len(letters) < len(password)


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_judged(password: str) -> None:
    assert isinstance(what_is_known(password, {password: "l'identifiant"}), str)


def test_what_is_long_costs_no_more_than_what_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library takes the square of the length, and more where many signs may be letters."""
    judged: list[str] = []

    def counted(letters: str, words: list[str]) -> dict[str, Any]:
        judged.append(letters)
        return {"guesses": Decimal(1), "sequence": []}

    monkeypatch.setattr(guessing, "zxcvbn", counted)
    for hostile in (
        "4@8({[<3691!|7+0$5%2" * 500,
        "ﷺ" * 10_000,
        "a" * 10_000,
        "각" * 10_000,
        "a-" * 99,
    ):
        what_is_known(hostile, {hostile: "l'identifiant"})
    readings = 3 + 2 * guessing.MOST_PARTS
    assert len(judged) <= 5 * readings
    assert max(map(len, judged)) <= 48
    assert all(one.isalnum() for one in judged if one)


def test_a_password_that_is_too_long_is_not_even_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "zxcvbn", lambda *_: pytest.fail("judged"))
    assert "128 caractères au plus" in verdict("4@8({[<3691!|7+0$5%2" * 500)


def test_the_library_is_loaded_when_a_password_is_judged_and_not_before() -> None:
    script = (
        "import sys, tui.__main__, tui.app, screens.access.login, models.access.front_door\n"
        "from models.access.passwords import check_password_rule, hash_password\n"
        "hash_password('x')\n"
        "late = ('zxcvbn', 'models.access.guessing')\n"
        "print([name in sys.modules for name in late])\n"
        "check_password_rule('lampe girafe tunnel orange', identifiant='c', cabinet='M')\n"
        "print([name in sys.modules for name in late])"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=passwords.__file__.rsplit("/", 3)[0],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "[False, False]\n[True, True]\n"


def test_the_list_says_each_word_once_and_what_it_is() -> None:
    keys = [bare(word) for word in WORDS]
    assert [key for key, same in groupby(sorted(keys)) if len(list(same)) > 1] == []
    assert {row["sorte"] for row in ROWS} == set(guessing._KINDS)
    assert min(map(len, keys)) >= 3
