"""Whatever cells a CSV holds, they are found again, each on its line."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.cleaning import one_line
from models.errors import BadValue, EmptyTable
from models.importation.files.opening import read_bytes, read_text
from tests.domain.importation.books import cells

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
LETTERS = st.characters(codec="cp1252", exclude_characters="\0\x1a")
WORDS = st.text(LETTERS, max_size=12)
ROWS = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def kept(row: list[str]) -> tuple[str, ...]:
    """Clean the cells as they are read; those that are empty at the end go."""
    cleaned = [one_line(cell) for cell in row]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return tuple(cleaned)


def written(rows: list[list[str]], separator: str, end: str) -> str:
    made = StringIO(newline="")
    writer = csv.writer(made, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    return made.getvalue()


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
@given(
    rows=ROWS,
    encoding=st.sampled_from(ENCODINGS),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_cells_of_a_csv_are_found_again(
    separator: str, rows: list[list[str]], encoding: str, end: str
) -> None:
    # A note of several lines, one of which is a line of the table: taken for a quote left open.
    assume(not any(looks_like_lines(cell, separator, len(row)) for row in rows for cell in row))
    # A first row of titles, as files have: it tells the separator, whatever the cells hold.
    titles = [f"Titre {rank}" for rank in range(len(rows[0]))]
    content = written([titles, *rows], separator, end).encode(encoding)
    if encoding == "cp1252":
        # Some of these bytes are UTF-8 as well, by chance: nobody could tell.
        assume(not is_utf8(content))
    found = cells(read_bytes(content))
    expected = [tuple(titles), *map(kept, rows)]
    while not expected[-1]:
        expected.pop()
    assert found == expected


def looks_like_lines(cell: str, separator: str, width: int) -> bool:
    return any(line.count(separator) >= width - 1 for line in re.split("[\r\n]", cell)[1:])


def is_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", errors="replace")
    return not text.isascii() and text.count("\ufffd") < sum(not c.isascii() for c in text) / 2


@given(st.text(max_size=200))
def test_any_text_is_a_grid_of_clean_cells(text: str) -> None:
    try:
        grille = read_text(text)
    except EmptyTable:
        assert not any(one_line(line).strip('\t;,|"') for line in text.splitlines()) or "=" in text
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    numbers = [rangee.numero for rangee in grille.rangees]
    assert numbers == sorted(set(numbers))
    assert numbers[0] >= 1
    assert numbers[-1] <= lines
    assert grille.rangees[-1].cells
    for rangee in grille.rangees:
        assert rangee.cells == kept(list(rangee.cells))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_grid_or_a_refusal(content: bytes) -> None:
    try:
        grille = read_bytes(content)
    except BadValue as refusal:
        said = str(refusal)
    else:
        said = f"{grille.rangees[-1].cells[-1]}."
    assert said.endswith(".")
    assert said != "."


@given(st.text(st.sampled_from('a1";,\t|\n '), max_size=60))
def test_no_letter_is_lost_among_quotes_and_separators(text: str) -> None:
    try:
        grille = read_text(text)
    except EmptyTable:
        assert not set(text) & set("a1")
        return
    found = "".join("".join(row) for row in cells(grille))
    for letter in "a1":
        assert found.count(letter) == text.count(letter)


@given(st.text(st.characters(codec="cp1252"), max_size=20))
def test_a_plain_cell_is_cleaned_the_short_way_as_the_long_one(text: str) -> None:
    # What nobody sees goes, after the long way.
    assert one_line(text) == one_line(text + "\u200b")
