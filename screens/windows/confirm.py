"""The question before what destroys, the word after what is done (« mon.urssaf.fr indique »)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.getters import query_one

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
NAME = "question"
"""By which the window that is kept from one question to the next is known."""


@dataclass(frozen=True)
class Asked:
    """What a window says, and what it takes for an answer."""

    sentence: str
    details: tuple[str, ...]
    question: bool
    heading: str
    expects: bool
    kept: str


class ConfirmModal(ReadWindow[bool]):
    """A sentence, its details, OK and Annuler; without `question`, OK alone.

    A question opens on Annuler, or on OK where it `expects` it. It takes two strokes: `o` goes to
    OK, Entrée presses it. Another character, of a word that somebody types, closes it and says
    `kept`.
    """

    TITLE = "Confirmer"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("o", "go_to_ok", "OK", id="confirm_modal.ok"),
        Binding("n,escape,f12", "answer(False)", "Annuler", id="confirm_modal.cancel"),
        hidden("left", "app.focus_previous", "Bouton précédent", id="confirm_modal.left"),
        hidden("right", "app.focus_next", "Bouton suivant", id="confirm_modal.right"),
    ]

    _ok = query_one("#ok", FlatButton)
    _annuler = query_one("#annuler", FlatButton)

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
        self._asked = Asked(sentence, details, question, heading, expects or not question, kept)

    def laid_out(self, app: App[Any]) -> Self:
        """Give the window that was laid out before, which says this now, unless it is in use."""
        window = self.kept(app, NAME)
        if window is not self:
            window.ask(self._asked)
            window.call_after_refresh(window.tell_more)
        return window

    def asks(self, sentence: str = "") -> bool:
        """Tell whether it is a question, and one that begins so."""
        return self._asked.question and self._asked.sentence.startswith(sentence)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(""):
            yield Sentence()
            with ButtonRow():
                yield FlatButton("", variant="primary", id="ok")
                yield FlatButton("Annuler (Échap)", id="annuler")
        # Its own keys, over those of what is beneath.
        yield KeyLine()

    @on(events.Mount)
    def begin(self) -> None:
        """Ask for the first time."""
        self.ask(self._asked)

    def ask(self, asked: Asked) -> None:
        """Write what is asked into the box, and go to the button that is expected."""
        self._asked = asked
        self.query_one(Frame).border_title = Content(asked.heading)
        self.query_one(Sentence).tell(asked.sentence, asked.details)
        self._ok.label = f"OK{worded_on(self, ' (<.ok>)') if asked.question else ''}"
        self._annuler.display = asked.question
        # Nothing is called off where nothing is asked.
        keys = self.query_one(KeyLine)
        keys.without = "" if asked.question else "confirm_modal.cancel"
        keys.say("")
        self.set_focus(None)
        self.set_focus(self._ok if asked.expects else self._annuler)

    def action_go_to_ok(self) -> None:
        """Put the focus on OK: Entrée presses it; without a question it is pressed."""
        if self._asked.question:
            self._ok.focus()
        else:
            self.dismiss(True)

    def on_key(self, event: events.Key) -> None:
        """Close on a character that is none of its keys; Espace, in a name, presses no button."""
        binding = self.active_bindings.get(event.key)
        if self._asked.question and event.is_printable and not (binding and binding.node is self):
            event.stop()
            self._give_up()

    async def take_text(self, text: str) -> None:  # noqa: ARG002
        """Close on a word too."""
        if self._asked.question:
            self._give_up()

    def _give_up(self) -> None:
        """Close, and say on the screen beneath that nothing was done."""
        beneath = self.app.screen_stack[-2]
        self.dismiss(False)
        if isinstance(beneath, AnsweringScreen):
            beneath.say(self._asked.kept)

    def action_answer(self, agreed: bool) -> None:
        """Close; without a question every answer is OK."""
        self.dismiss(agreed or not self._asked.question)

    @on(FlatButton.Pressed)
    def press(self, event: FlatButton.Pressed) -> None:
        """Answer by a button."""
        self.dismiss(event.control.id == "ok")
