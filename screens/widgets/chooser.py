"""One value among many, on one row: only the chosen one is shown."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from screens.widgets.cells import fit
from screens.widgets.choice import Choice, T
from screens.widgets.part_style import part_style


class Chooser(Choice[T]):
    """A Choice that shows its value alone, `<Claire Durand >`: arrows, Espace, or a letter."""

    def __init__(
        self,
        options: Sequence[tuple[T, str]],
        *,
        value: T | None = None,
        width: int,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(options, value=value, id=id)
        self._room = width - 2
        self.styles.width = width

    def offer(self, options: Sequence[tuple[T, str]]) -> None:
        """Replace the options; the chosen value, which is among them, stays."""
        value = self.value
        self._options = tuple(options)
        self.value = value
        self.refresh()

    def render(self) -> Content:
        """Draw the chosen option between the two arrows that change it."""
        text = f"<{fit(self._options[self.index][1], self._room)}>"
        return Content.styled(text, part_style(self, "choice--focused") if self.has_focus else "")

    def on_click(self, event: events.Click) -> None:
        """Choose the option before at the left arrow, else the next."""
        event.stop()
        if event.x:
            self.action_cycle()
        else:
            self.action_step(-1)

    def on_key(self, event: events.Key) -> None:
        """Go to the next option that begins with the letter typed."""
        letter = (event.character or "").casefold()
        if not letter.isalpha():
            return
        count = len(self._options)
        after = ((self.index + step) % count for step in range(1, count + 1))
        starts = (i for i in after if self._options[i][1].casefold().startswith(letter))
        if (index := next(starts, None)) is not None:
            event.stop()
            # Textual calls the `on_key` of each base too: TakesNoText would refuse the letter.
            event.prevent_default()
            self._choose(index)
