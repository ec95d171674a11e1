"""A long table: each step shows how far it is, and Échap gives it up, with nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from models import long_work
from models.portefeuille import Portefeuille
from models.tables import Inscription
from screens.flows import lots
from screens.importation.lines_screen import LignesScreen
from screens.importation.table_screen import ImportationScreen
from screens.windows.confirm import ConfirmModal
from screens.windows.progression import ProgressionScreen
from tests.journeys.importation.importation_stage import plain, screen_of, shows, table
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def slices_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "SLICE", 2)
    monkeypatch.setattr(lots, "SLICE", 2)


def given_up(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Have whoever looks at a work of this name give it up, once a slice is done."""
    right = ProgressionScreen._go_on

    def go_on(self: ProgressionScreen[Any], done: int) -> bool:
        if self._what == what and done:
            self._given_up = True
            self._foot.remove_class("-waits")
        return right(self, done)

    monkeypatch.setattr(ProgressionScreen, "_go_on", go_on)


async def on_lines(session: Session) -> None:
    await until(lambda: "titres en ligne 1" in session.text)
    await session.press("ctrl+s")
    await until(lambda: shows(session, LignesScreen))
    await session.press()


def test_a_table_whose_reading_is_given_up_is_left(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up(monkeypatch, "Lecture du tableau")

    async def steps(session: Session) -> None:
        await until(lambda: shows(session, ConfirmModal))
        await session.press()
        assert "Abandonné : rien n'a été enregistré." in plain(session.text)
        await session.press("enter")
        assert session.app.answer is None, "who asked for its path keeps it"

    play(screen_of(portefeuille, table(*range(1, 8))), steps)


def test_lines_whose_examination_is_given_up_can_be_examined_again(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(session: Session) -> None:
        await until(lambda: "titres en ligne 1" in session.text)
        with monkeypatch.context() as patched:
            given_up(patched, "Examen des lignes")
            session.tap("ctrl+s")
            await until(lambda: shows(session, ProgressionScreen))
            await until(lambda: shows(session, ImportationScreen))
            await session.press()
        assert "Abandonné : rien n'a été enregistré." in plain(session.message)
        await on_lines(session)
        assert "2 Prêtes 7" in plain(session.text)

    play(screen_of(portefeuille, table(*range(1, 8))), steps)


def test_an_inscription_that_is_given_up_writes_nothing(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(session: Session) -> None:
        await on_lines(session)
        given_up(monkeypatch, "Importation")
        await session.press("ctrl+s", "o")
        session.tap("enter")
        await until(lambda: shows(session, LignesScreen) and "Abandonné" in session.message)
        assert "À inscrire : 7 clients" in plain(session.text)

    play(screen_of(portefeuille, table(*range(1, 8))), steps)
    assert Inscription.select().count() == 0
