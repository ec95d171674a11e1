"""The two fields where one inscribes a client by its number."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models.champs.champ import PASTED
from screens.widgets.button import FlatButton
from screens.widgets.field import Field, Forgiving
from screens.widgets.widget_message import WidgetMessage


class EnrollFields(Vertical, Forgiving):
    """The two Inscrire of the portal: by Siren, by Numéro de compte."""

    class Asked(WidgetMessage["EnrollFields"]):
        """Entrée in `field`, or the Inscrire beside it."""

        def __init__(self, fields: EnrollFields, field: Field) -> None:
            super().__init__(fields)
            self.field = field

    def __init__(self, *, disabled: bool) -> None:
        super().__init__()
        self.siren = Field(id="siren", width=14, max_length=PASTED, takes_tables=True)
        self.gerant = Field(id="gerant", width=21, max_length=PASTED, takes_tables=True)
        self.disabled = disabled

    def compose(self) -> ComposeResult:
        """Lay out the two titles, and under them the two fields."""
        with Horizontal(classes="titres"):
            yield Static(Content("Inscrire d'autres comptes"))
            yield Static(Content("Inscrire un compte gérant majoritaire (non sirétisé)"))
        with Horizontal(classes="lignes"):
            yield _row("Siren", self.siren)
            yield _row("Numéro de compte", self.gerant)

    @on(Input.Submitted)
    @on(FlatButton.Pressed)
    def ask(self, event: Input.Submitted | FlatButton.Pressed) -> None:
        """Tell the screen."""
        event.stop()
        source = event.control
        by_account = source is self.gerant or source.id == "inscrire_gerant"
        self.post_message(self.Asked(self, self.gerant if by_account else self.siren))


def _row(label: str, field: Field) -> Horizontal:
    button = FlatButton("Inscrire", variant="primary", id=f"inscrire_{field.id}")
    label_shown = Static(Content(label), classes="label")
    return Horizontal(label_shown, field, button, classes=f"ligne -{field.id}")
