"""A screen that was laid out before looks as one that never was, whatever changed between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.strip import Strip

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tui.terminal.glyphs import ASCII, LECTEUR, UNICODE, GlyphSet

Change = Callable[[Session], Awaitable[None]]


async def _nothing(_: Session) -> None:
    pass


def _window(width: int, height: int) -> Change:
    async def resize(session: Session) -> None:
        await session.resize(width, height)

    return resize


async def _sombre(session: Session) -> None:
    session.app.appearance.show("theme", "sombre")
    await session.press()


def _glyphs(*sets: GlyphSet) -> Change:
    async def change(session: Session) -> None:
        for one in sets:
            session.app.draw_with(one)
        await session.press()

    return change


CHANGES = {
    "nothing": _nothing,
    "small": _window(60, 16),
    "wide": _window(120, 40),
    "theme": _sombre,
    "ascii": _glyphs(ASCII),
    "heard": _glyphs(LECTEUR),
    "heard no more": _glyphs(LECTEUR, UNICODE),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_it_looks_as_new(portefeuille: Portefeuille, change: str) -> None:
    """A question after another one, and the panel of a client after that of another."""
    fill(portefeuille, 3)

    def looked_at(*before: str) -> list[list[Strip]]:
        seen = []

        async def steps(session: Session) -> None:
            for key in before:
                await session.press(key, "escape")
            await CHANGES[change](session)
            for key in ("r", "enter"):
                await session.press(key)
                seen.append(_seen(session))
                await session.press("escape")

        play(EtablissementsScreen(portefeuille), steps)
        return seen

    assert looked_at("x", "enter") == looked_at()


def _seen(session: Session) -> list[Strip]:
    return [strip.simplify() for strip in session.screen._compositor.render_strips()]
