"""The stylesheet of the application, which parses every sheet once."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, but a sheet is parsed once.

    For each new screen with a sheet of its own, Textual's parses all the others again.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        # Textual's keeps 64 sheets; there is one for each kind of widget and of screen.
        self._parse_cache = LRUCache(1024)

    def reparse(self) -> None:
        """Parse the sheets that are new."""
        self.parse()
