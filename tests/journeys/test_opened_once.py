"""A screen that opens is styled once and laid out twice: as it comes, then with what it holds."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_what_opens_is_styled_and_laid_out_once(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 3)
    laid_out, styled_again = Counter[str](), list[int]()
    lay_out: Any = Screen._refresh_layout
    style: Any = Stylesheet.update_nodes

    def laying_out(screen: Screen[Any], *arguments: Any, **settings: Any) -> None:
        laid_out[type(screen).__name__] += 1
        lay_out(screen, *arguments, **settings)

    def styling(sheet: Stylesheet, nodes: Any, animate: bool = False) -> None:
        several = list(nodes)
        styled_again.append(len(several))
        style(sheet, several, animate=animate)

    monkeypatch.setattr(Screen, "_refresh_layout", laying_out)
    monkeypatch.setattr(Stylesheet, "update_nodes", styling)

    async def steps(session: Session) -> None:
        laid_out.clear()
        styled_again.clear()
        await session.press("enter")
        assert isinstance(session.screen, ServicesPanel)
        # The list under it is neither laid out again nor styled again.
        assert laid_out == {"ServicesPanel": 1}
        assert max(styled_again, default=0) == 1
        assert session.screen.has_class("-wide")

    play(EtablissementsScreen(portefeuille), steps)
