"""The names of the demonstration, all 248, in the list at the width of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from rich.cells import cell_len

from models.fiche import Fiche
from screens.etablissements import EtablissementsScreen
from screens.flows.short_names import name_with_etat
from screens.liste.paged_list import PagedList
from tests.journeys.list_stage import Session, play
from tui.demo import app as demonstration

EVERY_ROW_AT_ONCE = 300
"""Lines of a window that shows the whole demonstration on one page."""

LEAST_WHOLE = {80: 0.95, 120: 0.98}
"""The share of the names that a window of so many columns cuts nothing of."""
TICKED = 0
"""Stands for the width of 80 where rows are ticked."""

Rows = Sequence[tuple[Fiche, str]]


@pytest.fixture(scope="module")
def drawn() -> Mapping[int, Rows]:
    """Give each client of the demonstration and its row, for each width."""
    found: dict[int, Rows] = {}

    async def steps(session: Session) -> None:
        listed = session.screen.query_one(PagedList)
        for width in (*LEAST_WHOLE, TICKED):
            await session.resize(width or min(LEAST_WHOLE), EVERY_ROW_AT_ONCE)
            await session.press(*([] if width else ["asterisk"]))
            fiches, top = listed.page.fiches, listed.rows.region.y + 1
            shown = session.lines[top : top + len(fiches)]
            found[width] = list(zip(fiches, shown, strict=True))

    with demonstration.opened() as portefeuille:
        play(EtablissementsScreen(portefeuille), steps, size=(80, EVERY_ROW_AT_ONCE))
    return found


def is_whole(fiche: Fiche, row: str) -> bool:
    """Tell whether a row holds all of the name, after its state in a word or in short."""
    return any(f"{name_with_etat(fiche, short=short)} " in row[1:] for short in (True, False))


@pytest.mark.parametrize("width", LEAST_WHOLE)
def test_a_name_is_hardly_ever_cut_and_a_title_never(drawn: Mapping[int, Rows], width: int) -> None:
    rows = drawn[width]
    assert len(rows) == demonstration.SIZE
    cut = [row for fiche, row in rows if not is_whole(fiche, row)]
    assert all("…" in row for row in cut)
    assert len(cut) <= (1 - LEAST_WHOLE[width]) * len(rows), "\n".join(cut)
    assert [row for fiche, row in rows if fiche.title_bare not in row] == []


def test_no_more_names_are_cut_where_rows_are_ticked(drawn: Mapping[int, Rows]) -> None:
    rows = drawn[TICKED]
    assert {row[1] for _, row in rows} == {"✓"}
    cut = [row for fiche, row in rows if not is_whole(fiche, f"{row[0]}{row[2:]} ")]
    assert len(cut) <= (1 - LEAST_WHOLE[80]) * len(rows), "\n".join(cut)
    assert [row for fiche, row in rows if fiche.title_bare not in row] == []


@pytest.mark.parametrize("width", LEAST_WHOLE)
def test_names_and_numbers_line_up_whatever_the_regime(
    drawn: Mapping[int, Rows], width: int
) -> None:
    rows = drawn[width]
    assert {cell_len(row) for _, row in rows} == {width}
    assert " " not in {row[1] for _, row in rows}
    ends = {cell_len(row.partition(fiche.title_bare)[2]) for fiche, row in rows}
    assert len(ends) == 1
    assert len({fiche.regime for fiche, _ in rows}) == 4


def test_the_forme_juridique_stands_where_no_name_is_cut_for_it(
    drawn: Mapping[int, Rows],
) -> None:
    shown = 0
    for fiche, row in drawn[80]:
        forme = f" ({fiche.forme_juridique}) "
        if fiche.forme_juridique and forme in row:
            shown += 1
            assert row[1:].startswith(name_with_etat(fiche, short=True) + forme)
    assert shown > demonstration.SIZE / 2
