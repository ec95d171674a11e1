"""The short way through pyte ends where the long one does."""

from __future__ import annotations

from itertools import pairwise

import pyte
from hypothesis import given
from hypothesis import strategies as st

from tests.quick_terminal import QuickByteStream, QuickScreen

PIECES = st.sampled_from(
    (
        *("texte", "é", "漢字", "e\u0301", "a" * 25, " ", "\r\n", "\t", "\x08"),
        *("\x1b[H", "\x1b[2;5H", "\x1b[;9H", "\x1b[99;99H", "\x1b[2J", "\x1b[K", "\x1b[3C"),
        *("\x1b[m", "\x1b[0m", "\x1b[1;4;7m", "\x1b[22;24;27m", "\x1b[31;42m", "\x1b[91;102m"),
        *("\x1b[38;2;1;2;3m", "\x1b[0;48;5;200m", "\x1b[38;2m", "\x1b[39;49m", "\x1b[;1m"),
        *(
            "\x1b[?25l",
            "\x1b[?2026h",
            "\x1b]0;titre\x1b\\",
            "\x1b7",
            "\x1b8",
            "\x1b[1\r;1m",
            "\x1b[4",
            "\x1b]0;",
        ),
    )
)


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(st.integers(0, 99), max_size=4))
def test_what_is_read_at_once_is_drawn_as_pyte_draws_it(text: str, cuts: list[int]) -> None:
    quick, usual = QuickScreen(20, 5), pyte.Screen(20, 5)
    quick_stream, usual_stream = QuickByteStream(quick), pyte.ByteStream(usual)
    whole = text.encode()
    places = [0, *sorted(cuts), len(whole) + 100]
    for start, end in pairwise(places):
        quick_stream.feed(whole[start:end])
        usual_stream.feed(whole[start:end])
    cells = [[(quick.buffer[y][x], usual.buffer[y][x]) for x in range(20)] for y in range(5)]
    assert [pair for row in cells for pair in row if pair[0] != pair[1]] == []
    assert (quick.cursor.x, quick.cursor.y) == (usual.cursor.x, usual.cursor.y)
    assert quick.cursor.attrs == usual.cursor.attrs
