"""Every widget can be read in every theme, and used without a colour."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from models.labels import Service
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.answer import Kind
from screens.widgets.button import FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.columns import Row
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.nav import Crumbs, Nav
from screens.widgets.rows import RowList
from tests.journeys.widget_toys import COLUMNS, Toy, contrast, drive, page, press, segments
from tui.terminal.palettes import PALETTES

KINDS: tuple[Kind, ...] = ("info", "success", "warning", "error")


def gallery() -> list[Widget]:
    """Return every widget, in each of its states."""
    rows = RowList(COLUMNS, empty=("Vide",), id="rows")
    field = Field()
    field.mark("error")
    odd = Field(placeholder="exemple")
    odd.mark("warning")
    disabled = Field(placeholder="inactif")
    disabled.disabled = True
    hinted = ServiceBoxes(editing=True)
    hinted.hints = {Service.DPAE: "sans objet"}
    return [
        Nav("Mon Profil", cabinet="Cabinet Martin"),
        Crumbs("Mon Profil"),
        field,
        odd,
        disabled,
        FieldRow("Siren", Field(width=14), hint="clé correcte"),
        Choice([(1, "Un"), (2, "Deux")]),
        Choice([(1, "Un"), (2, "Deux")], disabled=True),
        Tick("Déjà inscrit"),
        FlatButton("Enregistrer", variant="primary"),
        FlatButton("Annuler"),
        FlatButton("Oubli", variant="link"),
        FlatButton("Suivant", disabled=True),
        ServiceBoxes(frozenset({Service.DPAE})),
        hinted,
        rows,
        *(Foot() for _ in KINDS),
    ]


@pytest.mark.parametrize("theme", list(PALETTES))
def test_every_text_is_readable_in_every_theme(theme: str) -> None:
    app = Toy(*gallery(), Input(placeholder="de Textual", compact=True), theme=theme)
    app.idle.add("suivant")
    text_ratio = 7 if theme == "contraste" else 4.5
    seen: set[str] = set()

    def check() -> None:
        for piece in (piece for line in segments(app) for piece in line if piece.text.strip()):
            is_bar = not piece.text.strip("│║ ")
            assert contrast(piece) >= (3 if is_bar else text_ratio), (piece, contrast(piece))
            seen.add(piece.text)

    async def steps(pilot: Pilot[None]) -> None:
        listed = page(3)
        rows = [
            listed[0],
            Row("d", ("Pâle", "", ""), dim=True),
        ]
        app.query_one("#rows", RowList).show(rows)
        for kind, foot in zip(KINDS, app.query(Foot), strict=True):
            foot.styles.dock = "none"
            foot.say(kind, kind)
        app.query(ServiceBoxes).last().action_tick("declaration_cotisations")
        focusable = len(app.screen.focus_chain)
        for _ in range(focusable):
            await press(pilot, "tab")
            check()
            if isinstance(app.focused, Field):
                app.focused.value = "saisi"
                await press(pilot, "shift+left", "shift+left")
                check()
        assert focusable == 12
        assert any("Pâle" in text for text in seen)

    drive(app, steps, size=(80, 70))


def test_each_name_of_a_palette_is_that_of_a_colour() -> None:
    for palettes in PALETTES.values():
        for palette in palettes.values():
            named = palette.colours().values()
            assert not [value for value in named if not re.fullmatch("#[0-9A-F]{6}", value)]


def test_focus_and_cursor_are_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Toy)
        app.query_one("#rows", RowList).show(page(2))
        for _ in range(len(app.screen.focus_chain)):
            await press(pilot, "tab")
            assert app.focused is not None
            region = app.focused.region
            shown = segments(app)[region.y : region.bottom]
            pieces = [piece for line in shown for piece in line]
            assert any(piece.style and piece.style.reverse for piece in pieces), app.focused

    drive(Toy(*gallery()), steps, size=(80, 70))
