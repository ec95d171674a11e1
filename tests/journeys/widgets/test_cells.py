"""A text in the cells of a row: cut, filled up, never half a character."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.cells import cut, drawable, fit
from tests.journeys.widget_toys import texts


@given(texts, st.integers(0, 90), st.sampled_from(["left", "right"]))
def test_fitted_text_takes_exactly_its_cells(text: str, width: int, align: Any) -> None:
    fitted = fit(text, width, align)
    assert cell_len(fitted) == width
    assert not any(c in fitted for c in "\x1b\n\t\x07\u202e\u200d\ufe0f")


@given(texts, st.integers(0, 90))
def test_a_cut_text_says_so_and_a_short_one_is_whole(text: str, width: int) -> None:
    whole = drawable(text)
    shown = cut(text, width)
    if cell_len(whole) <= width:
        assert shown == whole
    elif width:
        assert shown.endswith("…")
        assert whole.startswith(shown[:-1])


def test_a_wide_character_is_never_halved() -> None:
    assert cut("株式会社", 4) == "株…"
    assert fit("株式会社", 4) == "株… "
