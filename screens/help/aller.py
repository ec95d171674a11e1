"""^Y: a letter on each field, box and button in sight; the letter goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from string import ascii_lowercase
from typing import Any, NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from screens.widgets.foot import Foot

LETTERS = ascii_lowercase[6:]
"""Those that no box has: the fifteen are 1 to 9, and a to f."""

HOW = "Tapez la lettre d'un champ ou d'un bouton, ou celle d'une case."
NOWHERE = "Rien où aller sur cet écran."


class Place(NamedTuple):
    """Where one may go: the cell where its letter stands, if it is in sight; what goes there."""

    cell: Offset | None
    go: Callable[[], object]


Places = Mapping[str, Place]
"""By the letter that leads there."""


async def jump(app: App[Any]) -> None:
    """Show the letters over the screen of `app`, and go where the one that is typed leads."""
    screen = app.screen
    if isinstance(screen, AllerScreen):
        return
    letter = await app.push_screen_wait(AllerScreen(places := places_of(screen)))
    if letter is not None:
        places[letter].go()


def places_of(screen: Screen[Any]) -> Places:
    """Give a letter to each thing that takes the focus, as it is read; its own to each box.

    Those that are out of sight have theirs too: it is the same wherever one has scrolled.
    """
    places: dict[str, Place] = {}
    letters = iter(LETTERS)
    for widget in screen.focus_chain:
        seen = screen.find_widget(widget).visible_region
        inside = dict(getattr(widget, "places", ()))
        for letter, (cell, go) in inside.items():
            there = cell + widget.region.offset
            places[letter] = Place(there if seen.contains_point(there) else None, go)
        if not inside and (letter := next(letters, "")):
            before = Offset(max(seen.x - 1, 0), seen.y) if seen else None
            places[letter] = Place(before, widget.focus)
    return places


class AllerScreen(ModalScreen[str | None]):
    """The letters, over what was there; gives the one that is typed, None if one stays."""

    TITLE = "Aller à"
    CSS_PATH = "aller.tcss"
    AUTO_FOCUS = None
    BINDINGS = [Binding("escape,f12", "give_up", "Rester", id="aller.give_up")]

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """Lay out how to choose, where the cursor of the terminal waits, and the letters."""
        yield Foot()
        yield from self._marks()

    def _marks(self) -> Iterator[Widget]:
        for letter, place in self._places.items():
            if place.cell is not None:
                mark = Static(Content(letter), classes="marque")
                mark.styles.offset = (place.cell.x, place.cell.y)
                yield mark

    def on_mount(self) -> None:
        """Say how to choose."""
        self.query_one(Foot).say(HOW if self._places else NOWHERE)
        beneath = self.app.screen_stack[-2]
        beneath.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, beneath: Screen[object]) -> None:
        """Stand where things are now, as in another window: each has the letter that it had."""
        self._places = places_of(beneath)
        self.query(".marque").remove()
        self.mount_all(self._marks())

    def on_key(self, event: events.Key) -> None:
        """Give the letter; of one that leads nowhere, say so."""
        if event.is_printable:
            event.stop()
            letter = (event.character or "").lower()
            if letter in self._places:
                self.dismiss(letter)
            else:
                self.query_one(Foot).say(f"« {letter} » ne mène nulle part. {HOW}", "warning")

    def action_give_up(self) -> None:
        """Stay."""
        self.dismiss(None)
