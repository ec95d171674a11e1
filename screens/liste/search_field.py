"""The live search of a list: numbers that nobody should read over a shoulder do not stay in it."""

from __future__ import annotations

from models.identifiers.masking import HIDDEN, mask_numbers, without_masked
from screens.widgets.field import Field
from screens.widgets.foot import Foot

MASKED = "Numéro masqué. Pour chercher un numéro de compte, collez-le seul."


class SearchField(Field):
    """Masks a pasted line at once, one that is typed when its number is whole or one leaves."""

    @property
    def sought(self) -> str:
        """What is searched: the line without what is masked."""
        return without_masked(self.value).strip()

    def tell_masked(self) -> None:
        """Say, on the foot, that a number of the line is hidden, if one is."""
        if HIDDEN in self.value:
            self.screen.query_one(Foot).say(MASKED, "warning")

    def begin(self, text: str = "") -> None:
        """Go to the end of `text`; without one, what is typed takes the place of what was."""
        super().begin(mask_numbers(text))
        if not text:
            self.select_all()

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` between two indexes; a number that is being typed is not yet known."""
        super().replace(text, start, end)
        if len(text) > 1 or not text.isalnum():
            self._mask()

    def on_blur(self) -> None:
        """Mask what was typed."""
        self._mask()

    def _mask(self) -> None:
        masked = mask_numbers(self.value)
        if masked != self.value:
            self.value = masked
            self.cursor_position = len(masked)
