"""A screen that answers: on its foot, or in its window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Protocol, Self

from textual import events, on
from textual.actions import parse
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType

from screens.widgets.answer import Answer, Kind
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.widgets.key_line import KeyLine

NO_UNDO = "Rien à annuler dans un champ ni dans un formulaire : Échap abandonne ce qui est tapé."
UNUSED_KEY = "Cette touche ne fait rien ici. <app.aide> : celles de cet écran."
UNUSED = "unused"
"""Who says so, until the next key."""
NOT_KEYS = "Texte reçu d'un coup, sans champ pour le prendre : rien n'a été fait."


class Forgets(Protocol):
    """What keeps what is typed, until it is told that nothing is."""

    def note(self, typed: None) -> None:
        """Forget what was typed."""


class AnsweringScreen(Screen[ScreenResultType]):
    """Says what a person has to know of what was done.

    A key that would do nothing now is dimmed; pressed, it is answered why. What is typed here is
    kept in its `draft`, if it has one, until the screen is left.
    """

    draft: Forgets | None = None
    UNUSED_KEY = UNUSED_KEY
    CHANGES = ""
    """The action that changes what is here: where it is dimmed, an unused key is answered why."""

    def laid_out(self, app: App[Any]) -> Self:  # noqa: ARG002
        """Give the screen that is to be shown for this one: another of its kind may be ready."""
        return self

    def kept(self, app: App[Any], name: str) -> Self:
        """Give the screen that was laid out under this name, or this one, which is from now on.

        It is this one too where the other is in use.
        """
        if not app.is_screen_installed(name):
            # Textual takes an installed screen off the stack, but does not destroy it.
            app.install_screen(self, name)
        other = app.get_screen(name, type(self))
        return self if other in app.screen_stack else other

    def show_changes(self) -> bool:
        """Show what others changed; False where this screen lists nothing."""
        return False

    def take_up_likes(self) -> None:
        """Show as this person now likes; nothing where that is asked each time."""

    def keep_typed(self) -> None:
        """Have what is typed here kept, in case the line is cut."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave; what was typed here was saved, or is wanted no more."""
        if self.draft is not None:
            self.draft.note(None)
        return super().dismiss(result)

    def say(self, text: str, kind: Kind = "info") -> None:
        """Answer on the foot; a small window that has none answers inside, or not at all."""
        places: Iterator[Foot | Answer] = chain(self.query(Foot), self.query(Answer))
        for place in islice(places, 1):
            place.say(text, kind)

    @on(events.Paste)
    async def receive_text(self, event: events.Paste) -> None:
        """Take what was pasted, or a word typed at once, where no field has the focus."""
        event.stop()
        await self.take_text(event.text)

    @property
    def line(self) -> Foot | KeyLine | None:
        """Where a key is answered: on the foot, or on the row of the keys where it stands alone."""
        places: Iterator[Foot | KeyLine] = chain(self.query(Foot), self.query(KeyLine))
        return next(places, None)

    def answer_unused(self, event: events.Key) -> Foot | KeyLine | None:
        """Say of a character or a function key that it does nothing here; give where it is said.

        What moves a cursor elsewhere is answered by none: it is seen not to move.
        """
        told = event.is_printable or re.fullmatch(r"f\d+|ctrl\+[a-z]", event.key)
        line = self.line if told else None
        if line is not None:
            why = self.why_not(self.CHANGES, ()) if self.CHANGES else ""
            line.say(why or self.UNUSED_KEY, "warning", speaker=UNUSED)
        return line

    def asks(self, sentence: str = "") -> bool:  # noqa: ARG002
        """Tell whether it is a question, and one that begins so."""
        return False

    async def take_text(self, text: str) -> None:  # noqa: ARG002
        """Do what is right with a text that no field took; nothing of it is a key."""
        self.say(NOT_KEYS, "warning")

    @on(Field.Cut)
    def tell_cut(self, event: Field.Cut) -> None:
        """Say that a field was too short for what was typed or pasted."""
        self.say(event.sentence, "warning")

    @on(Field.NothingToUndo)
    def action_undo_nothing(self) -> None:
        """Say that there is nothing to undo in what is typed."""
        self.say(NO_UNDO, "warning")

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say why `action` would do nothing now; empty if it would do something."""
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what would do nothing now."""
        return None if self.why_not(action, parameters) else True

    def says_why_not(self, action: str) -> bool:
        """Answer a key that is dimmed; tell whether it was."""
        namespace, name, parameters = parse(action)
        if namespace or self.check_action(name, parameters) is not None:
            return False
        self.say(self.why_not(name, parameters), "warning")
        return True
