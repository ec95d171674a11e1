"""The boxes of a form: how one comes to them, and what a key that is none of them says."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from models.labels import Role
from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.services.box_keys import NO_SUCH_BOX
from screens.services_panel import ServicesPanel
from screens.widgets.foot import SMALLEST
from screens.windows.confirm import ConfirmModal
from tests.cabinet import colleague_of, employeur
from tests.journeys.form_stage import form_a, value
from tests.journeys.list_stage import SSH, Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_a_key_that_is_no_box_says_where_the_boxes_are(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("8")
        assert session.message == "", "a field of numbers"
        for name in ("raison_sociale", "code_dossier", "note"):
            session.screen.query_one(f"#{name}").focus()
            await session.press("8")
            assert session.message.startswith("8 est dans le champ")
            assert value(session, name) == "8"
            await session.press("1")
            assert session.message == ""
        session.screen.query_one("#annuler").focus()
        await session.press("8")
        assert "F8" in session.message
        await session.press("f8", "z")
        assert session.message.endswith(NO_SUCH_BOX)
        await session.press("c")
        assert session.message == ""
        assert "c [x]›" in session.text

    play(form_a(inside), steps)


def test_f8_shows_as_many_boxes_as_there_is_room_for(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        for size in (SMALLEST, SSH):
            await session.resize(*size)
            session.screen.query_one("#montant").focus()
            await session.press()
            await session.press("f8")
            await session.press()
            boxes = session.screen.query_one("FormBoxes")
            room = session.screen.query_one("#corps").size.height
            seen = session.screen.find_widget(boxes).visible_region
            assert seen.height == min(room, boxes.size.height)
        for width, height, beside in ((120, 40, True), (120, 24, False), (160, 24, True)):
            await session.resize(width, height)
            x = session.screen.query_one("FormBoxes").region.x
            assert x == (session.screen.query_one("FormFields").region.right if beside else 0)

    play(form_a(inside), steps)


def test_a_page_key_in_the_boxes_turns_and_scrolls_nothing(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        body = session.screen.query_one("PanelBody FieldsRoom")
        assert body.max_scroll_y
        await session.press("6")
        before = body.scroll_offset
        await session.press("pagedown")
        assert isinstance(session.screen, ConfirmModal)
        await session.press("escape")
        assert body.scroll_offset == before

    play(ServicesPanel(inside, fiche, modification=True), steps, size=SMALLEST)


def test_who_only_reads_sees_all_the_boxes(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))
    reader = colleague_of(inside, "Luc Lecteur", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        last = "notifications contentieuses"
        assert last not in session.text
        await session.press("f8")
        assert last in session.text
        assert "consultation" in session.message
        await session.press("f8")
        assert last not in session.text

    play(ClientForm.for_edit(reader, fiche), steps)


def test_the_fields_stand_as_the_window_asks_after_each_other(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        first, second = (
            session.screen.query_one(f"#{name}") for name in ("numero_compte", "siret")
        )
        for size, one_row in ((SSH, True), ((79, 60), False), (SSH, True)):
            await session.resize(*size)
            assert (first.region.y == second.region.y) is one_row

    play(form_a(inside), steps)


@pytest.mark.parametrize("size", [SSH, (120, 40)])
def test_fields_have_one_left_edge_and_one_right_edge(
    inside: Portefeuille, size: tuple[int, int]
) -> None:
    async def steps(session: Session) -> None:
        def regions(*names: str) -> list[Region]:
            return [session.screen.query_one(f"#{name}").region for name in names]

        second = regions("siret", "forme_juridique", "ville", "responsable")
        assert len({one.x for one in second}) == 1
        to_the_end = regions("siret", "raison_sociale", "ville", "responsable", "note")
        assert len({one.right for one in to_the_end}) == 1

    play(form_a(inside), steps, size=size)
