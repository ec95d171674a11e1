"""`e` on the list: keys, then the file and the journal."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from models.exportation.colonnes import EVERY, USUAL
from models.labels import Regime, Role
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.tables import Operation
from screens import exportation
from screens.etablissements import EtablissementsScreen
from screens.exportation import ExportModal
from tests.cabinet import NIR, colleague_of, fill, independant
from tests.journeys.list_stage import Session, play
from tests.workbooks import sheet_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

Administrator = Callable[[Portefeuille], Portefeuille]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "maison"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def administrator(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Anne Roy", Role.ADMINISTRATEUR)


def exported() -> int:
    return Operation.select().where(Operation.verbe == "exporter_nir").count()


def test_all_goes_out_as_a_workbook_of_the_day(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 12)

    async def steps(session: Session) -> None:
        await session.press("e")
        assert session.screen.TITLE == ExportModal.TITLE
        assert "Tout : 12" in plain(session.text)
        await session.press("enter")
        assert session.screen.TITLE == EtablissementsScreen.TITLE
        assert "Export écrit : 12 clients, dans" in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    (written,) = home.iterdir()
    assert written.name == f"clients-{portefeuille.now.astimezone().date().isoformat()}.xlsx"
    assert written.stat().st_mode & 0o777 == 0o600
    rows = sheet_of(written.read_bytes()).rows
    assert (len(rows), rows[0]) == (13, [column.title for column in USUAL])
    assert Operation.select().count() == 12


def test_what_is_sought_goes_out_or_all_of_it(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 12)

    async def steps(session: Session) -> None:
        await session.press("slash", *"boulangerie 003", "enter", "e")
        assert "Liste : 1 " in plain(session.text)
        await session.press("tab", "right", "enter")
        assert "1 client," in plain(session.message)
        await session.press("e", "tab", "right", "right", "tab", "right", "enter")
        assert "12 clients" in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    (written,) = home.glob("*.csv")
    assert [row["Raison sociale"] for row in table(written)] == ["BOULANGERIE 003"]
    (told,) = home.glob("*.json")
    assert len(json.loads(told.read_text("utf-8"))) == 12


def test_a_filter_narrows_what_goes_out(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 2)
    portefeuille.enroll(independant(3))
    criteres = Criteres(regimes=frozenset({Regime.ARTISAN_COMMERCANT}))

    async def steps(session: Session) -> None:
        await session.press("e", "tab", "right", "enter")

    play(EtablissementsScreen(portefeuille, criteres), steps)
    (written,) = home.iterdir()
    assert [row["Type"] for row in table(written)] == ["Artisan Commerçant"]


def test_those_that_are_ticked_go_out(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 5)

    async def steps(session: Session) -> None:
        await session.press("down", "space", "down", "space", "e")
        assert "Cochés : 2" in plain(session.text)
        await session.press("tab", "right", "ctrl+s")
        assert "2 clients" in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    (written,) = home.iterdir()
    names = [row["Raison sociale"] for row in table(written)]
    assert names == ["BOULANGERIE 002", "BOULANGERIE 004"]


def test_columns_are_chosen_and_remembered(portefeuille: Portefeuille, home: Path) -> None:
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("e", "f6")
        assert f"{len(USUAL)} colonnes cochées sur {len(EVERY)}" in plain(session.text)
        await session.press("minus", "enter")
        assert "Aucune colonne n'est cochée" in session.message
        await session.press("space", "down", "space", "enter")
        assert "celles que vous avez choisies (2)" in plain(session.text)
        await session.press("f6", "backspace", "escape")
        assert "choisies (2)" in plain(session.text)
        await session.press("escape", "e")
        assert "choisies (2)" in plain(session.text)
        await session.press("tab", "right", "ctrl+s", "e", "f6", "asterisk", "enter")
        assert f"toutes ({len(EVERY)})" in plain(session.text)
        await session.press("f6", "backspace", "enter")
        assert f"habituelles ({len(USUAL)})" in plain(session.text)

    play(EtablissementsScreen(portefeuille), steps)
    (written,) = home.iterdir()
    assert list(table(written)[0]) == ["Siren", "N° compte"]


def test_the_kind_is_the_one_that_the_name_tells(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("e", *["backspace"] * len(".xlsx"))
        await session.type(".json")
        assert "(•) JSON" in session.text
        assert "le JSON a tous les champs" in session.text

    play(EtablissementsScreen(portefeuille), steps)


def test_a_column_that_is_no_more_gives_the_usual_ones(portefeuille: Portefeuille) -> None:
    portefeuille.remember(exportation.REMEMBERED, "siren,disparue")
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("e")
        assert "habituelles" in session.text

    play(EtablissementsScreen(portefeuille), steps)


def test_only_an_administrator_sees_the_choice_of_the_nirs(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(independant(1))
    for role in (Role.COLLABORATEUR, Role.CONSULTATION):
        somebody = colleague_of(portefeuille, f"{role} Roy", role)

        async def steps(session: Session) -> None:
            await session.press("e")
            assert "Sans numéro de sécurité sociale" in session.text
            assert "en clair" not in session.text

        play(EtablissementsScreen(somebody), steps)


def test_an_administrator_has_the_nirs_once_confirmed(
    portefeuille: Portefeuille, home: Path
) -> None:
    portefeuille.enroll(independant(1))
    fill_too = portefeuille.enroll(independant(2, nir="", deja_inscrit=True))
    assert fill_too.nir_masque is None

    async def steps(session: Session) -> None:
        await session.press("e", "tab", "right", "tab", "tab", "space", "ctrl+s")
        assert "en clair ?" in plain(session.said)
        await session.press("enter")
        assert exportation.NOTHING_WRITTEN in session.message or "Exporter" in session.text
        assert not list(home.iterdir())
        assert exported() == 0
        await session.press("ctrl+s", "o", "enter")
        assert "2 clients" in plain(session.message)

    play(EtablissementsScreen(administrator(portefeuille)), steps)
    (written,) = home.iterdir()
    assert [row["Sécurité sociale"] for row in table(written)] == [f"'{NIR}", ""]
    line = portefeuille.journal.page().lines[0]
    assert (line.verbe, line.auteur, plain(line.nom)) == ("exporter_nir", "Anne Roy", "1 client")
    assert exported() == 1


def test_a_file_that_is_there_is_replaced_only_once_asked(
    portefeuille: Portefeuille, home: Path
) -> None:
    fill(portefeuille, 1)
    day = portefeuille.now.astimezone().date().isoformat()
    mine = home / f"clients-{day}.xlsx"
    mine.write_text("à moi", "utf-8")

    async def steps(session: Session) -> None:
        await session.press("e", "enter")
        assert "existe déjà" in plain(session.said)
        await session.press("enter")
        assert mine.read_text("utf-8") == "à moi"
        await session.press("enter", "o", "enter")
        assert "Export écrit" in session.message

    play(EtablissementsScreen(portefeuille), steps)
    assert len(sheet_of(mine.read_bytes()).rows) == 2


@pytest.mark.parametrize("typed", ["clients", "absent/clients.csv", "", "/proc/clients.csv", "."])
@pytest.mark.played
def test_a_path_that_cannot_be_is_answered(
    portefeuille: Portefeuille, home: Path, typed: str
) -> None:
    fill(portefeuille, 1)

    async def steps(session: Session) -> None:
        await session.press("e", *["backspace"] * 40)
        await session.type(typed)
        await session.press("enter")
        assert type(session.screen) is ExportModal
        assert session.message
        await session.press("escape")

    play(EtablissementsScreen(portefeuille), steps)
    assert not list(home.iterdir())


def test_a_list_without_anybody_goes_out_with_its_titles(
    portefeuille: Portefeuille, home: Path
) -> None:
    async def steps(session: Session) -> None:
        await session.press("e", "enter")
        assert "0 client," in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    (written,) = home.iterdir()
    assert len(sheet_of(written.read_bytes()).rows) == 1
