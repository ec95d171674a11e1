"""The secrets of a new espace: seen whole, seen once, thrown away by nobody."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from models.access.front_door import Secrets
from screens.access.secret_once import Secret, SecretOnce
from screens.widgets.field import Field
from screens.windows.confirm import ConfirmModal
from tests.journeys.doors import StubbornDoor
from tests.journeys.list_stage import SMALL, Session, play
from tests.quiet import played
from tui.app import PortefeuilleApp
from tui.config import Config


@pytest.mark.parametrize("size", [(80, 24), SMALL])
def test_the_secrets_and_the_way_out_are_seen_together(size: tuple[int, int]) -> None:
    key = "AAAA BBBB CCCC DDDD EEEE FFFF GGGG HHHH"
    secrets = [
        Secret("Code de secours", "AAAAA-BBBBB-CCCCC-DDDDD"),
        Secret("Clé principale, gardée aussi dans le fichier\n/coffre/cle", f"{key}\n{key}"),
    ]

    async def steps(session: Session) -> None:
        assert "À imprimer" in session.text
        assert session.text.count(key) == 2
        lines = [line.strip() for line in session.lines]
        for bare in ("AAAAA-BBBBB-CCCCC-DDDDD", key, "/coffre/cle"):
            assert bare in lines
        note = session.screen.query_one("#note")
        assert note.region.right <= size[0]
        assert note.region.bottom <= size[1] - 2

    play(SecretOnce(secrets), steps, size=size)


def test_what_was_typed_ahead_does_not_stay_beside_the_secrets() -> None:
    async def steps(session: Session) -> None:
        await session.type("cheval")
        await session.press("enter")
        assert session.screen.query_one("#note", Field).value == ""
        assert "AAAAA-BBBBB" in session.text

    play(SecretOnce([Secret("Code de secours", "AAAAA-BBBBB")]), steps)


def test_no_repr_tells_a_secret() -> None:
    shown = f"{Secrets('CODE', 'CLEF', '/cle')} {Secret('Code de secours', 'CODE')}"
    assert "CODE" not in shown
    assert "CLEF" not in shown


def test_ctrl_q_does_not_throw_the_secrets_away(tmp_path: Path) -> None:
    config = Config(str(tmp_path / "p.db"), tmp_path / "cle", tmp_path)
    app = PortefeuilleApp(StubbornDoor(), config=config)

    async def session() -> None:
        async with played(app, (80, 24)) as pilot:
            app.push_screen(SecretOnce([Secret("Code de secours", "AAAAA-BBBBB")]))
            await pilot.pause()
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert isinstance(app.screen, ConfirmModal)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, SecretOnce)

    asyncio.run(session())
