"""Only the cells that changed are sent, and the terminal shows all of them."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tui.engine.painting import NEAR, Painting, drawn_of_row

SIZE = Size(12, 3)
STYLES = (
    None,
    Style(),
    Style(bold=True),
    Style(color="#ff0000", bgcolor="#00ff00"),
    Style(color="#ff0000", reverse=True),
    Style(bgcolor="#123456", underline=True),
    Style(color="red", bgcolor="default"),
    Style(color="#ff0000", link="https://exemple.invalid"),
)
WIDE = {"漢": 2, "✍": 1, "é": 1, " ": 1, "a": 1, "b": 1}

rows = st.lists(
    st.tuples(st.sampled_from(sorted(WIDE)), st.sampled_from(range(len(STYLES)))), max_size=14
)
frames = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), rows), max_size=3), max_size=4
)
Drawn = dict[tuple[int, int], tuple[str, int]]


def segments(row: list[tuple[str, int]]) -> list[Segment]:
    return [Segment(character, STYLES[rank]) for character, rank in row]


def look(rank: int) -> tuple[str, str, bool, bool, bool]:
    screen = pyte.Screen(4, 1)
    style = STYLES[rank]
    drawn = style.update_link(None).render("x", color_system=ColorSystem.TRUECOLOR) if style else ""
    pyte.Stream(screen).feed(drawn)
    cell = screen.buffer[0][0]
    return cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse


LOOKS = [look(rank) for rank in range(len(STYLES))]


@given(frames=frames)
def test_the_terminal_shows_what_was_drawn_last(
    frames: list[list[tuple[int, int, list[tuple[str, int]]]]],
) -> None:
    painting, screen = Painting(), pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    background = [(0, y, [Segment(" " * SIZE.width)]) for y in range(SIZE.height)]
    stream.feed(painting.frame(background, SIZE))
    expected: Drawn = {(x, y): (" ", 0) for y in range(SIZE.height) for x in range(SIZE.width)}
    for frame in frames:
        pieces = []
        for y, x, row in frame:
            # A piece never leaves half a wide character beside it: Textual cuts those to spaces.
            whole = [(" ", 0)] * x + row
            place, kept = 0, list[tuple[str, int]]()
            for character, rank in whole:
                if place + WIDE[character] > SIZE.width:
                    break
                kept.append((character, rank))
                expected[place, y] = (character, rank)
                if WIDE[character] == 2:
                    expected[place + 1, y] = ("", rank)
                place += WIDE[character]
            rest = SIZE.width - place
            expected |= {(place + step, y): (" ", 0) for step in range(rest)}
            pieces.append((0, y, segments([*kept, *[(" ", 0)] * rest])))
        stream.feed(painting.frame(pieces, SIZE))
        for (x, y), (character, rank) in expected.items():
            cell = screen.buffer[y][x]
            seen = (cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)
            assert (cell.data, seen) == (character, LOOKS[rank]), (x, y)
        if len({y for _, y, _ in pieces}) == len(pieces):
            assert painting.frame(pieces, SIZE) == "", "drawn twice, sent once"


def test_what_did_not_change_is_not_sent() -> None:
    painting = Painting()
    painting.frame([(0, 0, [Segment("abcdefghijkl")])], SIZE)
    assert painting.frame([(0, 0, [Segment("abcXefghijkl")])], SIZE) == "\x1b[1;4HX"
    far = "abcXefg" + "Y" * (5 - NEAR) + "ijkl"
    assert painting.frame([(0, 0, [Segment(far)])], SIZE) == "\x1b[1;8HY"


def test_what_is_near_is_sent_along_and_what_is_far_is_not() -> None:
    painting, wide = Painting(), Size(30, 1)
    painting.frame([(0, 0, [Segment("." * 30)])], wide)
    near = "." + "x" + "." * NEAR + "x" + "." * (28 - NEAR - 1)
    assert painting.frame([(0, 0, [Segment(near)])], wide) == f"\x1b[1;2Hx{'.' * NEAR}x"
    far = near[: 2 + NEAR + 1] + "." * (NEAR + 1) + "y" + "." * (30 - 2 * NEAR - 5)
    far = far.ljust(30, ".")[:30]
    assert painting.frame([(0, 0, [Segment(far)])], wide) == f"\x1b[1;{3 + 2 * NEAR + 2}Hy"


@pytest.mark.parametrize("size", [SIZE, Size(13, 3)])
def test_all_is_sent_again_to_a_terminal_that_nobody_knows(size: Size) -> None:
    painting = Painting()
    row = [(0, 0, [Segment("abc", Style(bold=True))])]
    first = painting.frame(row, SIZE)
    assert first == "\x1b[1;1H\x1b[1mabc\x1b[0m"
    if size == SIZE:
        assert painting.frame(row, size) == ""
        painting.forget()
    assert painting.frame(row, size) == first


def test_a_frame_of_the_window_before_it_shrank_draws_what_is_left_of_it() -> None:
    painting, smaller = Painting(), Size(8, 2)
    painting.frame([(0, 0, [Segment("abcdefghijkl")])], SIZE)
    late = [(x, y, [Segment("xyz")]) for y in range(SIZE.height) for x in (6, 9, 11)]
    assert painting.frame(late, smaller) == "\x1b[1;7Hxy\x1b[2;7Hxy"
    assert painting.frame([(6, 0, [Segment("abc")])], smaller) == "\x1b[1;7Hab"


def test_a_wide_character_of_which_half_was_drawn_over_is_drawn_whole() -> None:
    painting, whole = Painting(), [(0, 0, [Segment("日a")])]
    painting.frame(whole, SIZE)
    painting.frame([(1, 0, [Segment("b")])], SIZE)
    assert painting.frame(whole, SIZE) == "\x1b[1;1H日"


def test_a_pen_changes_by_what_differs() -> None:
    painting = Painting()
    red, on_blue = Style(color="#ff0000"), Style(color="#ff0000", bgcolor="#0000ff")
    pieces = [(0, 0, [Segment("a", red), Segment("b", on_blue), Segment("c", red)])]
    assert painting.frame(pieces, SIZE) == (
        "\x1b[1;1H\x1b[38;2;255;0;0ma\x1b[48;2;0;0;255mb\x1b[0;38;2;255;0;0mc\x1b[0m"
    )


def test_a_colour_among_256_is_sent_by_its_own_number_and_a_blend_by_that_of_the_nearest() -> None:
    pieces = [
        (0, 0, [Segment("a", Style(color="#e4e4e4", bgcolor="#005faf"))]),
        (0, 1, [Segment("b", Style(color="#e4e4e3", bgcolor="#1d458c"))]),
    ]
    assert Painting(ColorSystem.EIGHT_BIT).frame(pieces, SIZE) == (
        "\x1b[1;1H\x1b[38;5;254;48;5;25ma\x1b[2;1H\x1b[48;5;24mb\x1b[0m"
    )


ROW = st.lists(st.none() | st.integers(1, 4), max_size=8)
"""Strips of a row, by their widths; None: not drawn, three cells wide."""


@given(widths=ROW)
def test_what_is_drawn_of_a_row_is_where_it_stood_in_as_few_pieces_as_there_are_gaps(
    widths: list[int | None],
) -> None:
    strips: dict[int, Strip | None] = {}
    drawn: dict[int, str] = {}
    x = 0
    for width, letter in zip(widths, "abcdefgh", strict=False):
        strips[x] = None if width is None else Strip([Segment(letter * width)], width)
        drawn |= {x + offset: letter for offset in range(width or 0)}
        x += 3 if width is None else width
    pieces = [(x, y, "".join(one.text for one in some)) for x, y, some in drawn_of_row(7, strips)]
    found = {x + at: letter for x, _, text in pieces for at, letter in enumerate(text)}
    assert found == drawn
    assert {y for _, y, _ in pieces} <= {7}
    assert len(pieces) == sum(at - 1 not in drawn for at in drawn)
