"""Which keys of one read are a text, and which were typed ahead on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tests.pseudo_terminal import ENTER, ESCAPE, paste
from tui.engine.parser import TypedParser
from tui.engine.runs import text_from


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
def test_a_name_is_one_text(read: str) -> None:
    assert words(read) == [read]


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
def test_keys_typed_ahead_stay_keys(read: str) -> None:
    assert len(words(read)) == len(read)


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd", "Zs", "Po"], max_codepoint=255)))
def test_no_key_of_a_read_is_lost_or_taken_twice(read: str) -> None:
    keys = [one for one in TypedParser().feed(read) if isinstance(one, events.Key)]
    told = words(read)
    singles = [one for one in told if not (len(one) > 1 and one in read)]
    assert sum(map(len, (one for one in told if one not in singles))) + len(singles) == len(keys)
