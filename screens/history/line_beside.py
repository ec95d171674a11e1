"""What a line of the journal changed, before and after, beside the lines."""

from __future__ import annotations

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
    """The line under the cursor, unfolded; nothing is read where it is not seen."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def show_line(self, line: Line | None) -> None:
        """Tell a gesture whole, and what it changed if it is one operation."""
        if self.screen.size.width < FROM:
            return
        if line is None:
            self.tell()
            return
        title = " · ".join(filter(None, (line.title, line.subject)))
        who = f"{line.who}, le {show_moment(line.instant)}."
        self.tell(title, who, undone_in_words(line.undone), *self._changes(line))

    def show_difference(self, what: str, before: str, after: str) -> None:
        """Tell a field that an unfolded operation changed."""
        self.tell(what, *_sides(before, after))

    def _changes(self, line: Line) -> list[str]:
        if line.nombre > 1 and not line.alone:
            return [f"{count(line.nombre, 'opération')}. {worded_on(self.screen, FOLDED)}"]
        try:
            found = self._journal.differences([line.operation]).get(line.operation, ())
        except Refusal as refusal:
            return [str(refusal)]
        return [_told(one) for one in found] or [NOTHING_KEPT]


def _told(one: Difference) -> str:
    return "\n".join((one.what, *(f"  {side}" for side in _sides(one.before, one.after))))


def _sides(before: str, after: str) -> list[str]:
    return [f"{when} : {side}" for when, side in (("avant", before), ("après", after)) if side]
