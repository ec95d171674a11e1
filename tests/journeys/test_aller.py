"""^Y and a letter go to any field, box or button in sight, and change nothing."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.help.aller import HOW, AllerScreen, places_of
from screens.services.service_boxes import ServiceBoxes
from screens.services_panel import ServicesPanel
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tests.tries import in_full
from tui.engine.cursor import cursor_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def letter_of(session: Session, name: str) -> str:
    """Give the letter that stands before a field, once they are shown."""
    assert isinstance(session.screen, AllerScreen)
    field = session.app.screen_stack[-2].query_one(f"#{name}").region
    return session.lines[field.y][field.x - 1]


def test_two_keys_go_to_any_field_or_box_of_the_form(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        form = session.screen
        assert isinstance(form, ClientForm)
        for name in ("note", "siret"):
            await session.press("ctrl+y")
            assert HOW in session.lines[cursor_of(session.screen).y].replace("\u00a0", " ")
            await session.press(letter_of(session, name))
            assert isinstance(session.screen, ClientForm)
        await session.press("ctrl+y", "8")
        assert isinstance(session.screen.focused, ServiceBoxes)
        assert "[ ]›Travailler à l'étranger" in session.text
        assert not form.unsaved
        # As typed ahead; then what leads nowhere stays.
        await session.press("ctrl+y", "D")
        assert "[ ]›Avis de mise à disposition de messages" in session.text
        await session.press("ctrl+y", "0")
        assert "« 0 » ne mène nulle part." in session.message.replace("\u00a0", " ")
        await session.press("escape", "ctrl+y", "ctrl+y", "escape")
        assert "[ ]›Avis de mise à disposition de messages" in session.text

    play(ClientForm.for_edit(inside, fiche), steps)


@in_full
def test_every_place_in_sight_has_a_letter_of_its_own(inside: Portefeuille) -> None:
    fiches = fill(inside, 3)

    async def steps(session: Session) -> None:
        seen = [one for one in session.screen.focus_chain if one.region]
        boxes = 14 * any(isinstance(one, ServiceBoxes) for one in seen)
        assert len(places_of(session.screen)) == len(seen) + boxes

    async def steps_of_panel(session: Session) -> None:
        await session.press("m")
        await steps(session)
        await session.press("ctrl+y", "9")
        assert "[ ]›Tableau de Bord" in session.text

    play(EtablissementsScreen(inside), steps)
    play(ClientForm.for_edit(inside, fiches[0]), steps)
    play(ServicesPanel(inside, fiches[0]), steps_of_panel)


def test_the_letters_follow_what_they_lead_to_into_another_window(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("ctrl+y")
        letter = letter_of(session, "note")
        marks = len(session.screen.query(".marque"))
        await session.resize(120, 40)
        assert letter_of(session, "note") == letter
        assert len(session.screen.query(".marque")) >= marks
        await session.press(letter)
        assert session.focus == "note"

    play(ClientForm.for_edit(inside, fiche), steps)
