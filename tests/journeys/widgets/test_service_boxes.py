"""The fifteen boxes: all their words, their keys, what changed."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from models.labels import Service
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.button import FlatButton
from screens.widgets.service_layout import HEADINGS, LEFT_WIDTH
from tests.journeys.widget_toys import Toy, drive, lines, press


def column_texts(app: Toy) -> list[str]:
    """Return the words of each column of the boxes, read down."""
    shown = lines(app)[:12]
    columns = [[line[:LEFT_WIDTH] for line in shown], [line[LEFT_WIDTH:] for line in shown]]
    return [" ".join(" ".join(column).split()) for column in columns]


@pytest.mark.parametrize("editing", [True, False])
def test_the_fifteen_labels_are_complete_at_80_columns(editing: bool) -> None:
    boxes = ServiceBoxes(frozenset({Service.DPAE}), editing=editing)
    app = Toy(boxes)

    async def steps(_: Pilot[None]) -> None:
        assert boxes.size.height <= 12
        for heading, text in zip(HEADINGS, column_texts(app), strict=True):
            assert heading in text
        for service in Service:
            on, off = ("[x]", "[ ]") if editing else ("✓", "✗")
            box = on if service is Service.DPAE else off
            text = column_texts(app)[service.est_courriel]
            assert f"{service.key} {box} {service.label}" in text.replace("›", " ")

    drive(app, steps)


@pytest.mark.parametrize("width", [60, 73, 74, 78, 80, 100, 112, 120])
def test_no_word_of_a_label_is_lost_at_any_width(width: int) -> None:
    boxes = ServiceBoxes(editing=True)
    app = Toy(boxes)

    async def steps(_: Pilot[None]) -> None:
        words = " ".join(lines(app)).replace("›", " ").split()
        for service in Service:
            assert set(service.label.split()) <= set(words)
        if width >= 112:
            assert boxes.size.height == 10
        beside = HEADINGS[0] in lines(app)[0] and HEADINGS[1] in lines(app)[0]
        assert beside == (width >= 74)

    drive(app, steps, size=(width, 40))


def test_boxes_move_toggle_and_mark_what_changed() -> None:
    boxes = ServiceBoxes(frozenset({Service.DPAE}), editing=True)
    boxes.hints = {Service.COURRIEL_BIS: "sans objet"}
    app = Toy(boxes)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[1].startswith(" 1 [x]›DPAE")
        await press(pilot, "space", "down")
        assert lines(app)[1].startswith("*1 [ ] DPAE")
        assert lines(app)[2].startswith(" 2 [ ]›Déclaration")
        await press(pilot, "up", "space", "up")
        assert lines(app)[1].startswith(" 1 [x]›DPAE")
        assert boxes.selected == {Service.DPAE}
        await press(pilot, "right")
        moved = app.posted[-1]
        assert isinstance(moved, ServiceBoxes.Moved)
        assert (moved.service, moved.hint) == (Service.COURRIEL_BIS, "sans objet")
        await press(pilot, "down", "right", "left")
        assert boxes.cursor.key == "2"
        await press(pilot, *["down"] * 7, "down")
        assert boxes.cursor.key == "a"
        await press(pilot, *["down"] * 9, "enter")
        assert boxes.cursor.key == "f"
        assert isinstance(app.posted[-1], ServiceBoxes.Submitted)
        assert boxes.selected == {Service.DPAE}

    drive(app, steps)


def test_a_box_that_is_ticked_though_it_is_odd_has_a_sign() -> None:
    boxes = ServiceBoxes(frozenset({Service.DPAE}), editing=True)
    boxes.hints = dict.fromkeys((Service.DPAE, Service.SUIVI_DSN), "sans objet")
    app = Toy(boxes)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[1].startswith("!1 [x]›DPAE")
        assert lines(app)[9].startswith(" 9 [ ] Tableau")
        await press(pilot, "space")
        assert lines(app)[1].startswith("*1 [ ]›DPAE")

    drive(app, steps)


def test_the_keys_of_an_azerty_keyboard_toggle_their_box() -> None:
    boxes = ServiceBoxes(editing=True)
    app = Toy(boxes)
    row = [
        "ampersand",
        "é",
        "quotation_mark",
        "apostrophe",
        "left_parenthesis",
        "minus",
        "è",
        "underscore",
        "ç",
    ]

    async def steps(pilot: Pilot[None]) -> None:
        for service, key in zip(Service, [*row, *"abcdef"], strict=True):
            await press(pilot, key)
            assert boxes.selected == {service}
            assert boxes.cursor is service
            toggled = app.posted[-1]
            assert isinstance(toggled, ServiceBoxes.Toggled)
            assert toggled.service is service
            await press(pilot, service.key)
            assert not boxes.selected

    drive(app, steps)


def test_boxes_are_read_without_focus() -> None:
    boxes = ServiceBoxes(frozenset({Service.DPAE}))
    button = FlatButton("Modifier")
    app = Toy(boxes, button)

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "tab", "1")
        assert app.focused is button
        assert boxes.selected == {Service.DPAE}
        boxes.editing = True
        boxes.focus()
        await press(pilot, "2")
        assert Service.DECLARATION in boxes.selected
        boxes.editing = False
        await pilot.pause()
        assert not boxes.has_focus
        assert " 2 ✓ Déclaration de cotisations" in lines(app)[2]

    drive(app, steps)


def test_the_box_under_the_cursor_stays_in_sight() -> None:
    app = Toy(VerticalScroll(ServiceBoxes(editing=True), can_focus=False))

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "f")
        await pilot.pause()
        assert any("f [x]›Avis" in line for line in lines(app))

    drive(app, steps, size=(60, 10))
