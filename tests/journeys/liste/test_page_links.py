"""Précédent and Suivant, where there is a page before or after, and where there is none."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.dom import DOMNode

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.widgets.button import FlatButton
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_turning_the_page_styles_no_widget_anew(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 25)
    styled: list[DOMNode] = []
    update = App.update_styles

    def counted(app: App[None], node: DOMNode, animate: bool = True) -> None:
        styled.append(node)
        update(app, node, animate)

    async def steps(session: Session) -> None:
        monkeypatch.setattr(App, "update_styles", counted)
        await session.press("s", "s", "p", "home", "end", "end")
        assert "(Suivant)" in session.text
        assert not styled

    play(EtablissementsScreen(inside), steps)


def test_tab_passes_over_a_link_to_no_page(inside: Portefeuille) -> None:
    fill(inside, 15)

    async def steps(session: Session) -> None:
        await session.press("tab")
        assert session.focus == "suivant"
        assert "(Précédent)" in session.text
        await session.press("shift+tab", "s", "tab")
        assert session.focus == "precedent"
        await session.press("tab")
        assert session.focus != "suivant"

    play(EtablissementsScreen(inside), steps)


def test_a_link_that_leads_nowhere_any_more_gives_the_focus_away(inside: Portefeuille) -> None:
    fill(inside, 15)

    async def steps(session: Session) -> None:
        await session.press("tab", "s")
        suivant = session.screen.query_one("#suivant", FlatButton)
        assert not suivant.has_focus
        assert session.focus == "precedent"

    play(EtablissementsScreen(inside), steps)
