"""The last row of the form: « Déjà inscrit sur urssaf.fr », and what leaves the form."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from screens.widgets.button import FlatButton
from screens.widgets.choice import Tick


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
