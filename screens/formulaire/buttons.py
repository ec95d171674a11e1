"""The last row of the form: « Déjà inscrit sur urssaf.fr », and what leaves the form."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from screens.widgets.button import FlatButton
from screens.widgets.choice import Tick
from screens.widgets.foot import Foot

NO_TEXT = "On ne tape pas de texte sur un bouton. <.boxes> : aller aux cases."


class FormButtons(Horizontal):
    """The box and the buttons; `new`: nobody is kept yet, `closed`: nothing may be written."""

    def __init__(self, *, new: bool, already: bool, closed: bool) -> None:
        super().__init__(id="boutons")
        self._new, self._already, self._read_only = new, already, closed

    def compose(self) -> ComposeResult:
        """Lay out the box, then the buttons."""
        closed = self._read_only
        yield Tick("Déjà inscrit sur urssaf.fr", value=self._already, id="inscrit", disabled=closed)
        with Horizontal(id="actions"):
            yield FlatButton("Enregistrer", variant="primary", id="enregistrer", disabled=closed)
            if self._new:
                yield FlatButton("Enregistrer et suivant", id="suivant", disabled=closed)
            yield FlatButton("Annuler", id="annuler")

    def on_key(self, event: events.Key) -> None:
        """Say where the boxes are: a number was perhaps meant for one of them."""
        is_text = event.is_printable and event.key not in self.screen.active_bindings
        if is_text and not self._read_only:
            event.stop()
            self.screen.query_one(Foot).say(NO_TEXT, "warning")
