"""A stage for one screen: the theme, a seeded cabinet, and nothing of the program around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from tests.cabinet import NOON, open_portefeuille
from tui.hardened import HardenedApp
from tui.theme import THEMES, variable_defaults

__all__ = ["NOON", "Stage", "open_portefeuille"]


class Stage(HardenedApp):
    """An application that shows one screen; `answer` is what the screen gave back."""

    def __init__(self, screen: Screen[Any], *, theme: str = "clair") -> None:
        super().__init__(crash_folder=Path("/nonexistent"))
        self._first = screen
        self._theme_name = theme
        self.answer: object = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our stylesheets name these variables."""
        return variable_defaults()

    def on_mount(self) -> None:
        """Show the screen."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._theme_name
        self.push_screen(self._first, self._keep)

    def _keep(self, answer: object) -> None:
        self.answer = answer
