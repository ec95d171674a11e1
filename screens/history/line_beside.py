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
from screens.widgets.beside import FROM, Beside
from screens.widgets.key_names import worded_on

FOLDED = "<journal.open> : voir chacune."
NOTHING_KEPT = "Rien de plus n'a été gardé de cette opération."


class LineBeside(Beside):
    """The line under the cursor, unfolded; nothing is read where it is not seen.

    What a page of lines changed is read once, when it is painted: no arrow waits for it.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._lines: Sequence[Line] = ()
        self._line: Line | None = None
        self._found: Mapping[UUID, Sequence[Difference]] | None = None
        self._refused = ""

    def show_page(self, lines: Sequence[Line]) -> None:
        """Read what these lines changed, once they are painted."""
        self._lines, self._found, self._refused = lines, None, ""
        if self.screen.size.width >= FROM:
            self.call_after_refresh(self._read, lines)

    def show_line(self, line: Line | None) -> None:
        """Tell a gesture whole, and what it changed if it is one operation."""
        self._line = line
        if line is None:
            self.tell()
            return
        title = " · ".join(filter(None, (line.title, line.subject)))
        who = f"{line.who}, le {show_moment(line.instant)}."
        self.tell(title, who, undone_in_words(line.undone), *self._changes(line))

    def show_difference(self, what: str, before: str, after: str) -> None:
        """Tell a field that an unfolded operation changed."""
        self._line = None
        self.tell(what, *_sides(before, after))

    def _read(self, lines: Sequence[Line]) -> None:
        if lines is not self._lines:
            return
        try:
            wanted = [line.operation for line in lines if not _is_folded(line)]
            self._found = self._journal.differences(wanted)
        except Refusal as refusal:
            self._refused = str(refusal)
        if self._line:
            self.show_line(self._line)

    def _changes(self, line: Line) -> list[str]:
        if _is_folded(line):
            return [f"{count(line.nombre, 'opération')}. {worded_on(self.screen, FOLDED)}"]
        if self._found is None:
            return [self._refused]
        return [_told(one) for one in self._found.get(line.operation, ())] or [NOTHING_KEPT]


def _is_folded(line: Line) -> bool:
    """Tell a line that stands for several operations."""
    return line.nombre > 1 and not line.alone


def _told(one: Difference) -> str:
    return "\n".join((one.what, *(f"  {side}" for side in _sides(one.before, one.after))))


def _sides(before: str, after: str) -> list[str]:
    return [f"{when} : {side}" for when, side in (("avant", before), ("après", after)) if side]
