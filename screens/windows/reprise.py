"""What was typed before a cut: taken up, left for later, or erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding

from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.frame import Frame, Sentence, Window
from screens.widgets.key_line import KeyLine
from screens.widgets.key_names import worded_on

ERASING = "« Plus tard » la garde ; « Effacer » est définitif."


class Fate(Enum):
    """What becomes of what was typed."""

    RESUME = "reprendre"
    LATER = "plus_tard"
    ERASE = "effacer"


@dataclass(frozen=True)
class Chosen:
    """What becomes of one of them, by its rank."""

    fate: Fate
    rank: int = 0


@dataclass(frozen=True)
class Offered:
    """When it was typed, what it is of, and what else is to be known of it."""

    when: str
    what: str
    more: str = ""


class RepriseModal(Window[Chosen]):
    """Offers the last one that was typed; the arrows show the others.

    It takes two strokes: a letter goes to a button, Entrée presses it. Another character, of a
    word that somebody types, closes it, and all is kept.
    """

    TITLE = "Reprendre une saisie"
    AUTO_FOCUS = "#reprendre"
    BINDINGS = [
        Binding("r", "go('reprendre')", "Reprendre", id="reprise_modal.resume"),
        Binding("escape,f12", "later", "Plus tard", id="reprise_modal.later"),
        Binding("x,delete", "go('effacer')", "Effacer", id="reprise_modal.erase"),
        hidden("left", "app.focus_previous", "Bouton précédent", id="reprise_modal.left"),
        hidden("right", "app.focus_next", "Bouton suivant", id="reprise_modal.right"),
        hidden("up,pageup", "turn(-1)", "Saisie précédente", id="reprise_modal.previous"),
        hidden("down,pagedown", "turn(1)", "Saisie suivante", id="reprise_modal.next"),
    ]

    def __init__(self, offered: Sequence[Offered]) -> None:
        super().__init__()
        self._offered = offered
        self._rank = 0

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame("Portefeuille"):
            yield self._sentence()
            with ButtonRow():
                yield FlatButton("Reprendre", variant="primary", id="reprendre")
                yield FlatButton("Plus tard (Échap)", id="plus_tard")
                yield FlatButton(worded_on(self, "Effacer (<.erase>)"), id="effacer")
        yield KeyLine()

    def _sentence(self) -> Sentence:
        shown, number = self._offered[self._rank], len(self._offered)
        others = worded_on(self, f"{self._rank + 1} sur {number}. <.next> : une autre.")
        details = (shown.what, shown.more, ERASING, others if number > 1 else "")
        return Sentence(f"Reprendre la saisie du {shown.when} ?", [*filter(None, details)])

    async def action_turn(self, step: int) -> None:
        """Show the one before (-1) or after (1), round and round."""
        self._rank = (self._rank + step) % len(self._offered)
        async with self.batch():
            await self.query_one(Sentence).remove()
            await self.query_one(Frame).mount(self._sentence(), before=0)

    def action_go(self, button: str) -> None:
        """Put the focus on a button: Entrée presses it."""
        self.query_one(f"#{button}").focus()

    def on_key(self, event: events.Key) -> None:
        """Close on a character that is none of its keys; Espace presses no button."""
        binding = self.active_bindings.get(event.key)
        if event.is_printable and not (binding and binding.node is self):
            event.stop()
            self.action_later()

    async def take_text(self, text: str) -> None:  # noqa: ARG002
        """Close on a word too."""
        self.action_later()

    def action_later(self) -> None:
        """Close; all is kept."""
        self.dismiss(Chosen(Fate.LATER))

    @on(FlatButton.Pressed)
    def press(self, event: FlatButton.Pressed) -> None:
        """Answer by a button."""
        self.dismiss(Chosen(Fate(event.control.id), self._rank))
