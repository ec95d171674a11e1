"""What the engine finds once is what Textual finds each time."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import pytest
from rich.segment import Segment
from textual import on
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import AwaitMount, Widget

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.widgets.button import FlatButton
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tests.journeys.widget_toys import Toy, drive
from tui.engine.behind import Behind
from tui.engine.compositor import FrugalCompositor
from tui.engine.dispatching import count_parameters, handlers_of

LOOKED_AT = (("d",), ("tab", "ctrl+s"), ("enter", "escape", "m", "2"))


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_the_sheets_say_is_what_textual_finds(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)

    async def steps(session: Session) -> None:
        for keys in LOOKED_AT:
            await session.press(*keys)
            theirs = Stylesheet(variables=session.app.get_css_variables())
            theirs._rules = session.app.stylesheet.rules
            for node in session.screen.walk_children(with_self=True):
                ours = _rules_of(node)
                theirs.apply(node)
                assert ours == _rules_of(node), node

    play(EtablissementsScreen(portefeuille), steps)


def _rules_of(node: DOMNode) -> list[object]:
    parts = node._component_styles.items()
    return [node.styles.base.get_rules(), {name: one.base.get_rules() for name, one in parts}]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_is_behind_a_window_is_what_textual_shows(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 3)

    async def steps(session: Session) -> None:
        await session.press("r")
        screen = session.app.screen_stack[-2]
        width, height = screen.size
        options, as_it_is = session.app.console.options.update(width=width, height=height), None
        for tint in (Color(0, 0, 0, 0), Color(200, 30, 10, 0.6)):
            theirs = session.app.console.render(BackgroundScreen(screen, tint), options)
            parted = Segment.split_and_crop_lines(theirs, width, include_new_lines=False)
            rows = [Strip(row) for row in parted]
            ours = _drawn(Behind(screen, tint), screen, width)
            assert [row.simplify() for row in ours] == [row.simplify() for row in rows], tint
            assert ours != as_it_is
            as_it_is = ours
            assert not any(style and style.meta for row in ours for _, style, _ in row)
        narrow = _drawn(Behind(screen, tint), screen, width - 7)
        assert {row.cell_length for row in narrow} == {width - 7}

    play(EtablissementsScreen(portefeuille), steps)


def _drawn(visual: Visual, screen: Screen[Any], width: int) -> list[Strip]:
    return Visual.to_strips(screen, visual, width, screen.size.height, screen.visual_style)


class Below(Widget):
    """Notes what handles a message, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.called: list[str] = []

    @on(FlatButton.Pressed, "#other")
    def never(self) -> None:
        self.called.append("never")

    @on(FlatButton.Pressed, "#this")
    def by_selector(self) -> None:
        self.called.append("by selector")

    def on_flat_button_pressed(self) -> None:
        self.called.append("by name")


class Above(Below):
    stops = False

    @on(FlatButton.Pressed)
    def first(self, event: FlatButton.Pressed) -> None:
        self.called.append("first")
        if self.stops:
            event.prevent_default()


def test_what_handles_a_message_is_called_in_its_order() -> None:
    above, button = Above(), FlatButton("OK", id="this")

    async def steps(_: Pilot[None]) -> None:
        for above.stops in (False, True):
            message = FlatButton.Pressed(button)
            message.set_sender(button)
            for _owner, method in handlers_of(above, message.handler_name, message):
                handler: Callable[..., object] = method
                handler(*[message][: count_parameters(method)])
        assert above.called == ["first", "by selector", "by name", "first"]

    drive(Toy(above, button), steps)


def _two(one: int, *, other: int = 0) -> int:
    return one + other


@wraps(_two)
def _wrapped(*_: Any, **__: Any) -> None:
    """Take anything."""


def test_what_a_function_takes_is_counted_as_its_signature_says() -> None:
    below = Below()
    several = (lambda *some, **named: (some, named), below.never, Below.never, _two, _wrapped, len)
    for one in (*several, partial(_two, 1), AwaitMount(below, []), Below):
        assert count_parameters(one) == len(inspect.signature(one).parameters), one


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_screen_is_laid_out_as_it_comes_and_painted_as_it_changes(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 3)
    done: list[tuple[str, object]] = []

    def counted(owner: type, name: str, screen_of: Callable[[Any], object]) -> None:
        method = getattr(owner, name)

        def counting(one: Any, *args: Any, **named: Any) -> Any:
            done.append((name, screen_of(one)))
            return method(one, *args, **named)

        monkeypatch.setattr(owner, name, counting)

    async def steps(session: Session) -> None:
        # What is beneath has it all drawn once more, when the timer of its own first frame comes.
        session.app.screen_stack[0]._on_timer_update()
        await session.press()
        counted(FrugalCompositor, "_arrange_root", lambda compositor: compositor.root)
        counted(Screen, "_compositor_refresh", lambda screen: screen)
        # In the form a bar turns out to be needed: it is laid out again, and the bar is drawn. What
        # a window has just covered has it drawn once more, where its own frame comes meanwhile.
        for key, most in (("r", (1, 2)), ("escape", (0, 2)), ("d", (2, 3))):
            done.clear()
            await session.press(key)
            top = [name for name, screen in done if screen is session.screen]
            found = top.count("_arrange_root"), top.count("_compositor_refresh")
            assert all(one <= other for one, other in zip(found, most, strict=True)), (key, found)

    play(EtablissementsScreen(portefeuille), steps)
