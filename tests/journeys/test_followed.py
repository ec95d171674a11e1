"""What follows fields or boxes stands right under them, in any window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.lot import LotScreen
from screens.services_panel import ServicesPanel
from screens.widgets.button import FlatButton
from screens.widgets.fields_room import FieldsRoom, Followed
from screens.widgets.foot import SMALLEST
from tests.cabinet import employeur
from tests.journeys.form_stage import form_a
from tests.journeys.list_stage import SSH, Session, play


def panel(inside: Portefeuille) -> Screen[Any]:
    return ServicesPanel(inside, inside.enroll(employeur(1)))


def lot(inside: Portefeuille) -> Screen[Any]:
    return LotScreen(inside, [inside.enroll(employeur(1))])


pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.parametrize("made", [form_a, panel, lot])
def test_what_follows_a_room_is_right_under_it_and_in_sight(
    inside: Portefeuille, made: Callable[[Portefeuille], Screen[Any]]
) -> None:
    async def steps(session: Session) -> None:
        for size in ((200, 55), SMALLEST, (79, 60), (71, 43), SSH):
            await session.resize(*size)
            screen = session.screen
            room, body = screen.query_one(FieldsRoom).region, screen.query_one(Followed).region
            under = [one.region for one in screen.query(FlatButton) if one.display]
            under += [one.region for one in screen.query("Tick")]
            lowest = max(one.bottom for one in under)
            assert lowest <= body.bottom, size
            if screen.query_one(FieldsRoom).max_scroll_y:
                assert [room.y, room.bottom, lowest] == [
                    body.y,
                    min(one.y for one in under),
                    body.bottom,
                ], size
            else:
                held = [one.region for one in screen.query_one(FieldsRoom).children if one.display]
                assert room.bottom == max(one.bottom for one in held), size
                assert min(one.y for one in under) - room.bottom == 1, size

    play(made(inside), steps)
