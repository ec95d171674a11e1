"""A long export: to its end, given up, refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from models import long_work
from models.errors import StorageFailure
from models.exportation import export, sheets
from models.portefeuille import Portefeuille
from screens import exportation
from screens.etablissements import EtablissementsScreen
from screens.exportation import ExportModal
from screens.flows import lots
from screens.widgets.foot import Foot
from screens.windows.progression import ProgressionScreen
from tests.cabinet import fill, independant, inscribe
from tests.journeys.list_stage import Session, play
from tests.quiet import until
from tests.workbooks import sheet_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "maison"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def slices_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((long_work, "SLICE"), (lots, "SLICE")):
        monkeypatch.setattr(module, name, 2)
    monkeypatch.setattr(export, "PAGE", 2)


def in_the_thread(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> None:
    """Do `then` once a page is written, in the thread of the work."""
    right = ProgressionScreen._go_on

    def go_on(self: ProgressionScreen[object], done: int) -> bool:
        if done == 2:
            then()
        return right(self, done)

    monkeypatch.setattr(ProgressionScreen, "_go_on", go_on)


@pytest.mark.usefixtures("slices_of_two")
def test_a_long_export_goes_to_its_end(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 7)

    async def steps(session: Session) -> None:
        await session.press("e", "enter")
        await until(lambda: "7\u00a0clients" in session.message)

    play(EtablissementsScreen(portefeuille), steps)
    (written,) = home.iterdir()
    assert len(sheet_of(written.read_bytes()).rows) == 8


@pytest.mark.usefixtures("slices_of_two")
@pytest.mark.parametrize("ending", [0, 1, 2])
def test_escape_gives_a_long_export_up_and_leaves_no_file(
    portefeuille: Portefeuille, home: Path, monkeypatch: pytest.MonkeyPatch, ending: int
) -> None:
    inscribe(portefeuille, *map(independant, range(1, 10)))
    half, seen = Event(), Event()

    def stand_half_way() -> None:
        half.set()
        seen.wait()

    in_the_thread(monkeypatch, stand_half_way)

    async def steps(session: Session) -> None:
        await session.press("e", "tab", *["right"] * ending)
        session.tap("ctrl+s")
        await until(half.is_set)
        foot = session.screen.query_one(Foot)
        session.tap("escape")
        await until(lambda: not foot.has_class("-waits"))
        await until(lambda: session.screen._given_up)  # type: ignore[attr-defined]
        seen.set()
        await until(lambda: exportation.NOTHING_WRITTEN in session.message)
        assert type(session.screen) is ExportModal

    play(EtablissementsScreen(portefeuille), steps)
    assert not list(home.iterdir())


@pytest.mark.usefixtures("slices_of_two")
def test_a_long_export_that_is_refused_says_why(
    portefeuille: Portefeuille, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 7)

    def full() -> None:
        raise StorageFailure("Disque plein.")

    async def steps(session: Session) -> None:
        monkeypatch.setattr(sheets, "MOST_LINES", 3)
        await session.press("e", "ctrl+s")
        await until(lambda: "exportez en CSV" in session.message)
        assert type(session.screen) is ExportModal
        in_the_thread(monkeypatch, full)
        await session.press("ctrl+s")
        await until(lambda: "Disque plein" in session.message)
        await session.press("escape")
        assert type(session.screen) is ExportModal

    play(EtablissementsScreen(portefeuille), steps)
    assert not list(home.iterdir())
