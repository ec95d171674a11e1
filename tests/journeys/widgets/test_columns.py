"""Columns are as wide as what they hold, names first, no further than an eye crosses."""

from __future__ import annotations

import pytest

from screens.widgets.cells import FAR
from screens.widgets.columns import Column, measured, name_column

SHORT, WHOLE, ENDLESS = "TAXI", "BOULANGERIE PÂTISSERIE DU TILLEUL", "SOCIÉTÉ " * 12


@pytest.mark.parametrize(
    ("cells", "width"),
    [([], 3), (["a"], 3), (["Claire Durand", "a"], 13), (["x" * 40], 28)],
)
def test_a_column_has_the_room_of_its_longest_cell(cells: list[str], width: int) -> None:
    assert measured(Column("Qui"), cells, 28).width == width


@pytest.mark.parametrize(
    ("names", "room", "width"),
    [
        ([SHORT], 60, 4),
        ([SHORT, WHOLE], 60, len(WHOLE)),
        ([SHORT, WHOLE], 20, 20),
        # One that is cut anyway has no more than FAR, and nothing where room is scarce.
        ([SHORT, ENDLESS], 80, FAR),
        ([WHOLE, ENDLESS], 40, len(WHOLE)),
        ([WHOLE], -3, 0),
    ],
)
def test_names_have_what_they_need(names: list[str], room: int, width: int) -> None:
    assert name_column("Nom", names, room).width == width
