"""Pages that were pasted before a cut are there again, compared with what the base has now."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from models.importation.files.opening import read_file, read_text
from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from screens.constats.reading import text_of
from screens.rapprochement import RapprochementScreen
from tests.cabinet import employeur, siren
from tests.domain.rapprochement.portal import page, row
from tests.journeys.drafts.draft_stage import back, cut, nothing_kept, offered
from tests.journeys.form_stage import plain
from tests.journeys.list_stage import Session

PAGES = [page(row(f"Comptes Régime Général du SIREN {siren(rank)} (SARL)")) for rank in (1, 2)]


async def paste_both(session: Session) -> None:
    for text in PAGES:
        await session.app.on_event(events.Paste(text))
        await session.press()
    await session.press("t", "enter")


def test_pages_are_taken_up_and_compared_again(inside: Portefeuille) -> None:
    cut(RapprochementScreen(inside), paste_both)
    inside.enroll(employeur(1, deja_inscrit=True))

    async def resume(session: Session) -> None:
        assert offered(session)
        assert "Rapprochement · 2 pages" in plain(session.said)
        await session.press("enter")
        assert isinstance(session.screen, RapprochementScreen)
        assert "2 pages, 2 comptes lus. C'est tout." in plain(session.text)
        assert "Sur urssaf.fr 1" in plain(session.text)
        assert session.screen.unsaved
        await session.press("escape", "enter")
        assert session.screen.TITLE == AccueilScreen.TITLE

    back(inside, resume)
    assert nothing_kept()


@pytest.mark.parametrize("name", ["08-etablissements.csv", "03-titre-au-dessus.xlsx"])
def test_a_file_is_kept_as_it_would_have_been_pasted(name: str) -> None:
    (path,) = Path(__file__).parents[2].rglob(name)
    grille = read_file(path)
    again = read_text(text_of(grille))
    numbered = {row.numero: row.cells for row in grille.rangees if any(row.cells)}
    assert {row.numero: row.cells for row in again.rangees if any(row.cells)} == numbered
