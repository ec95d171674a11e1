"""The mouse, once it is given to the program: what looks like a link or a button is one."""

from __future__ import annotations

import pytest
from textual import events

from models.labels import Service
from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.help.aide import AideScreen
from screens.liste.paged_list import PagedList
from screens.services_panel import ServicesPanel
from screens.windows.confirm import ConfirmModal
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tests.tries import in_full

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


async def click(session: Session, words: str, *, row: str = "", nth: int = 0) -> None:
    """Click on the first letter of some words, in the row that holds others."""
    lines = session.lines
    found = [
        (line.index(words) + len(words) - len(words.lstrip()), y)
        for y, line in enumerate(lines)
        if words in line and row in line
    ]
    assert found, f"{words} is not seen: {lines}"
    await click_at(session, *found[nth])


def here(session: Session) -> type[object]:
    """Tell which screen one is on."""
    return type(session.screen)


async def click_at(session: Session, x: int, y: int, kind: str = "click") -> None:
    """Have the terminal tell of a click, or of the wheel, on a cell."""
    told = (events.MouseDown, events.MouseUp) if kind == "click" else (events.MouseScrollDown,)
    for one in told:
        event = one(None, x, y, 0, 0, 1 if kind == "click" else 0, False, False, False, x, y)
        event.set_sender(session.app)
        assert session.app._driver is not None
        session.app._driver.process_message(event)
    await session.press()


def test_a_week_can_be_clicked_through(inside: Portefeuille) -> None:
    fiches = fill(inside, 30)

    async def steps(session: Session) -> None:
        # A button, a tab.
        before = session.app._idle._last
        await click(session, "Gérer les établissements")
        assert session.app._idle._last > before, "who clicks is at the desk"
        assert here(session) is EtablissementsScreen
        await click(session, "Accueil ")
        assert here(session) is AccueilScreen
        await click(session, "Gérer les établissements")
        # A page link, and one that leads nowhere.
        await click(session, "Précédent")
        assert "comptes 1 à" in session.text
        await click(session, "Suivant")
        assert "comptes 11 à" in session.text
        await click(session, "Précédent")
        # The pen of a row, the boxes, a button.
        await click(session, "✍", row=fiches[3].title_bare)
        assert here(session) is ServicesPanel
        assert "Mode modification" in session.text
        await click(session, "Attestations")
        await click(session, "DPAE")
        await click(session, "DPAE")
        await click(session, "Enregistrer", row="Résilier")
        await click(session, "OK")
        assert inside.get(fiches[3].uid).services == {Service.ATTESTATIONS}
        # The cross of a row asks; the buttons answer.
        await click(session, "✕", row=fiches[4].title_bare)
        assert here(session) is ConfirmModal
        await click(session, "Annuler (Échap)")
        assert here(session) is EtablissementsScreen

    play(AccueilScreen(inside), steps)


def test_rows_keys_of_the_foot_and_the_wheel(inside: Portefeuille) -> None:
    fiches = fill(inside, 5)

    async def steps(session: Session) -> None:
        await click(session, fiches[2].raison_sociale)
        assert fiches[2].raison_sociale in session.text
        assert "Mode consultation" in session.text
        await click(session, "Échap", row="F1 Aide")
        assert here(session) is EtablissementsScreen
        await click(session, "F1")
        assert here(session) is AideScreen
        await click(session, "Échap", row="Fermer")
        before = session.lines
        await click_at(session, 79, 23)
        assert session.lines == before, "where nothing is, nothing is done"
        # The wheel goes from row to row.
        await click_at(session, 5, 12, "wheel")
        rows = session.screen.query_one(PagedList).rows
        assert rows.cursor_row == 3
        # Once some are ticked, the margin ticks.
        await session.press("space")
        await click_at(session, 1, rows.region.y + 1)
        assert len(session.screen.query_one(PagedList).ticked.uids) == 2

    play(EtablissementsScreen(inside), steps)


@in_full
def test_the_fields_and_boxes_of_the_form_are_clicked(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        form = session.screen
        assert isinstance(form, ClientForm)
        await click(session, "Déclaration de cotisations")
        assert "[x]›Déclaration" in session.text
        note = form.query_one("#note").region
        await click_at(session, note.x + 2, note.y)
        assert session.focus == "note"

    play(ClientForm.for_edit(inside, fiche), steps)


def test_a_click_waits_for_no_key_and_overtakes_none(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        session.tap("down")
        session.tap("down")
        await click(session, "✕", nth=1)
        assert here(session) is EtablissementsScreen
        assert session.screen.query_one(PagedList).rows.cursor_row == 2

    play(EtablissementsScreen(inside), steps)
