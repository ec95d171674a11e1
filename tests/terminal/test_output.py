"""What reaches the terminal: no control that comes from data, no glyph that it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from tests.pseudo_terminal import PseudoTerminal
from tui.terminal.clean_output import UNSAFE, CleanOutput
from tui.terminal.glyphs import ASCII, BY_NAME, LATIN, GlyphSet

BLACK = Color(0, 0, 0)
# Textual's own sequences: what is left of the output without them comes from data.
OURS = re.compile(rb"\x1b\[[0-9;?<>=]*[$]?[A-Za-z]|\r?\n")
FROM_DATA = {
    "esc": b"\x1b",
    "osc 52": b"\x1b]52",
    "osc 8": b"\x1b]8;",
    "c1": "\x9b".encode(),
    "bell": b"\x07",
    "nul": b"\x00",
    "backspace": b"\x08",
    "override": "\u202e".encode(),
    "isolate": "\u2066".encode(),
    "zero width": "\u200b".encode(),
    "variation": "\ufe0f".encode(),
    "bom": "\ufeff".encode(),
}

anything = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x1b\x9b\u200b\u200d\u202e\ufe0f\ufeff\ud800✍✕✓… é€│─漢👩"),
    ),
    max_size=60,
)


@contextmanager
def hostile_output(*arguments: str, **settings: Any) -> Iterator[PseudoTerminal]:
    module = "tests.terminal.toys.hostile_data"
    with PseudoTerminal.module(module, *arguments, size=(120, 40), **settings) as terminal:
        while b"PRET" not in terminal.raw:
            assert terminal.read(10.0)
        terminal.wait_until_idle()
        yield terminal


def found(raw: bytes) -> set[str]:
    """Name the controls of the data that are in *raw*."""
    rest = OURS.sub(b"", raw)
    return {name for name, control in FROM_DATA.items() if control in rest}


@pytest.mark.terminal
def test_no_control_from_data_reaches_the_terminal() -> None:
    with hostile_output() as terminal:
        assert found(terminal.raw) == set()
        assert terminal.text().count("AVANT") >= 12


@pytest.mark.terminal
def test_without_the_filter_they_do() -> None:
    with hostile_output("bare") as terminal:
        assert found(terminal.raw) >= {"osc 52", "c1", "override", "variation"}


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("name", "drawn"),
    [("unicode", "✍ ✕ ✓ é € ┌─┐"), ("latin", "m × + é € ┌─┐"), ("ascii", "m x + é € +-+")],
)
def test_a_glyph_set_on_the_screen(name: str, drawn: str) -> None:
    with hostile_output(name) as terminal:
        assert f"{drawn} PRET" in terminal.text()


@pytest.mark.terminal
def test_an_output_that_is_not_utf8_keeps_its_layout() -> None:
    env = {"PYTHONIOENCODING": "latin-1:strict"}
    with hostile_output("latin", env=env, encoding="latin-1") as terminal:
        assert b"\\u" not in terminal.raw
        assert "m × + é ? ??? PRET" in terminal.text()


@pytest.mark.parametrize("glyphs", BY_NAME.values(), ids=list(BY_NAME))
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
@given(text=anything)
def test_every_text_comes_out_clean_and_as_wide(glyphs: GlyphSet, encoding: str, text: str) -> None:
    shown = CleanOutput(glyphs, encoding).clean_text(text)
    assert not UNSAFE.search(shown)
    assert cell_len(shown) == cell_len(text)
    shown.encode(encoding)


def test_a_control_segment_and_a_link_are_dropped() -> None:
    bell = Segment("\x07", None, [(ControlType.BELL,)])
    link = Segment("ici", Style(link="https://example.invalid/\x1b[31m", bold=True))
    plain = Segment("SARL DUPONT", Style(bold=True))
    out = CleanOutput().apply([bell, link, plain], BLACK)
    assert [segment.text for segment in out] == ["", "ici", "SARL DUPONT"]
    assert out[0].control is None
    assert out[1].style == Style(bold=True)
    assert out[2] is plain


def test_a_removed_character_leaves_its_cells() -> None:
    assert CleanOutput().clean_text("✍\ufe0f|") == "✍| "
    assert CleanOutput(LATIN).clean_text("A\x1b[31mB✕") == "A[31mB×"
    assert CleanOutput(ASCII, "latin-1").clean_text("漢é") == "?é "
