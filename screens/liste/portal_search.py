"""The search that the portal has: by number, in two fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models.champs.champ import PASTED
from models.errors import BadValue
from models.search.criteres import Criteres
from screens.liste.search_words import sought_compte, sought_siren
from screens.widgets.button import FlatButton
from screens.widgets.field import Field, Forgiving
from screens.widgets.widget_message import WidgetMessage


class PortalSearch(Horizontal, Forgiving):
    """The search of the portal: Siren/Siret, Numéro de compte, Rechercher."""

    class Asked(WidgetMessage["PortalSearch"]):
        """Entrée in a field, or Rechercher."""

    def __init__(self) -> None:
        super().__init__()
        self.siren = Field(id="siren_siret", max_length=PASTED)
        self.compte = Field(id="numero", max_length=PASTED)

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

    @on(Input.Submitted)
    @on(FlatButton.Pressed)
    def ask(self, event: Input.Submitted | FlatButton.Pressed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Asked(self))


def _read(field: Field, read: Callable[[str], str]) -> str:
    """Read a field; one that cannot be is marked and takes the focus."""
    field.mark(None)
    try:
        return read(field.value)
    except BadValue:
        field.mark("error")
        field.focus()
        raise


def _labelled(label: str, field: Field) -> Vertical:
    return Vertical(Static(Content(label)), field, classes="champ")
