"""One value among several, where there is room for one: `< Actif     >`."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from screens.widgets.cells import fit
from screens.widgets.choice import Choice, T
from screens.widgets.part_style import part_style

_FRAME = 4
"""The cells around the label: the arrows and what tells the focus."""


class Picker(Choice[T]):
    """A Choice that shows the chosen value only; ← → turn around. One tab stop."""

    DEFAULT_CSS = """
    Picker {
        background: $champ;
        color: $foreground;

        &:disabled {
            background: $background;
        }
    }
    """
    BINDING_GROUP_TITLE = "Un choix"

    def __init__(
        self,
        options: Sequence[tuple[T, str]],
        *,
        value: T | None = None,
        width: int,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(options, value=value, id=id)
        self._label_width = width - _FRAME
        self.styles.width = width

    def offer(self, options: Sequence[tuple[T, str]], *, value: T) -> None:
        """Replace the options, and choose `value` among them."""
        self._options = tuple(options)
        self.value = value
        self.refresh()

    def render(self) -> Content:
        """Draw the chosen value between two arrows."""
        label = self._options[self.index][1]
        if not self.has_focus:
            return Content(f"< {fit(label, self._label_width)} >")
        shown = fit(label, self._label_width).rstrip()
        space = " " * (self._label_width - len(shown))
        return Content.styled(f"<›{shown}‹{space}>", part_style(self, "choice--focused"))

    def action_step(self, step: int) -> None:
        """Choose the value before or after; the first follows the last."""
        self._choose((self.index + step) % len(self._options))
