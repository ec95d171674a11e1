"""Précédent and Suivant, and where one stands in the list."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from models.search.criteres import Page
from screens.liste.search_words import place_in_words
from screens.widgets.button import FlatButton
from screens.widgets.cells import fit
from screens.widgets.widget_message import WidgetMessage

APART = 4
"""The cells between the place of a page and its legend, at least."""


class PageTurner(Horizontal):
    """Précédent | Suivant, and where one stands."""

    class Turned(WidgetMessage["PageTurner"]):
        """Précédent (`step` -1) or Suivant (1) was pressed."""

        def __init__(self, turner: PageTurner, step: int) -> None:
            super().__init__(turner)
            self.step = step

    def __init__(self) -> None:
        super().__init__()
        self._previous = FlatButton("Précédent", variant="link", id="precedent", disabled=True)
        self._next = FlatButton("Suivant", variant="link", id="suivant", disabled=True)
        self._place = Place(id="place")

    def compose(self) -> ComposeResult:
        """Lay out the row."""
        yield self._previous
        yield Static("|", id="barre")
        yield self._next
        yield self._place

    def show(self, page: Page, *, words: str, legend: str) -> None:
        """Tell the place of the page; `words` is what the list is narrowed to."""
        self._previous.disabled = not page.has_previous
        self._next.disabled = not page.has_next
        self._place.say(" · ".join(filter(None, (place_in_words(page), words))), legend)

    @on(FlatButton.Pressed)
    def turn(self, event: FlatButton.Pressed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Turned(self, -1 if event.control is self._previous else 1))


class Place(Widget):
    """Where one stands, and at the other end the legend of the marks where there is room."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._said = "", ""

    def say(self, place: str, legend: str) -> None:
        """Show both."""
        if (place, legend) != self._said:
            self._said = place, legend
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw both on the only row."""
        place, legend = self._said
        width = self.content_size.width
        room = width - cell_len(place) - cell_len(legend)
        text = f"{place}{' ' * room}{legend}" if legend and room >= APART else place
        return Strip([Segment(fit(text, width), self.visual_style.rich_style)], width)
