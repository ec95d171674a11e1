"""What completes a client is read whole, in any window."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll

from models.importation.choosing.completing import Completion
from models.portefeuille import Portefeuille
from models.saisie import typed
from screens.importation.completing import CompletingModal
from screens.widgets.foot import SMALLEST
from screens.widgets.frame import Frame
from tests.cabinet import employeur
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
MANY = tuple(f"Champ {rank}" for rank in range(20))


def test_keys_lead_to_all_that_is_added(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        texts = session.screen.query_one("#textes", VerticalScroll)
        assert "lire" in str(session.screen.query_one(Frame).border_subtitle)
        assert "Retour" in session.text
        await session.press("down")
        assert texts.scroll_offset.y == 1
        await session.press(*["pagedown"] * 9)
        assert texts.scroll_offset.y == texts.max_scroll_y
        assert "Rien d'autre ne diffère." in session.text
        await session.press(*["pageup"] * 9, "up")
        assert texts.scroll_offset.y == 0

    play(CompletingModal(Completion(fiche, typed(fiche), MANY), taken=False), steps, size=SMALLEST)
