"""What stands around the list: the portal's search, its pages, its two Inscrire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from models.errors import BadValue
from models.search.criteres import Criteres, Page
from screens.liste.search_words import place_in_words, sought_compte, sought_siren
from screens.widgets.button import FlatButton
from screens.widgets.cells import fit
from screens.widgets.field import Field
from screens.widgets.widget_message import WidgetMessage

APART = 4
"""The cells between the place of a page and its legend, at least."""


class SearchBlock(Horizontal):
    """Siren/Siret, Numéro de compte, Rechercher."""

    class Asked(WidgetMessage["SearchBlock"]):
        """Entrée in a field, or Rechercher."""

    def __init__(self) -> None:
        super().__init__()
        self.siren = Field(id="siren_siret", max_length=40)
        self.compte = Field(id="numero", max_length=40)

    def compose(self) -> ComposeResult:
        """Lay out the two fields under their labels, and the button."""
        yield _labelled("Siren/Siret de l'établissement", self.siren)
        yield _labelled("Numéro de compte", self.compte)
        yield FlatButton("Rechercher", variant="primary", id="rechercher")

    def narrow(self, criteres: Criteres) -> Criteres:
        """Add what is typed to `criteres`; BadValue, with the field marked, if it cannot be."""
        return replace(
            criteres,
            siren=_read(self.siren, sought_siren),
            compte=_read(self.compte, sought_compte),
        )

    def show(self, siren: str, compte: str) -> None:
        """Write in the fields what is sought."""
        for field, value in ((self.siren, siren), (self.compte, compte)):
            field.value = value
            field.mark(None)

    @on(Input.Changed)
    def forgive(self, event: Input.Changed) -> None:
        """Take the mark off a field that is being corrected."""
        _forgive(event)

    @on(Input.Submitted)
    @on(FlatButton.Pressed)
    def ask(self, event: Input.Submitted | FlatButton.Pressed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Asked(self))


class PageBlock(Horizontal):
    """Précédent | Suivant, and where one stands."""

    class Turned(WidgetMessage["PageBlock"]):
        """Précédent (`step` -1) or Suivant (1) was pressed."""

        def __init__(self, block: PageBlock, step: int) -> None:
            super().__init__(block)
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


class EnrollBlock(Vertical):
    """The two Inscrire of the portal: by Siren, by Numéro de compte."""

    class Asked(WidgetMessage["EnrollBlock"]):
        """Entrée in `field`, or the Inscrire beside it."""

        def __init__(self, block: EnrollBlock, field: Field) -> None:
            super().__init__(block)
            self.field = field

    def __init__(self, *, disabled: bool) -> None:
        super().__init__()
        self.siren = Field(id="siren", width=14, max_length=40, takes_tables=True)
        self.gerant = Field(id="gerant", width=21, max_length=40, takes_tables=True)
        self.disabled = disabled

    def compose(self) -> ComposeResult:
        """Lay out the two titles, and under them the two fields."""
        with Horizontal(classes="titres"):
            yield Static(Content("Inscrire d'autres comptes"))
            yield Static(Content("Inscrire un compte gérant majoritaire (non sirétisé)"))
        with Horizontal(classes="lignes"):
            yield _enrolling("Siren", self.siren)
            yield _enrolling("Numéro de compte", self.gerant)

    @on(Input.Changed)
    def forgive(self, event: Input.Changed) -> None:
        """Take the mark off a field that is being corrected."""
        _forgive(event)

    @on(Input.Submitted)
    @on(FlatButton.Pressed)
    def ask(self, event: Input.Submitted | FlatButton.Pressed) -> None:
        """Tell the screen."""
        event.stop()
        source = event.control
        by_account = source is self.gerant or source.id == "inscrire_gerant"
        self.post_message(self.Asked(self, self.gerant if by_account else self.siren))


def _read(field: Field, read: Callable[[str], str]) -> str:
    """Read a field; one that cannot be is marked and takes the focus."""
    field.mark(None)
    try:
        return read(field.value)
    except BadValue:
        field.mark("error")
        field.focus()
        raise


def _forgive(event: Input.Changed) -> None:
    if isinstance(event.input, Field):
        event.input.mark(None)


def _labelled(label: str, field: Field) -> Vertical:
    return Vertical(Static(Content(label)), field, classes="champ")


def _enrolling(label: str, field: Field) -> Horizontal:
    button = FlatButton("Inscrire", variant="primary", id=f"inscrire_{field.id}")
    label_shown = Static(Content(label), classes="label")
    return Horizontal(label_shown, field, button, classes=f"ligne -{field.id}")
