"""The buttons of the services panel, those to read and those to change."""

from __future__ import annotations

from screens.widgets.button import ButtonRow, FlatButton


class PanelButtons(ButtonRow):
    """Résilier, Modifier, Fermer; Enregistrer and Annuler while one edits."""

    DEFAULT_CSS = """
    PanelButtons {
        #enregistrer, #annuler, &.-editing #modifier, &.-editing #fermer {
            display: none;
        }
        &.-editing #enregistrer, &.-editing #annuler {
            display: block;
        }
    }
    """

    def __init__(self) -> None:
        self._terminate = FlatButton("Résilier", id="resilier")
        self._modify = FlatButton("Modifier", variant="primary", id="modifier")
        super().__init__(
            self._terminate,
            self._modify,
            FlatButton("Fermer", id="fermer"),
            FlatButton("Enregistrer", variant="primary", id="enregistrer"),
            FlatButton("Annuler", id="annuler"),
            FlatButton("en savoir plus sur mes services", variant="link", id="savoir"),
        )

    def show(self, *, editing: bool, locked: bool) -> None:
        """Offer what can be done; nothing can be changed of what is locked."""
        self.set_class(editing, "-editing")
        self._terminate.disabled = self._modify.disabled = locked
