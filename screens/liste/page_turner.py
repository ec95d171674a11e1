"""Précédent and Suivant, and where one stands in the list."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
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

    DEFAULT_CSS = """
    PageTurner {
        height: auto;
        padding: 0 0 0 1;

        #barre {
            width: 1;
            color: $muted;
        }

        #place {
            width: 1fr;
            height: 1;
            padding: 0 1 0 2;
            color: $muted;
        }
    }
    """

    class Turned(WidgetMessage["PageTurner"]):
        """Précédent (`step` -1) or Suivant (1) was pressed."""

        def __init__(self, turner: PageTurner, step: int) -> None:
            super().__init__(turner)
            self.step = step

    def __init__(self) -> None:
        super().__init__()
        self._previous = PageLink("Précédent", variant="link", id="precedent")
        self._next = PageLink("Suivant", variant="link", id="suivant")
        self._place = Place(id="place")

    def compose(self) -> ComposeResult:
        """Lay out the row."""
        yield self._previous
        yield Static("|", id="barre")
        yield self._next
        yield self._place

    def show(self, page: Page, *, words: str, legend: str) -> None:
        """Tell the place of the page; `words` is what the list is narrowed to."""
        self._previous.leads = page.has_previous
        self._next.leads = page.has_next
        self._place.say(" · ".join(filter(None, (place_in_words(page), words))), legend)

    @on(FlatButton.Pressed)
    def turn(self, event: FlatButton.Pressed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Turned(self, -1 if event.control is self._previous else 1))


class PageLink(FlatButton):
    """Précédent or Suivant; it looks disabled, and Tab passes over it, where there is no such page.

    It is never disabled: Textual would style it anew, which takes a quarter of the time of a page.
    """

    DEFAULT_CSS = """
    PageLink {
        &>.page-link--off {
            color: $muted;
        }
    }
    """
    COMPONENT_CLASSES = {"page-link--off"}

    leads: reactive[bool] = reactive(False)

    @property
    def is_off(self) -> bool:
        """Whether there is no such page."""
        return not self.leads

    @property
    def style_now(self) -> Style:
        """How its text is drawn."""
        return self.get_component_rich_style("page-link--off") if self.is_off else super().style_now

    def allow_focus(self) -> bool:
        """Only a link to a page takes the focus."""
        return self.leads

    def watch_leads(self, leads: bool) -> None:
        """Give the focus back when there is no such page."""
        if not leads:
            self.blur()


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
