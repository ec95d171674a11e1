"""A stage for one screen: the whole application around it, but for who comes in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from textual.screen import Screen

from models.access.front_door import FrontDoor
from screens.volet.volet import Volet
from tests.cabinet import NOON, open_portefeuille
from tests.emulated import Emulated
from tui.app import ALL_SHOWN, Display, PortefeuilleApp
from tui.config import Config

__all__ = ["NOON", "Stage", "open_portefeuille"]

NOWHERE = Path("/nonexistent")
NO_KEYS: Mapping[str, str] = MappingProxyType({})

WAITS = Volet.wait
"""Waits as the program does."""
Volet.wait = Volet.tell_latest  # type: ignore[method-assign]
"""What a timer does once the cursor rests: no picture depends on how long a test took."""


class Stage(Emulated, PortefeuilleApp):
    """The application, showing one screen; `answer` is what the screen gave back."""

    def __init__(
        self,
        screen: Screen[Any],
        *,
        theme: str = "clair",
        touches: Mapping[str, str] = NO_KEYS,
        display: Display = ALL_SHOWN,
    ) -> None:
        config = Config(
            str(NOWHERE / "base.db"), NOWHERE / "cle", NOWHERE, theme=theme, touches=touches
        )
        super().__init__(cast(FrontDoor, None), config=config, display=display)
        self._first = screen
        self.answer: object = None

    def visits(self) -> Any:
        """Show the screen."""
        self.push_screen(self._first, self._keep)

    def _keep(self, answer: object) -> None:
        self.answer = answer
