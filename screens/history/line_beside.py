"""What a line of the journal changed, before and after, beside the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from models.errors import Refusal
from models.journal.differences import Difference
from models.journal.journal import Journal
from models.journal.lines import Line
from models.wording import count, show_moment
from screens.history.rows import undone_in_words
from screens.volet.beside import Beside
from screens.volet.drawn import MUTED, NAME, DrawnRow, block, joined, paragraph
from screens.widgets.key_names import worded_on

FOLDED = "<journal.open> : voir chacune."
NOTHING_KEPT = "Rien de plus n'a été gardé de cette opération."


class LineBeside(Beside[Line | Difference]):
    """A line, or a field that an unfolded operation changed; nothing is read out of sight.

    What a page of lines changed is read once, when it is painted: no arrow waits for it.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._lines: Sequence[Line] = ()
        self._found: Mapping[UUID, Sequence[Difference]] | None = None
        self._refused = ""

    def show_page(self, lines: Sequence[Line]) -> None:
        """Read what these lines changed, once they are painted."""
        self._lines, self._found, self._refused = lines, None, ""
        if self.display:
            self.call_after_refresh(self._read, lines)

    def on_resize(self) -> None:
        """Read what was not, while this was out of sight."""
        if self._found is None:
            self.show_page(self._lines)

    def rows_of(self, one: Line | Difference, width: int, height: int) -> list[DrawnRow]:  # noqa: ARG002
        """Give the rows of a gesture, and what it changed if it is one operation."""
        if isinstance(one, Difference):
            return [*paragraph(one.what, width, NAME), *paragraph(_sides(one), width)]
        who = f"{one.who}, le {show_moment(one.instant)}."
        return [
            *paragraph(joined(one.title, one.subject), width, NAME),
            *paragraph(who, width, MUTED),
            *block(undone_in_words(one.undone), width),
            *self._changes(one, width),
        ]

    def _read(self, lines: Sequence[Line]) -> None:
        if lines is not self._lines:
            return
        try:
            wanted = [line.operation for line in lines if not _is_folded(line)]
            self._found = self._journal.differences(wanted)
        except Refusal as refusal:
            self._refused = str(refusal)
        self.draw()

    def _changes(self, line: Line, width: int) -> list[DrawnRow]:
        if _is_folded(line):
            operations = count(line.nombre, "opération")
            return block(f"{operations}. {worded_on(self.screen, FOLDED)}", width)
        if self._found is None:
            return block(self._refused, width)
        found = self._found.get(line.operation, ())
        rows = [row for one in found for row in block(_sides(one), width, heading=one.what)]
        return rows or block(NOTHING_KEPT, width)


def _is_folded(line: Line) -> bool:
    """Tell a line that stands for several operations."""
    return line.nombre > 1 and not line.alone


def _sides(one: Difference) -> str:
    sides = ("avant", one.before), ("après", one.after)
    return "\n".join(f"{when} : {side}" for when, side in sides if side)
