"""A sheet is read once, and a screen is styled once."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tui.app import PortefeuilleApp
from tui.config import load
from tui.engine import stylesheet as kept
from tui.engine.stylesheet import KeptStylesheet
from tui.veille.warm import SIZE, show_login


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_screen_that_is_shown_again_is_not_styled_again(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 3)
    styled: list[Screen[object]] = []
    update = Screen.update_node_styles

    def counted(screen: Screen[object], animate: bool = True) -> None:
        styled.append(screen)
        update(screen, animate)

    monkeypatch.setattr(Screen, "update_node_styles", counted)

    async def steps(session: Session) -> None:
        listed = session.screen
        await session.press("enter")
        panel = session.screen
        assert isinstance(panel, ServicesPanel)
        await session.press("escape")
        styled.clear()
        await session.press("down", "enter")
        assert session.screen is panel
        await session.press("escape")
        assert session.screen is listed
        assert not styled

    play(EtablissementsScreen(portefeuille), steps)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_new_screen_does_not_make_the_sheets_of_the_others_read_again(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 3)
    read: list[str] = []
    parse: Any = vars(stylesheet)["parse"]

    def counted(scope: str, css: str, read_from: tuple[str, str], **settings: object) -> object:
        read.append("/".join(read_from))
        return parse(scope, css, read_from, **settings)

    # Nothing is known but what this one application has read.
    monkeypatch.setattr(kept, "_RULES", {})

    async def steps(session: Session) -> None:
        monkeypatch.setattr(stylesheet, "parse", counted)
        await session.press("enter", "d")
        assert isinstance(session.screen, ClientForm)
        assert any("client_form.tcss" in one for one in read), read
        assert not [one for one in read if "etablissements.tcss" in one or "RowList" in one]
        assert len(read) == len(set(read))

    play(EtablissementsScreen(portefeuille), steps)


def test_a_sheet_is_read_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse: Any = vars(stylesheet)["parse"]

    def counted(scope: str, css: str, *others: object, **settings: object) -> object:
        read.append(css)
        return parse(scope, css, *others, **settings)

    monkeypatch.setattr(stylesheet, "parse", counted)
    sheets = KeptStylesheet()
    for number in range(300):
        sheets.add_source(f"#n{number} {{ color: red; }}", read_from=("n", str(number)))
    sheets.parse()
    assert len(read) == 300
    sheets.add_source("#last { color: blue; }", read_from=("n", "last"))
    sheets.reparse()
    assert len(read) == 301
    assert len(sheets.rules) == 301


def test_what_one_application_found_is_known_to_those_that_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "_KNOWN", {})
    matched: list[object] = []
    apply: Any = Stylesheet.apply

    def counted(sheets: Stylesheet, node: object, **settings: object) -> None:
        matched.append(node)
        apply(sheets, node, **settings)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    cold = asyncio.run(styles_of_login())
    assert matched
    show_login(load({}, file=None))
    matched.clear()
    assert asyncio.run(styles_of_login()) == cold
    assert not matched


async def styles_of_login() -> list[tuple[str, dict[str, str]]]:
    """Show the login in an application of its own; give the rules of all that is in it."""
    door: Any = SimpleNamespace(is_first_run=lambda: False)
    app = PortefeuilleApp(door, config=load({}, file=None))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        shown = app.screen.query("*")
        # A layout is equal to itself alone.
        return [(one.css_identifier, told(one.styles.base.get_rules())) for one in shown]


def told(rules: RulesMap) -> dict[str, str]:
    return {name: repr(value) for name, value in rules.items()}
