"""What separates the cells of a text, and its records: found, since no file says it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2

_SAMPLE_LINES = 200
_SAMPLE_LENGTH = 200_000
_TABS_ARE_CELLS = 1.5
"""A tab is hardly ever a part of a name."""

_FEWEST = 0.3
"""Share of the lines that another separator parts, at least: a lone comma is a comma."""

_SURE = 0.8
_NARROW = 3
_DIRECTIVE = re.compile(r"sep=(.)\n?", re.IGNORECASE)

# Commas of a sentence, then those of an amount: « DUPONT, Jean », « 12,50 ».
_IN_SENTENCES = re.compile(r",(?=\s)")
_IN_AMOUNTS = re.compile(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))")


@dataclass(frozen=True)
class Separator:
    """The character (nothing: one column), how many cells most lines have, who told it."""

    character: str
    width: int
    declared: bool = False


def separator_of(lines: Sequence[str]) -> Separator:
    """Find what parts these lines into the steadiest cells.

    A first line `sep=;`, which Excel obeys, decides.
    """
    if lines and (told := _DIRECTIVE.fullmatch(lines[0])):
        return Separator(told[1], _usual(_sample(lines[1:]), told[1])[1], declared=True)
    sample = _sample(lines)
    bare = [_IN_SENTENCES.sub(" ", line) for line in sample]
    # The commas of amounts are left out first: where nothing else parts, they may be it.
    without_amounts = [_IN_AMOUNTS.sub(".", line) for line in bare]
    scores = {
        ";": _usual(sample, ";"),
        "|": _usual(sample, "|"),
        ",": _usual(without_amounts, ","),
    }
    found = {one: score for one, score in scores.items() if score[2] >= _FEWEST}
    score, width, _ = _usual(sample, "\t")
    if score:
        found["\t"] = (score * _TABS_ARE_CELLS, width, 1)
    if not found and (commas := _usual(sample, ","))[2] >= _SURE:
        found[","] = commas
    if not found:
        return Separator("", 1)
    best = max(found, key=lambda one: found[one][0])
    return Separator(best, found[best][1])


def records(
    lines: Sequence[str], separator: str, width: int = 0
) -> Iterator[tuple[int, list[str], bool]]:
    """Give the rank of each record's first line, its cells, whether its quotes are sound.

    Lines keep their ends.

    A quote that opens a cell and never closes, or closes lines further, is a quote of the
    name: its line is a record of its own. `width` is what most lines have.
    """
    start = 0
    while start < len(lines):
        begin = start
        reader = csv.reader(
            _from(lines, start),
            delimiter=separator,
            strict=True,
            skipinitialspace=True,
        )
        try:
            for row in reader:
                end = start + reader.line_num
                if end - begin > 1 and _swallows(row, separator, width):
                    break
                yield begin, row, True
                begin = end
            else:
                return
        except csv.Error:
            pass
        yield begin, _loosely(lines[begin], separator), False
        start = begin + 1


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    for rank in range(start, len(lines)):
        yield lines[rank]


def _swallows(row: Sequence[str], separator: str, width: int) -> bool:
    """Tell whether a cell of several lines holds lines of the table."""
    if width < _NARROW:
        return False
    inner = (line for cell in row if "\n" in cell for line in cell.split("\n")[1:])
    return any(line.count(separator) >= width - 1 for line in inner)


def _loosely(line: str, separator: str) -> list[str]:
    """Part a line whose quotes are not those of a CSV; a cell that is well quoted is one."""
    found = _loose_cells(separator).findall(line.rstrip("\n"))
    return [quoted.replace('""', '"') or bare for quoted, bare in found]


@cache
def _loose_cells(separator: str) -> re.Pattern[str]:
    one = re.escape(separator)
    return re.compile(rf'(?:^|{one})(?: *"((?:[^"]|"")*)" *(?={one}|$)|([^{one}]*))')


def _sample(lines: Sequence[str]) -> list[str]:
    """Give the first lines that hold something."""
    kept, length = [], 0
    for line in lines:
        if line.strip():
            kept.append(line[:_SAMPLE_LENGTH])
            length += len(line)
        if len(kept) >= _SAMPLE_LINES or length > _SAMPLE_LENGTH:
            break
    return kept


def _usual(sample: Sequence[str], separator: str) -> tuple[float, int, float]:
    """Give how well a separator parts: its score, the usual width, the share that it parts."""
    widths = Counter(
        # Parted in the middle of quotes, a line does not speak for this separator.
        len(row) if sound or not any(cell.count('"') % 2 for cell in row) else 1
        for _, row, sound in records(sample, separator)
        if row
    )
    lines = widths.total()
    parted = {width: times for width, times in widths.items() if width > 1}
    if not parted:
        return 0, 1, 0
    width = max(parted, key=lambda one: parted[one] * log2(one))
    score = parted[width] / lines * log2(width)
    return score, width, sum(parted.values()) / lines
