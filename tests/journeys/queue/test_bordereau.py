"""`e` in the queue: the list to tick is written where the person says, over nothing unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.labels import ToDo
from models.portefeuille import Portefeuille
from screens.bordereau import BordereauModal
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from tests.cabinet import employeur, fill
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "maison"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def queue(portefeuille: Portefeuille) -> QueueScreen:
    return QueueScreen(portefeuille, Filters())


def test_what_is_listed_is_written(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("e")
        assert session.screen.TITLE == BordereauModal.TITLE
        await session.press("enter")
        assert "Liste à pointer écrite : 2 comptes" in plain(session.message)

    play(queue(portefeuille), steps)
    (written,) = home.glob("a-faire-*.txt")
    assert written.read_text("utf-8").count("□") == 2


def test_the_kind_of_the_file_is_chosen(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("e", "tab", "right", "enter")
        assert "écrite" in session.message

    play(queue(portefeuille), steps)
    assert [one.suffix for one in home.iterdir()] == [".csv"]


def test_a_file_that_is_there_is_replaced_only_once_asked(
    portefeuille: Portefeuille, home: Path
) -> None:
    fill(portefeuille, 1)
    day = portefeuille.now.astimezone().date().isoformat()
    mine = home / f"a-faire-{day}.txt"
    mine.write_text("à moi", "utf-8")

    async def steps(session: Session) -> None:
        await session.press("e", "enter")
        assert "existe déjà" in plain(session.said)
        await session.press("enter")
        assert mine.read_text("utf-8") == "à moi"
        await session.press("enter", "o", "enter")
        assert "écrite" in session.message

    play(queue(portefeuille), steps)
    assert "□" in mine.read_text("utf-8")


@pytest.mark.parametrize("typed", ["liste", "absent/liste.txt", "", "/proc/liste.txt"])
@pytest.mark.played
def test_a_path_that_cannot_be_is_answered(
    portefeuille: Portefeuille, home: Path, typed: str
) -> None:
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("e", *["backspace"] * 30)
        await session.type(typed)
        await session.press("enter")
        assert session.screen.TITLE == BordereauModal.TITLE
        assert session.message
        await session.press("escape")

    play(queue(portefeuille), steps)
    assert not list(home.iterdir())


def test_only_the_kind_that_is_shown_is_written(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 2)
    portefeuille.terminate(portefeuille.enroll(employeur(9, deja_inscrit=True)))
    screen = QueueScreen(portefeuille, Filters(), frozenset({ToDo.RESILIER}))

    async def steps(session: Session) -> None:
        await session.press("e", "enter")
        assert "1 compte" in plain(session.message)

    play(screen, steps)
