"""Rapprochement as Accueil leads to it, and tells when it was made last."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from screens.constats.compared import NAME
from screens.rapprochement import RapprochementScreen
from tests.cabinet import fill
from tests.domain.rapprochement.portal import page_of
from tests.journeys.list_stage import Session, play
from tests.journeys.rapprochement_stage import known, paste

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_the_accueil_has_its_line(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press(*["down"] * 5, "enter")
        assert session.screen.TITLE == RapprochementScreen.TITLE
        await session.press("escape")
        assert session.screen.TITLE == AccueilScreen.TITLE
        await session.press("ctrl+r")
        assert session.screen.TITLE == RapprochementScreen.TITLE

    play(AccueilScreen(inside), steps)


def test_accueil_tells_when_all_was_compared_last(inside: Portefeuille) -> None:
    async def compare(session: Session) -> None:
        await paste(session, page_of(known(inside, 1)))
        await session.press("t", "enter")
        assert inside.preference(NAME)

    async def look(session: Session) -> None:
        await session.press(*["escape"] * is_compared)
        assert ("rapproché le 12/06/2026" in session.text) == is_compared

    is_compared = False
    play(AccueilScreen(inside), look, size=(120, 40))
    play(RapprochementScreen(inside), compare)
    is_compared = True
    play(AccueilScreen(inside), look, size=(120, 40))
