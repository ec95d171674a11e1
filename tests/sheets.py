"""The sheets of Textual and of our screens, read once for all the applications of a process."""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.types import CSSLocation

from tui.engine.stylesheet import KeptStylesheet

_KNOWN: dict[tuple[object, ...], list[RuleSet]] = {}


class SharedSheets(KeptStylesheet):
    """Gives an application the rules that another one has read from the same sheet.

    A person starts one application, the tests two thousand. Rules depend on nothing that is not in
    the key, and nobody changes them: Textual keeps them too, but for each application.
    """

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        sheet = (css, read_from, is_default_rules, tie_breaker, scope)
        key = (*sheet, *self._variables.items())
        if key not in _KNOWN:
            _KNOWN[key] = super()._parse_rules(*sheet)
        return _KNOWN[key]
