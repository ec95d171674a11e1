"""The stylesheet of the application, which reads every sheet once."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Any

from textual.cache import LRUCache
from textual.css.stylesheet import CssSource, Stylesheet

KEPT: dict[str, str] = {}
"""The sheets that are in memory already, by their path: they are not read from the disk."""

_RULES: dict[tuple[tuple[str, str], ...], LRUCache[Any, Any]] = {}


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, but a sheet is parsed once for all the applications of a process.

    For each new screen with a sheet of its own, Textual's parses all the others again. Rules
    depend on nothing but their sheet and the variables, and nobody changes them: Textual keeps
    them too, for each application, and forked sessions are one application each.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = _rules_under(self._variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables: what was parsed under them before is known."""
        self._parse_cache = LRUCache(1)  # Textual empties the one that is there
        super().set_variables(variables)
        self._parse_cache = _rules_under(variables)

    def read(self, filename: str | PurePath) -> None:
        """Read a sheet, from memory if it is there."""
        path = os.path.abspath(filename)  # noqa: PTH100 - as Textual names it
        if path not in KEPT:
            super().read(filename)
            return
        self.source[path, ""] = CssSource(KEPT[path], False, 0)
        self._require_parse = True

    def reparse(self) -> None:
        """Parse the sheets that are new."""
        self.parse()


def _rules_under(variables: dict[str, str]) -> LRUCache[Any, Any]:
    """Give the rules that are known under these variables."""
    key = tuple(sorted(variables.items()))
    if key not in _RULES:
        # Textual's keeps 64 sheets; there is one for each kind of widget and of screen.
        _RULES[key] = LRUCache(1024)
    return _RULES[key]
