"""Where a table comes from: a path that Tab completes, a sheet, a paste."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from xlsxwriter import Workbook

from models.importation.grille import Grille
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.files import reading
from screens.files.places import Places
from screens.files.table_window import NO_FILES
from screens.importation.source import SourceModal
from screens.importation.table_screen import ImportationScreen
from screens.widgets.field import Field
from screens.windows.choose import ChooseModal
from screens.windows.progression import ProgressionScreen
from tests.cabinet import siren
from tests.journeys.importation.importation_stage import TABLEAUX, paste, plain, shows, table
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with tables, others, and a folder in it."""
    there = tmp_path / "Mes tableaux"
    there.mkdir()
    for name in ("clients 2026.csv", "clients 2025.csv", "autre.TXT", ".secret.csv", "photo.png"):
        (there / name).write_text(f"Siren;Type\n{siren(1)};Employeur\n", "utf-8")
    (there / "dossier").mkdir()
    return there


def typed(session: Session) -> str:
    return session.screen.query_one(Field).value


async def opened(session: Session, folder: Path) -> None:
    session.app.places = Places(folder)
    await session.press("i")
    assert shows(session, SourceModal)


def test_a_path_is_completed_then_read(portefeuille: Portefeuille, folder: Path) -> None:
    async def steps(session: Session) -> None:
        await opened(session, folder)
        await session.press("tab")
        assert "autre.TXT clients 2025.csv clients 2026.csv dossier/" in session.text
        await session.press("c", "tab")
        assert typed(session) == "clients 202"
        await session.press("6", "tab")
        assert typed(session) == "clients 2026.csv"
        await session.press("enter")
        assert shows(session, ImportationScreen)
        assert "1 ligne " in plain(session.text)
        await session.press("escape", "o", "enter")
        assert shows(session, EtablissementsScreen)

    play(EtablissementsScreen(portefeuille), steps)


def test_tab_goes_on_where_nothing_is_to_complete(portefeuille: Portefeuille, folder: Path) -> None:
    async def steps(session: Session) -> None:
        await opened(session, folder)
        await session.press(*"zzz", "tab")
        assert session.focus == "lire"
        await session.press("enter")
        assert "n'existe pas" in session.message or "introuvable" in session.message
        assert shows(session, SourceModal)
        await session.press("shift+tab", "end", "ctrl+u", *"DOS", "tab")
        assert typed(session) == "dossier/"
        await session.press("enter")
        assert "dossier" in session.message
        await session.press("escape")
        assert shows(session, EtablissementsScreen)

    play(EtablissementsScreen(portefeuille), steps)


def test_a_sheet_is_asked_where_there_are_several(portefeuille: Portefeuille, folder: Path) -> None:
    with Workbook(str(folder / "classeur.xlsx")) as book:
        for rank, name in enumerate(("Anciens", "Actuels"), 1):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Siren", "Nom"])
            sheet.write_row(1, 0, [siren(rank), name])

    async def steps(session: Session) -> None:
        await opened(session, folder)
        await session.press(*"clas", "tab", "enter")
        await until(lambda: shows(session, ChooseModal))
        await session.press("down", "escape")
        assert shows(session, SourceModal)
        await session.press("enter")
        await until(lambda: shows(session, ChooseModal))
        await session.press("down", "enter")
        await until(lambda: shows(session, ImportationScreen))
        await session.press()
        assert "Feuille Actuels" in session.text
        assert siren(2) in session.text

    play(EtablissementsScreen(portefeuille), steps)


def test_what_cannot_be_read_is_said(portefeuille: Portefeuille, folder: Path) -> None:
    (folder / "vide.csv").write_text("\n \n", "utf-8")

    async def steps(session: Session) -> None:
        await opened(session, folder)
        await session.press("enter")
        assert "Collez votre tableau" in session.message
        await session.press(*"vide.csv", "enter")
        assert session.message.startswith("!")
        await paste(session, "\n \n")
        assert "Rien à lire" in session.message
        await paste(session, "boulangerie")
        assert typed(session) == "vide.csv boulangerie"

    play(EtablissementsScreen(portefeuille), steps)


def test_lines_pasted_in_the_field_are_read(portefeuille: Portefeuille, folder: Path) -> None:
    async def steps(session: Session) -> None:
        await opened(session, folder)
        await paste(session, table(1, 2))
        assert shows(session, ImportationScreen)

    play(EtablissementsScreen(portefeuille), steps)


def test_a_session_may_be_without_paths(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.app.places = Places(allowed=False)
        await session.press("i")
        assert not session.screen.query(Field)
        assert "chemin" not in session.text
        await session.press("ctrl+s")
        assert session.message == f"! {NO_FILES}"
        await paste(session, table(1, 2))
        assert shows(session, ImportationScreen)

    play(EtablissementsScreen(portefeuille), steps)


def test_a_long_reading_is_given_up_at_once(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = Event()

    def never(*_: object, **__: object) -> Grille:
        goes_on.wait()
        raise AssertionError

    monkeypatch.setattr(reading, "AT_ONCE", 0)
    monkeypatch.setattr(reading, "read_file", never)

    async def steps(session: Session) -> None:
        session.app.places = Places(TABLEAUX)
        await session.press("i", *"01-titres-propres.tsv")
        session.tap("enter")
        await until(lambda: shows(session, ProgressionScreen))
        await until(lambda: "En cours" in session.text)
        session.tap("escape")
        await until(lambda: shows(session, SourceModal))
        await session.press()
        assert "Lecture abandonnée : rien n'a été enregistré." in plain(session.message)

    try:
        play(EtablissementsScreen(portefeuille), steps)
    finally:
        goes_on.set()
