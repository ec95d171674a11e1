"""A screen that was laid out before looks as one that never was, whatever changed between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.strip import Strip

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.windows.confirm import ConfirmModal
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tui.terminal.glyphs import ASCII, LECTEUR, UNICODE, GlyphSet

LONG = tuple(f"Détail {rank}, qui tient sur une ligne." for rank in range(30))
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


QUESTIONS: tuple[Callable[[], ConfirmModal], ...] = (
    lambda: ConfirmModal("Une longue ?", details=LONG),
    lambda: ConfirmModal("C'est fait.", question=False, heading="mon.urssaf.fr indique"),
    lambda: ConfirmModal("Une courte ?", details=("Un détail.",), expects=True),
    lambda: ConfirmModal("Une longue ?", details=LONG),
    lambda: ConfirmModal("Sans détail ?"),
)


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
@pytest.mark.parametrize("engine", ["sqlite"])
def test_each_question_is_asked_as_if_it_were_the_first(
    portefeuille: Portefeuille, size: tuple[int, int]
) -> None:
    """Its text from the first line, its own button, its own keys; and Entrée answers it."""

    def asked(*questions: Callable[[], ConfirmModal]) -> list[tuple[list[Strip], str | None, int]]:
        found = []

        async def steps(session: Session) -> None:
            shown = set()
            for question in questions:
                answers: list[bool | None] = []
                session.app.push_screen(question(), answers.append)
                await session.press()
                window = session.screen
                assert isinstance(window, ConfirmModal)
                shown.add(window)
                first = _seen(session), session.focus
                # The end of a long one is read, and a key that does nothing there is answered.
                await session.press("f8", "f3")
                assert "ne fait rien ici" in session.text
                window.dismiss(True)
                await session.press()
                found.append((*first, len(answers)))
                assert answers == [True]
            assert len(shown) == 1

        play(EtablissementsScreen(portefeuille), steps, size=size)
        return found

    assert asked(*QUESTIONS) == [one for question in QUESTIONS for one in asked(question)]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_question_over_another_leaves_it_as_it_was(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        answers: list[bool | None] = []
        session.app.push_screen(ConfirmModal("La première ?"), answers.append)
        await session.press()
        session.app.push_screen(ConfirmModal("La seconde ?"), answers.append)
        await session.press()
        assert "La seconde ?" in session.text
        await session.press("o", "enter")
        assert "La première ?" in session.text
        assert "La seconde ?" not in session.text
        await session.press("enter")
        assert answers == [True, False]

    play(EtablissementsScreen(portefeuille), steps)


def _seen(session: Session) -> list[Strip]:
    return [strip.simplify() for strip in session.screen._compositor.render_strips()]
