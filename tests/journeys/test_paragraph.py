"""Sentences break between words, never at a non-breaking space."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.constats.words import groups_line
from screens.widgets.cells import drawable
from screens.widgets.paragraph import wrapped


def test_a_colon_never_starts_a_line() -> None:
    text = "une clé de 2 chiffres\xa0; vous avez saisi 5 caractères"
    assert wrapped(text, 22) == ["une clé de 2", "chiffres\xa0; vous avez", "saisi 5 caractères"]


def test_a_dot_never_starts_a_line() -> None:
    text = "ouvert · jamais de connexion · 0 client"
    assert wrapped(text, 30) == ["ouvert · jamais de connexion ·", "0 client"]
    assert wrapped(text, 29) == ["ouvert · jamais de", "connexion · 0 client"]


def test_no_line_starts_within_the_words_of_a_group() -> None:
    said = groups_line(Counter(), complete=False, shown=None)
    assert "Seulement\xa0ici\xa0?" in map(str.strip, wrapped(said, 18))


@given(st.text(), st.integers(0, 80))
def test_nothing_is_lost_and_nothing_is_too_long(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= max(width, 2) for line in lines)
    seen = "".join(drawable(line) for line in text.split("\n")).replace(" ", "")
    assert "".join(lines).replace(" ", "") == seen
