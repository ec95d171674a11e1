"""The question before what destroys, the word after what is done (« mon.urssaf.fr indique »)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.frame import Frame, Sentence, Window
from screens.widgets.key_names import worded_on

PORTAL = "mon.urssaf.fr indique"
"""Heads the two sentences of the portal; our own questions are not said by urssaf.fr."""


class ConfirmModal(Window[bool]):
    """A sentence, its details, OK and Annuler; without `question`, OK alone.

    A question opens on Annuler, and no key that opens it confirms it: only `o`, or OK itself.
    """

    TITLE = "Confirmer"
    AUTO_FOCUS = ".sans-risque"
    BINDINGS = [
        Binding("o", "answer(True)", "OK", id="confirm_modal.ok"),
        Binding("n,escape,f12", "answer(False)", "Annuler", id="confirm_modal.cancel"),
        hidden("left", "app.focus_previous", "Bouton précédent", id="confirm_modal.left"),
        hidden("right", "app.focus_next", "Bouton suivant", id="confirm_modal.right"),
        hidden("up", "scroll_text(-1)", "Lire plus haut", id="confirm_modal.up"),
        hidden("down", "scroll_text(1)", "Lire plus bas", id="confirm_modal.down"),
    ]

    def __init__(
        self,
        sentence: str,
        *,
        details: tuple[str, ...] = (),
        question: bool = True,
        heading: str = "Portefeuille",
    ) -> None:
        super().__init__()
        self._heading = heading
        self._sentence = sentence
        self._details = details
        self._question = question

    def asks(self, sentence: str = "") -> bool:
        """Tell whether it is a question, and one that begins so."""
        return self._question and self._sentence.startswith(sentence)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self._heading):
            yield Sentence(self._sentence, self._details)
            with ButtonRow():
                if self._question:
                    key = worded_on(self, "<.ok>")
                    yield FlatButton(f"OK ({key})", variant="primary", id="ok")
                    yield FlatButton("Annuler (Échap)", id="annuler", classes="sans-risque")
                else:
                    yield FlatButton("OK", variant="primary", id="ok", classes="sans-risque")

    def action_scroll_text(self, step: int) -> None:
        """Read what is longer than the window."""
        self.query_one(Sentence).scroll_relative(y=step, animate=False)

    def action_answer(self, agreed: bool) -> None:
        """Close; without a question every answer is OK."""
        self.dismiss(agreed or not self._question)

    @on(FlatButton.Pressed)
    def press(self, event: FlatButton.Pressed) -> None:
        """Answer by a button."""
        self.dismiss(event.control.id == "ok")
