"""Where the tables are: a setting, from which a path that is typed begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.portefeuille import Portefeuille
from screens.constats.fichier import FichierModal
from screens.etablissements import EtablissementsScreen
from screens.files.places import BY_THE_VERB, LIST_BY_THE_VERB, Places, places_of
from screens.files.table_window import NO_FILES
from screens.widgets.field import Field
from tests.cabinet import fill
from tests.journeys.importation.importation_stage import screen_of, table
from tests.journeys.list_stage import Session, play
from tui.config import BadConfig, load


def test_the_folder_of_the_tables_is_a_setting(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[importation]\ndossier = "~/Documents"\n', "utf-8")
    assert load({}, file=file).dossier == Path("~/Documents")
    assert load({}, file=file).fichiers_permis
    file.write_text("", "utf-8")
    assert load({}, file=file).dossier == Path("~")


@pytest.mark.parametrize("said", ["3", '{ ici = "x" }', "{ dossier = 3 }", '{ dossier = " " }'])
@pytest.mark.played
def test_a_folder_that_is_none_is_refused_with_an_example(tmp_path: Path, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"importation = {said}\n", "utf-8")
    with pytest.raises(BadConfig, match='dossier = "~/Documents"'):
        load({}, file=file)


@pytest.mark.parametrize(
    ("typed", "path"),
    [("a.csv", "/srv/a.csv"), (" /b.csv ", "/b.csv"), ("~/c.csv", "c.csv"), ("", "/srv")],
)
@pytest.mark.played
def test_a_path_begins_in_the_folder(typed: str, path: str) -> None:
    home = Path.home() / path if typed.startswith("~") else Path(path)
    assert Places(Path("/srv")).path(typed) == home


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_session_has_the_folder_of_its_settings(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert places_of(session.app) == Places(Path("~"), allowed=True)

    play(screen_of(portefeuille, table(1)), steps)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_where_no_file_may_be_named_none_is_written_from_a_list(portefeuille: Portefeuille) -> None:
    """Nor is one asked for, where pages are compared: they are pasted."""
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        session.app.places = Places(allowed=False)
        for keys, verb in ((("e",), BY_THE_VERB), (("q", "e"), LIST_BY_THE_VERB)):
            await session.press(*keys)
            assert session.message[2:] == verb
            assert not session.screen.is_modal
        await session.press("escape", "ctrl+r", "o")
        assert session.screen.TITLE == FichierModal.TITLE
        assert not session.screen.query(Field)
        await session.press("ctrl+s")
        assert session.message == f"! {NO_FILES}"

    play(EtablissementsScreen(portefeuille), steps)
