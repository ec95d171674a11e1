"""The session ends: the access was closed, or the role or the key is no longer theirs."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from screens.widgets.foot import Foot
from screens.widgets.frame import CardScreen, Frame
from screens.widgets.paragraph import Paragraph

SHOWN = 1.5
"""Seconds that it stands; the same is then said on the terminal."""

KEPT = "Ce que vous tapiez est gardé : vous le retrouverez à votre prochaine connexion."


def told(why: str, *, typed: bool) -> str:
    """Say why the session ends, and what becomes of what is typed."""
    return f"{why} {KEPT}" if typed else why


class FermeScreen(CardScreen[None]):
    """Says why, and hides everything; the program ends by itself, or at a key."""

    TITLE = "Session terminée"
    CSS_PATH = "ferme.tcss"
    BINDINGS = [Binding("enter,escape,f10,f12", "leave", "Quitter", id="ferme.leave")]

    def __init__(self, said: str) -> None:
        super().__init__()
        self._said = said

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Frame(self.TITLE):
            yield Paragraph(self._said)
        yield Foot()

    def action_leave(self) -> None:
        """Leave at once."""
        self.dismiss(None)
