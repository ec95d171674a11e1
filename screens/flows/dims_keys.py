"""Keys that would do nothing now: the screen dims them, and says why when one is pressed."""

from __future__ import annotations

from textual.actions import parse
from textual.screen import Screen, ScreenResultType

from screens.widgets.foot import Foot


class DimsKeys(Screen[ScreenResultType]):
    """A screen that knows why an action would do nothing now."""

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what would do nothing now."""
        return None if self.why_not(action, parameters) else True

    def says_why_not(self, action: str) -> bool:
        """Answer a key that is dimmed; tell whether it was."""
        elsewhere, name, parameters = parse(action)
        if elsewhere or self.check_action(name, parameters) is not None:
            return False
        self.query_one(Foot).say(self.why_not(name, parameters), "warning")
        return True
