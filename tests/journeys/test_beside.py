"""What stands beside a list in a wide window follows its cursor."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widget import Widget

from models.labels import Service
from models.lot import LotServices
from models.portefeuille import Portefeuille
from models.services import Changement
from screens.corbeille import CorbeilleScreen
from screens.journal import JournalScreen
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from screens.volet.beside import RULE
from screens.widgets.widths import LARGE
from tests.cabinet import NIR, employeur, fill, independant
from tests.journeys.list_stage import SSH, Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
WIDE = (LARGE, 40)
DPAE = frozenset({Service.DPAE})
LONG = "ASSOCIATION DES AMIS DU TILLEUL"


def panel(session: Session) -> Widget:
    """Give what stands beside the list."""
    return session.screen.query_one("Beside")


def beside(session: Session) -> str:
    """Give what is seen beside the list, on one line."""
    place = panel(session).region
    rows = session.lines[place.y : place.bottom]
    return " ".join(" ".join(row[place.x + len(RULE) : place.right] for row in rows).split())


def queue(portefeuille: Portefeuille) -> Screen[Any]:
    return QueueScreen(portefeuille, Filters())


def test_the_queue_shows_what_is_to_be_typed_and_no_nir(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, services=DPAE))
    inside.enroll(independant(2))

    async def steps(session: Session) -> None:
        assert "Inscrire : BOULANGERIE 001" in beside(session)
        assert "Cases à cocher" in beside(session)
        await session.press("down")
        assert "FAURE 002" in beside(session)
        assert "000000026" in beside(session)
        assert "••" in beside(session)
        assert NIR[5:13] not in beside(session).replace(" ", "")
        await session.press("r", "enter")
        assert "Fait sur urssaf.fr" in beside(session)
        await session.resize(LARGE - 1, 40)
        assert "Aperçu : BOULANGERIE 001" in session.text.replace("\xa0", " "), "below the rows"

    play(queue(inside), steps, size=WIDE)


def test_the_journal_shows_before_and_after(inside: Portefeuille) -> None:
    inside.enroll(employeur(9, raison_sociale=LONG))
    first, *_ = fiches = fill(inside, 3)
    LotServices(inside, fiches, Changement(opened=DPAE)).run()
    inside.set_services(inside.get(first.uid), frozenset())

    async def steps(session: Session) -> None:
        assert "DPAE avant : ouvert après : fermé" in beside(session)
        await session.press("down")
        assert f"· {LONG} " in session.text
        assert "3 opérations. Entrée" in beside(session)
        await session.press("enter")
        assert "DPAE avant : fermé après : ouvert" in beside(session)
        await session.press("enter")
        assert beside(session).endswith("après : ouvert")

    play(JournalScreen(inside), steps, size=WIDE)


def test_the_corbeille_shows_what_restoring_would_bring_back(inside: Portefeuille) -> None:
    for rank in (1, 2):
        inside.terminate(inside.enroll(employeur(rank, services=DPAE)))

    async def steps(session: Session) -> None:
        assert "BOULANGERIE 002" in beside(session)
        await session.press("down")
        assert "BOULANGERIE 001" in beside(session)
        assert "DPAE" in beside(session)
        assert re.search(r"Supprimé le 12/06/2026 à ..:00 par Claire Durand\.", beside(session))
        await session.press("t", "enter")
        assert "BOULANGERIE 002" in beside(session)

    play(CorbeilleScreen(inside), steps, size=WIDE)


def test_an_empty_list_has_nothing_beside_it(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert beside(session) == ""

    play(CorbeilleScreen(inside), steps, size=WIDE)


@pytest.mark.parametrize("make", [queue, JournalScreen, CorbeilleScreen])
@pytest.mark.played
def test_a_window_that_changes_keeps_the_cursor(
    inside: Portefeuille, make: Callable[[Portefeuille], Screen[Any]]
) -> None:
    for fiche in fill(inside, 5):
        inside.terminate(fiche)

    async def steps(session: Session) -> None:
        await session.press("down", "down")
        here = session.cursor[:20]
        for size in (WIDE, SSH, (121, 40), (137, 40), (200, 55)):
            await session.resize(*size)
            assert session.cursor[:20] == here
            taken = panel(session).region.width
            assert bool(taken) == (size[0] >= LARGE)
            assert session.screen.query_one("RowList").region.width == size[0] - taken

    play(make(inside), steps)
