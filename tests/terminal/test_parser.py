"""Échap before a character of the same packet, and what no key of a terminal sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events

from tui.engine.parser import PAUSE, TypedParser

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


@pytest.mark.parametrize(
    "sent",
    [
        "[27;5;13~",
        "[13;5u",
        "[57399u",
        "[T",
        "[[Z",
        "[?1;2c",
        "[>0;136;0c",
        "Ol",
        "O2P",
        "[1;2y",
    ],
)
@pytest.mark.parametrize("cut", [0, 1, 3])
def test_what_no_key_has_presses_none_of_its_letters(
    sent: str, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)
    assert typed(*filter(None, [f"{ESC}{sent[:cut]}", f"{sent[cut:]}x"])) == ["x"]


ANSWERS = [
    f"]11;rgb:ffff/ffff/ffff{ESC}\\",
    "]11;rgb:ffff/ffff/ffff\x07",
    f"P>|XTerm(379){ESC}\\",
    f"P1$r0m{ESC}\\",
    f"P1+r{'524742' * 20}=38{ESC}\\",
    f"_Gi=1;OK{ESC}\\",
]


@pytest.mark.parametrize("sent", ANSWERS)
def test_what_a_terminal_answers_is_no_key_wherever_the_line_cuts_it(sent: str) -> None:
    whole = f"{ESC}{sent}"
    for cut in range(len(whole)):
        assert typed(f"a{whole[:cut]}", f"{whole[cut:]}x{ESC}[A") == ["a", "x", "up"], cut
    assert typed(*whole, "x") == ["x"]


@pytest.mark.parametrize(
    ("packets", "keys"),
    [
        ([f"{ESC}]11;rgb:ff{ESC}[A", "x"], ["up", "x"]),
        ([f"{ESC}]11;rgb:ff{ESC}", "o"], ["escape", "o"]),
        ([f"{ESC}]11;rgb:ff\r", "x"], ["enter", "x"]),
        ([f"{ESC}]11;rgb:ff", f"{ESC}", "[A"], ["up"]),
    ],
)
def test_an_answer_without_an_end_ends_at_the_first_key(
    packets: list[str], keys: list[str]
) -> None:
    assert typed(*packets) == keys


def test_what_is_typed_after_a_pause_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    instant = [0.0]
    monkeypatch.setattr("tui.engine.parser.monotonic", lambda: instant[0])
    parser = TypedParser()
    told = [*parser.feed(f"{ESC}]11;rgb:"), *parser.feed("ff")]
    instant[0] = PAUSE + 0.1
    told += parser.feed("x")
    assert [event.key for event in told] == ["x"]  # type: ignore[attr-defined]


def test_the_function_keys_of_putty_set_to_vt100_are_keys() -> None:
    assert typed("".join(f"{ESC}O{one}" for one in "PQRSTUVWXYZ[")) == [
        f"f{number}" for number in range(1, 13)
    ]


def test_the_mouse_and_the_answer_about_a_mode_are_read_still() -> None:
    told = [*TypedParser().feed(f"{ESC}[<0;3;4M{ESC}[?2026;2$y{ESC}[M !!")]
    assert [type(one).__name__ for one in told] == [
        "MouseDown",
        "TerminalSupportsSynchronizedOutput",
    ]


@pytest.mark.parametrize("within", ["", "deux", "[A", "]11;deux", "[20", "[201"])
def test_an_escape_in_a_paste_presses_nothing_wherever_the_line_cuts_it(within: str) -> None:
    whole = f"{ESC}[200~un{ESC}{within}{ESC}[201~x"
    for cut in range(len(whole) + 1):
        assert typed(*filter(None, [whole[:cut], whole[cut:]])) == [f"«un{within}»", "x"], cut


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
