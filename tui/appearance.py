"""How the program looks and answers: as the person likes, else as the settings say."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.config import GLYPHES, Config
from tui.engine.application import EngineApp
from tui.terminal import glyphs
from tui.terminal.palettes import PALETTES
from tui.terminal.themes import look

if TYPE_CHECKING:
    from models.portefeuille import Portefeuille

NO, YES = "non", "oui"


class Appearance:
    """The theme, the signs and the mouse of one application; by the names of the preferences."""

    def __init__(self, app: EngineApp, config: Config, *, codeset: str) -> None:
        self._app = app
        self._codeset = codeset
        self._settings = {"theme": config.theme, "glyphes": config.glyphes, "souris": NO}
        self._worn = dict(self._settings)
        self._ways: Mapping[str, tuple[tuple[str, ...], Callable[[str], None]]] = {
            "theme": (tuple(PALETTES), self._wear),
            "glyphes": (GLYPHES, self._draw_with),
            "souris": ((NO, YES), lambda value: app.follow_mouse(value == YES)),
        }
        self._wear(config.theme)

    @property
    def worn(self) -> Mapping[str, str]:
        """What is shown now, by the name of its preference."""
        return self._worn

    def take_up(self, inside: Portefeuille | None) -> None:
        """Show what the person who came in likes; what the settings say, once nobody is in.

        To keep on the machine what the last one liked would tell it to the next, and be written
        where a server lets nobody write.
        """
        for name, usual in self._settings.items():
            liked = inside.preference(name) if inside else None
            self.show(name, usual if liked is None else liked)

    def show(self, name: str, value: str) -> None:
        """Show another value at once; nothing for a preference or a value that is not shown."""
        values, way = self._ways.get(name, ((), None))
        if way and value in values and value != self._worn[name]:
            self._worn[name] = value
            way(value)

    def _wear(self, theme: str) -> None:
        worn = look(theme, self._app.colours)
        self._app.register_theme(worn)
        self._app.theme = worn.name

    def _draw_with(self, wish: str) -> None:
        self._app.draw_with(glyphs.choose(os.environ.get("TERM", ""), self._codeset, wish))
