"""A small application to try widgets in, and what a person would see of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from hypothesis import strategies as st
from rich.segment import Segment
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.color import Color
from textual.pilot import Pilot
from textual.widget import Widget

from screens.widgets.columns import Column, Row
from screens.widgets.widget_message import WidgetMessage
from tests.quiet import played
from tui.terminal.colours import Colours
from tui.terminal.palettes import PALETTES
from tui.terminal.themes import look, variable_defaults

SSH = (80, 24)

Steps = Callable[["Pilot[None]"], Awaitable[None]]


class Toy(App[None]):
    """Shows the widgets given, and remembers what they posted."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("f1", "aide", "Aide", id="toy.help"),
        Binding("m,f2", "modifier", "Modifier", id="toy.edit"),
        Binding("pagedown", "suivant", "Suivant", id="toy.next"),
        Binding("x,delete", "resilier", "Résilier", id="toy.terminate"),
        Binding("j", "journal", "Journal", show=False, id="toy.journal"),
    ]

    def __init__(self, *widgets: Widget, theme: str = "clair") -> None:
        super().__init__()
        self._widgets = widgets
        self.posted: list[WidgetMessage[Widget]] = []
        self.idle: set[str] = set()
        for name in PALETTES:
            self.register_theme(look(name, Colours.ALL))
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return None if action in self.idle else True

    @on(WidgetMessage)
    def remember(self, message: WidgetMessage[Widget]) -> None:
        self.posted.append(message)


def drive(app: Toy, steps: Steps, *, size: tuple[int, int] = SSH) -> None:
    """Run `steps` on the application, in a terminal of that size."""

    async def session() -> None:
        async with played(app, size) as pilot:
            await steps(pilot)
            await pilot.pause()

    asyncio.run(session())


def segments(app: Toy) -> list[list[Segment]]:
    """Return the lines of the screen, as styled pieces."""
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def lines(app: Toy) -> list[str]:
    """Return the lines of the screen, as text."""
    return ["".join(piece.text for piece in line) for line in segments(app)]


def contrast(piece: Segment) -> float:
    """Return the WCAG ratio between a piece of text and what lies under it, from 1 to 21."""
    style = piece.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    bright, dark = sorted(
        (_luminance(Color.from_rich_color(colour)) for colour in (style.color, style.bgcolor)),
        reverse=True,
    )
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


HOSTILE = (
    "[/red]",
    "[@click=app.quit]GARAGE[/]",
    "\x1b[2JESC\x1b]52;c;aGVsbG8=\x07",
    "株式会社トヨタ自動車株式会社トヨタ自動車",
    "e\u0301te\u0301 \u202egauche\u202c",
    "X" * 300,
    "deux\nlignes\tet tab",
    "👩\u200d👩\u200d👧 ✍\ufe0f",
    "",
)
texts = st.text(max_size=60) | st.lists(st.sampled_from(HOSTILE)).map("".join)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


COLUMNS = (Column("Compte(s)"), Column("Raison sociale", 18), Column("Montant", 8, "right"))


def page(count: int, name: str = "SARL") -> list[Row]:
    return [Row(f"k{i}", (f"Compte {i}", f"{name} {i}", f"{i},00")) for i in range(count)]


def drawn(app: Toy) -> list[str]:
    return [line.rstrip() for line in lines(app)]
