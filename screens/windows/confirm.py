"""The question before what destroys, the word after what is done (« mon.urssaf.fr indique »)."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding

from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.frame import Frame, ReadWindow, Sentence
from screens.widgets.key_line import KeyLine
from screens.widgets.key_names import worded_on

PORTAL = "mon.urssaf.fr indique"
"""Heads the two sentences of the portal; our own questions are not said by urssaf.fr."""

UNCHANGED = "Rien n'a changé."
UNREMOVED = "Rien n'a été supprimé."


class ConfirmModal(ReadWindow[bool]):
    """A sentence, its details, OK and Annuler; without `question`, OK alone.

    A question opens on Annuler, or on OK where it `expects` it. It takes two strokes: `o` goes to
    OK, Entrée presses it. Another character, of a word that somebody types, closes it and says
    `kept`.
    """

    TITLE = "Confirmer"
    AUTO_FOCUS = ".first"
    BINDINGS = [
        Binding("o", "go_to_ok", "OK", id="confirm_modal.ok"),
        Binding("n,escape,f12", "answer(False)", "Annuler", id="confirm_modal.cancel"),
        hidden("left", "app.focus_previous", "Bouton précédent", id="confirm_modal.left"),
        hidden("right", "app.focus_next", "Bouton suivant", id="confirm_modal.right"),
    ]

    def __init__(
        self,
        sentence: str,
        *,
        details: tuple[str, ...] = (),
        question: bool = True,
        heading: str = "Portefeuille",
        expects: bool = False,
        kept: str = UNCHANGED,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._sentence = sentence
        self._details = details
        self._question = question
        self._expects = expects or not question
        self._kept = kept

    def asks(self, sentence: str = "") -> bool:
        """Tell whether it is a question, and one that begins so."""
        return self._question and self._sentence.startswith(sentence)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self._heading):
            yield Sentence(self._sentence, self._details)
            with ButtonRow():
                key = worded_on(self, " (<.ok>)") if self._question else ""
                on_ok, on_annuler = ("first", "") if self._expects else ("", "first")
                yield FlatButton(f"OK{key}", variant="primary", id="ok", classes=on_ok)
                if self._question:
                    yield FlatButton("Annuler (Échap)", id="annuler", classes=on_annuler)
        # Its own keys, over those of what is beneath; nothing is called off where nothing is asked.
        yield KeyLine(without="" if self._question else "confirm_modal.cancel")

    def action_go_to_ok(self) -> None:
        """Put the focus on OK: Entrée presses it; without a question it is pressed."""
        if self._question:
            self.query_one("#ok").focus()
        else:
            self.dismiss(True)

    def on_key(self, event: events.Key) -> None:
        """Close on a character that is none of its keys; Espace, in a name, presses no button."""
        binding = self.active_bindings.get(event.key)
        if self._question and event.is_printable and not (binding and binding.node is self):
            event.stop()
            self._give_up()

    async def take_text(self, text: str) -> None:  # noqa: ARG002
        """Close on a word too."""
        if self._question:
            self._give_up()

    def _give_up(self) -> None:
        """Close, and say on the screen beneath that nothing was done."""
        beneath = self.app.screen_stack[-2]
        self.dismiss(False)
        if isinstance(beneath, AnsweringScreen):
            beneath.say(self._kept)

    def action_answer(self, agreed: bool) -> None:
        """Close; without a question every answer is OK."""
        self.dismiss(agreed or not self._question)

    @on(FlatButton.Pressed)
    def press(self, event: FlatButton.Pressed) -> None:
        """Answer by a button."""
        self.dismiss(event.control.id == "ok")
