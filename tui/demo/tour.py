"""« Essayer sans risque » : the guided tour of the demonstration, step by step."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.widgets.key_names import worded_on
from tui.demo.steps import DONE, LED_BACK, STEPS, Scene

FAREWELL = "Bravo, la visite est finie. À vous : <app.quit>, puis portefeuille (ou make run)."


class Visite:
    """Where somebody stands in the tour."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self._rank = 0
        self._before = self._count()

    def look(self, screen: Screen[Any]) -> str:
        """Go past each step whose effect is seen; give the sentence for `screen`."""
        while self._rank < len(STEPS):
            scene = Scene(screen, self._count(), self._before)
            step = STEPS[self._rank]
            if not (step.done(scene) or step.already(self._portefeuille)):
                sentence = next(
                    text for holds, text in (*DONE, *step.lines, *LED_BACK) if holds(scene)
                )
                return f"Visite {self._rank + 1}/{len(STEPS)} : {worded_on(screen, sentence)}"
            self._rank += 1
            self._before = self._count()
        return worded_on(screen, FAREWELL)

    def _count(self) -> int:
        """Count what the step in course watches."""
        return STEPS[self._rank].counts(self._portefeuille) if self._rank < len(STEPS) else 0
