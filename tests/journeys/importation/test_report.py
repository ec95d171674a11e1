"""Third step: what became of the lines, the file of those that are left, and them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import lot
from models.errors import StorageFailure
from models.importation.files.opening import read_file
from models.importation.lot_import import LotImport
from models.portefeuille import Portefeuille
from screens.files.places import Places
from screens.flows import lots
from screens.importation.lines_screen import LignesScreen
from screens.importation.report_screen import RapportScreen
from screens.importation.table_screen import ImportationScreen
from tests.cabinet import NIR, employeur, numero, siren
from tests.journeys.importation.importation_stage import (
    names,
    paste,
    plain,
    screen_of,
    shows,
    table,
)
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_what_a_workbook_rejects_is_corrected_and_imported_again(
    portefeuille: Portefeuille, tmp_path: Path
) -> None:
    text = f"Siren\tCompte\tType\tNIR\tNom\n12\t{numero(1)}\tArtisan\t{NIR}\t=A1 DUPONT\n"

    async def steps(session: Session) -> None:
        session.app.places = Places(tmp_path)
        await session.press("ctrl+s", "ctrl+s")
        assert "Aucune ligne prise" in session.message
        await session.press("escape")
        await paste(
            session, text.splitlines()[0] + f"\n{siren(2)}\t{numero(2)}\tArtisan\t{NIR}\tOUI"
        )
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "e")
        await session.press("enter")
        await until(lambda: "Rejets écrits" in session.message)
        assert "Rejets écrits : 1 ligne" in plain(session.message)
        await session.press("escape")

    app = play(screen_of(portefeuille, text), steps)
    assert app.answer == "1\xa0client inscrit. À faire sur urssaf.fr."
    (written,) = tmp_path.glob("rejets-*.xlsx")
    titles, row = read_file(written).rangees
    assert titles.cells[:2] == ("Motif", "Siren")
    assert "9 chiffres" in row.cells[0]
    assert "Numéro de sécurité sociale à ressaisir" in row.cells[0]
    assert NIR[:8] not in str(row.cells)
    assert row.cells[5] == "=A1 DUPONT"

    async def again(session: Session) -> None:
        assert "Motif" in session.text
        await session.press("ctrl+s", "enter")
        await session.press("end", "ctrl+u", *siren(1), *["tab"] * 3, *NIR, "ctrl+s", "ctrl+s")
        await session.press("o", "enter", "enter")

    play(ImportationScreen(portefeuille, read_file(written)), again)
    assert names() == ["=A1 DUPONT", "OUI"]


def test_the_report_follows_the_window(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "ctrl+s", "o", "enter")
        for size in ((120, 40), (80, 24)):
            await session.resize(*size)
            assert isinstance(session.screen, RapportScreen)

    text = f"Siren\tCompte\tType\tNIR\tNom\n{siren(2)}\t{numero(2)}\tArtisan\t{NIR}\tOUI\n"
    play(screen_of(portefeuille, text), steps)


def test_a_session_that_opens_no_file_writes_none(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.app.places = Places(allowed=False)
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "e")
        told = "Par SSH, aucun fichier n'est écrit : l y revient, pour les corriger ici."
        assert plain(session.message) == f"! {told}"
        assert "Écrire les rejets (1)" not in plain(session.text)
        await session.press("escape")
        assert told in plain(session.said)
        await session.press("escape", "l")
        assert shows(session, LignesScreen)

    play(screen_of(portefeuille, table(1) + "\r12\t34\t1\tFAUX"), steps)


def test_a_long_inscription_stopped_by_the_base_keeps_the_rest(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lot, "AT_ONCE", 2)
    monkeypatch.setattr(lots, "SLICE", 2)
    right = LotImport._all

    def full_after_two(self: LotImport, items: object) -> object:
        if self.done:
            raise StorageFailure("Disque plein : rien n'a été enregistré.")
        return right(self, items)  # type: ignore[arg-type]

    monkeypatch.setattr(LotImport, "_all", full_after_two)

    async def steps(session: Session) -> None:
        await until(lambda: "titres en ligne 1" in session.text)
        await session.press("ctrl+s")
        await until(lambda: "2 Prêtes 5" in plain(session.text))
        await session.press("ctrl+s", "o", "enter")
        await until(lambda: "Disque plein" in session.text)
        await session.press("escape")
        await until(lambda: shows(session, RapportScreen))
        await session.press()
        assert "2 clients inscrits" in plain(session.text)
        await session.press("l")
        assert "2 Prêtes 3" in plain(session.text)

    play(screen_of(portefeuille, table(1, 2, 3, 4, 5)), steps)
    assert names() == ["CLIENT 001", "CLIENT 002"]


def test_each_line_that_was_read_is_accounted_for(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(5))
    text = "\n".join(
        (
            "Siren\tCompte\tMontant\tNom",
            f"{siren(1)}\t{numero(1)}\t1\tUN",
            f"{siren(1)}\t{numero(11)}\t1\tUN",
            f"{siren(1)}\t{numero(1)}\t1\tUN",
            f"{siren(5)}\t{numero(5)}\t1\tCINQ",
            f"12\t{numero(2)}\t1\tDEUX",
            "Total\t\t3\t",
        )
    )

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "ctrl+s", "o", "enter")
        assert shows(session, RapportScreen)
        told = plain(session.text)
        for said in (
            "1 client inscrit, à faire",
            "2 lignes jointes à une autre, inscrites avec elle",
            "1 ligne déjà inscrite",
            "1 ligne en erreur",
            "1 ligne ignorée",
            "6 lignes lues en tout",
        ):
            assert said in told, said
        await session.press("escape", "o", "enter")

    play(screen_of(portefeuille, text), steps)
