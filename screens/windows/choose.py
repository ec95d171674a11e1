"""One thing among a few, each on its row: Entrée gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from screens.widgets.bindings import hidden
from screens.widgets.columns import Column, Row
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

MOST_SEEN = 11
"""Rows in sight at once; the others scroll."""


class ChooseList(RowList):
    """What may be chosen."""

    BINDING_GROUP_TITLE = "Un choix à faire"
    BINDINGS = [
        Binding("enter", "open", "Choisir", id="choose.choose"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="choose.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="choose.previous"),
    ]


class ChooseModal(Window[str | None]):
    """Gives the key of what is chosen; None if one gives up."""

    TITLE = "Choisir"
    CSS_PATH = "choose.tcss"
    AUTO_FOCUS = "ChooseList"
    BINDINGS = [Binding("escape,f12", "give_up", "Annuler", id="choose.give_up")]

    def __init__(
        self,
        heading: str,
        sentences: Sequence[str],
        column: str,
        choices: Mapping[str, str],
        *,
        current: str | None = None,
    ) -> None:
        """`choices` gives the words of each key; the cursor begins on `current`."""
        super().__init__()
        self._heading = heading
        self._sentences = sentences
        self._column = column
        self._choices = choices
        self._current = current

    def compose(self) -> ComposeResult:
        """Lay out what it is about, then the choices."""
        with Frame(self._heading):
            for sentence in self._sentences:
                yield Paragraph(sentence)
            yield ChooseList([Column(self._column)])
        yield Foot()

    def on_mount(self) -> None:
        """Show them."""
        rows = self.query_one(ChooseList)
        found = [Row(key, (words,)) for key, words in self._choices.items()]
        rows.show(found, cursor=self._current)

    def on_resize(self) -> None:
        """Show as many as there are, and as there is room for: the others scroll."""
        self.query_one(ChooseList).styles.height = 1 + min(len(self._choices), MOST_SEEN)
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        rows, frame = self.query_one(ChooseList), self.query_one(Frame)
        too_many = frame.virtual_size.height - frame.content_size.height
        if too_many > 0:
            rows.styles.height = max(2, rows.outer_size.height - too_many)

    @on(ChooseList.Opened)
    def choose(self, event: ChooseList.Opened) -> None:
        """Give what is under the cursor."""
        self.dismiss(event.row.key)

    def action_give_up(self) -> None:
        """Give nothing."""
        self.dismiss(None)
