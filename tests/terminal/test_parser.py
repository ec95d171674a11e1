"""Échap before a character of the same packet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.engine.parser import TypedParser

ESC = "\x1b"


def typed(*packets: str) -> list[str]:
    """Give the keys, and the pastes between quotes, of what came in those packets."""
    parser = TypedParser()
    told = [event for packet in packets for event in parser.feed(packet)]
    return [f"«{one.text}»" if isinstance(one, events.Paste) else one.key for one in told]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("packets", "keys"),
    [
        ([f"{ESC}o"], ["escape", "o"]),
        ([f"ab{ESC}cd{ESC}e"], ["a", "b", "escape", "c", "d", "escape", "e"]),
        ([f"{ESC}1"], ["escape", "1"]),
        ([f"{ESC}/"], ["escape", "slash"]),
        ([f"{ESC}é"], ["escape", "é"]),
        ([f"{ESC}\t"], ["escape", "tab"]),
        ([f"{ESC}\r"], ["escape", "enter"]),
        ([f"{ESC}{ESC}o"], ["escape", "escape", "o"]),
        ([f"a{ESC}", "o"], ["a", "escape", "o"]),
        ([f"{ESC}[A{ESC}OP"], ["up", "f1"]),
        ([ESC, "[A"], ["up"]),
        ([f"{ESC}[", "A"], ["up"]),
        ([f"{ESC}o{ESC}[Bo"], ["escape", "o", "down", "o"]),
        ([f"{ESC}[200~un{ESC}[201~o{ESC}n"], ["«un»", "o", "escape", "n"]),
        ([f"{ESC}[20", f"0~un{ESC}[201", "~o"], ["«un»", "o"]),
    ],
)
def test_each_key_is_told(packets: list[str], keys: list[str]) -> None:
    assert typed(*packets) == keys


def test_an_escape_in_a_paste_is_not_a_key() -> None:
    keys = typed(f"{ESC}[200~un{ESC}deux{ESC}[201~x")
    assert "escape" not in keys
    assert keys[-1] == "x"


def test_an_escape_told_by_the_clock_is_told_once() -> None:
    parser = TypedParser()
    told = [*parser.feed(ESC)]
    parser._timeout_time = 0.0
    told += [*parser.tick(), *parser.feed("o")]
    assert [event.key for event in told] == ["escape", "o"]  # type: ignore[attr-defined]


letters = st.text(st.characters(categories=["Ll", "Nd"], max_codepoint=255), min_size=1)


@given(st.lists(letters, min_size=1), st.data())
def test_no_letter_is_lost_however_the_line_cuts_the_packets(
    words: list[str], data: st.DataObject
) -> None:
    sent = ESC.join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)))))
    packets = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    expected = [key for word in words for key in ("escape", *word)][1:]
    assert typed(*filter(None, packets)) == expected
