"""What is shown once and never again: a recovery code, a main key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.bindings import hidden
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot

WORD = "noté"


@dataclass(frozen=True)
class Secret:
    """A text to print, and what it is for."""

    label: str
    value: str = field(repr=False)


class SecretOnce(AnsweringScreen[None]):
    """The secrets, each bare on its lines; leaves only when somebody typed that it is noted.

    A word, not a key: whoever types ahead would close with a key what is never shown again.
    """

    TITLE = "À imprimer et à ranger au coffre"
    CSS_PATH = "secret_once.tcss"
    AUTO_FOCUS = "#note"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]
    BINDINGS = [
        hidden("escape,f12", "explain", "Pourquoi", id="secret_once.explain"),
    ]

    def __init__(self, secrets: Sequence[Secret], heading: str = TITLE) -> None:
        super().__init__()
        self._secrets = tuple(secrets)
        self._heading = heading

    @property
    def unsaved(self) -> bool:
        """Leaving the program now would lose the secrets: ^Q asks first."""
        return True

    def compose(self) -> ComposeResult:
        """Lay out the secrets one under the other."""
        yield Static(Content(self._heading), id="titre")
        yield Static("Ceci ne sera plus jamais affiché.")
        for secret in self._secrets:
            yield Static(Content(secret.label), classes="etiquette")
            yield Static(Content(secret.value), classes="secret")
        yield FieldRow(
            f"Une fois à l'abri, tapez « {WORD} » puis Entrée :", Field(id="note", width=8)
        )
        yield Foot()

    @on(Input.Submitted)
    def close(self, event: Input.Submitted) -> None:
        """Leave once the word is typed, with or without its accent."""
        if event.value.strip().casefold() in (WORD, "note"):
            self.dismiss(None)
        else:
            # What was typed ahead may be the password that comes next.
            event.input.value = ""
            self.action_explain()

    def action_explain(self) -> None:
        """Say how to leave."""
        self.say(f"Notez ce qui est affiché, puis tapez « {WORD} » et Entrée.", "warning")
