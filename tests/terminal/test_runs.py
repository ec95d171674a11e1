"""Which keys of one read are a text, and which were typed ahead on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tests.pseudo_terminal import ENTER, ESCAPE, paste
from tui.engine.parser import TypedParser
from tui.engine.runs import PACE, SlowWord, table_from, text_from


def words(read: str) -> list[str]:
    """Give what each key of a read begins, the keys that a word swallows left out."""
    told, swallowed = [], 0
    for message in TypedParser().feed(read):
        if swallowed:
            swallowed -= 1
        elif word := text_from(message):
            told.append(word)
            swallowed = len(word) - 1
        else:
            told.append(message.key if isinstance(message, events.Key) else "paste")
    return told


@pytest.mark.parametrize(
    "read",
    [
        "restaurant",
        "rénovation",
        "USINE",
        "xo conseil",
        "S.A.R.L. XO",
        "L'Orée du Bois",
        "Dupont & Fils 12",
        "EXPLOITATION A/B",
        "ssss d",
        "gDURAND",
    ],
)
@pytest.mark.played
def test_a_name_is_one_text(read: str) -> None:
    assert words(read) == [read]


@pytest.mark.parametrize("title", ["N°", "12 usine", "Dossier"])
def test_many_lines_at_once_are_a_table_wherever_they_begin(title: str) -> None:
    first, *others = TypedParser().feed(f"{title}\t" + "000100016\tA\r" * 40)
    assert table_from(first) == f"{title}\t" + "000100016\tA\n" * 40
    assert {table_from(one) for one in others} == {""}


@pytest.mark.parametrize("read", ["000100016\r" * 20, "x" * 400 + "\r", "m8\r" * 60])
def test_what_may_have_been_typed_ahead_is_no_table(read: str) -> None:
    assert {table_from(one) for one in TypedParser().feed(read)} == {""}


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (f"usine{ENTER}", ["usine\n"]),
        (f"usine{ENTER}union\tx{ENTER}", ["usine\nunion\tx\n"]),
        (f"usine{ESCAPE}xo", ["usine", "escape", "x", "o"]),
        ("000100016\t000200014\r", ["000100016\t000200014", "enter"]),
        ("000100016\r000200014\r", ["000100016\n000200014\n"]),
        ("000100016 A\r\nusine\r", ["000100016 A\n\nusine\n"]),
        (f"000 100 016{ENTER}m6\x13", ["000 100 016", "enter", "m", "6", "ctrl+s"]),
        ("12 usine", ["1", "2", "space", "usine"]),
        (f"{paste('usine')}usine", ["paste", "usine"]),
    ],
)
@pytest.mark.played
def test_it_ends_where_the_text_ends(read: str, told: list[str]) -> None:
    assert words(read) == told


@pytest.mark.parametrize(
    "read",
    [
        "ssss",
        "SsSs",
        "s s s s",
        "m8",
        "m16\x13",
        f"xo{ENTER}",
        f"sxo{ENTER}",
        f"fxo{ENTER}",
        f"a12345678{ENTER}",
        f"/dupond{ENTER}"[:1],
        "xo/dax"[:3],
        "*c6\x13",
        "m123456789\r\r",
        "m16\r\r",
        "12345678\r",
        "m&é\"'(-è_ç",
        "éèçà",
    ],
)
@pytest.mark.played
def test_keys_typed_ahead_stay_keys(read: str) -> None:
    assert len(words(read)) == len(read)


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd", "Zs", "Po"], max_codepoint=255)))
def test_no_key_of_a_read_is_lost_or_taken_twice(read: str) -> None:
    keys = [one for one in TypedParser().feed(read) if isinstance(one, events.Key)]
    told = words(read)
    singles = [one for one in told if not (len(one) > 1 and one in read)]
    assert sum(map(len, (one for one in told if one not in singles))) + len(singles) == len(keys)


def goes_on(typed: str, pause: float, slow: float = 0.0) -> bool:
    """Tell whether the last key is of a slow word, or ends one; each is drawn `slow` seconds on."""
    word, told = SlowWord(), False
    for rank, character in enumerate(typed):
        key = events.Key("enter", "\r") if character == ENTER else events.Key(character, character)
        key.time = rank * pause
        told = word.goes_on(key)
        word.drawn(key.time + slow)
    return told


@pytest.mark.parametrize("typed", ["menu\r", "L'Orée\r", "xo conseil\r", "numéro", "ssr bur\r"])
@pytest.mark.played
def test_a_slow_word_and_its_entree_answer_nothing(typed: str) -> None:
    assert goes_on(typed, PACE * 0.9)
    assert not goes_on(typed, PACE * 1.1)
    assert goes_on(typed, PACE * 9, slow=PACE * 8.5)


@pytest.mark.parametrize(
    "typed", ["r\r", "qr\r", "sxo\r", "ssss\r", "*r\r", "menu\rr\r", "menu6r\r"]
)
@pytest.mark.played
def test_keys_meant_as_keys_answer_at_any_pace(typed: str) -> None:
    assert not goes_on(typed, 0.0)


def test_a_key_that_is_no_text_ends_a_slow_word() -> None:
    word = SlowWord()
    keys = ["m", "e", "n", "escape", "u", "enter"]
    assert not any(word.goes_on(events.Key(one, one if len(one) == 1 else None)) for one in keys)
