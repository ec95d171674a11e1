"""The rows of the journal: gestures, the operations of one, what an operation changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.binding import Binding

from models.journal.differences import Difference
from models.journal.lines import Line, Undone
from models.wording import show_moment
from screens.widgets.columns import MARGIN, Column, Row, measured
from screens.widgets.rows import RowList

NARROW, ROOMY = 72, 116
"""Widths of the list: who did it goes below the first; who undid it shows from the second."""

WIDEST = 28
"""The most cells of who did it: « ligne de commande (martin) » takes more than most people."""

WHEN, WHO, WHAT, UNDONE = (
    Column("Quand", 18),
    Column("Qui", 16),
    Column("Quoi"),
    Column("Annulé", 36),
)
DIFFERENCES = (Column("Quoi"), Column("Avant"), Column("Après"))
EMPTY = ("Aucun geste : <journal.unfilter> montre tout le journal.",)
NO_DIFFERENCE = ("Rien de plus n'a été gardé de cette opération.",)


class JournalList(RowList):
    """Lines of the journal, the newest first, or what one of them changed."""

    BINDING_GROUP_TITLE = "Le journal"
    BINDINGS = [Binding("enter", "open", "Déplier", priority=True, id="journal.open")]

    def __init__(self, *, of_one: bool = False) -> None:
        """`of_one`: all is of one client, whom the lines need not name."""
        super().__init__((WHEN, WHO, WHAT), empty=EMPTY)
        self._of_one = of_one
        self._found: Sequence[Difference] | None = None

    def show_lines(self, lines: Sequence[Line], *, cursor: str | int | None = None) -> None:
        """Show a page of lines; a row has the number of its operation as its key."""
        width, self._found = self.size.width, None
        who = measured(WHO, (line.who for line in lines), WIDEST) if lines else WHO
        shown = [WHEN, WHAT] if width < NARROW else [WHEN, who, WHAT]
        if width >= ROOMY and any(line.undone for line in lines):
            what = measured(WHAT, (self._what(line, shown=True) for line in lines))
            shown = [WHEN, who, what, UNDONE]
        rows = [self._row(line, shown) for line in lines]
        self.show(rows, cursor=cursor, columns=shown, empty=EMPTY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to unfold lines alone: what one operation changed holds nothing more."""
        if action == "open" and self._found is not None:
            return False
        return super().check_action(action, parameters)

    @property
    def difference(self) -> Difference | None:
        """What changed in the row under the cursor; None where rows are lines."""
        row = self.current
        return Difference(*row.cells) if row and self._found is not None else None

    def show_differences(self, found: Sequence[Difference], *, cursor: str | int = 0) -> None:
        """Show what one operation changed."""
        self._found = found
        rows = [Row(str(rank), tuple(one)) for rank, one in enumerate(found)]
        columns = _shared(found, self.size.width - MARGIN)
        self.show(rows, cursor=cursor, columns=columns, empty=NO_DIFFERENCE)

    def fit(self, lines: Sequence[Line]) -> None:
        """Give the columns of what is shown, `lines` or differences, their new widths."""
        if self._found:
            self.show_differences(self._found, cursor=self.current.key if self.current else 0)
        elif lines:
            self.show_lines(lines)

    def _row(self, line: Line, shown: Sequence[Column]) -> Row:
        undone = line.undone
        cells = {
            WHEN.title: show_moment(line.instant),
            WHO.title: line.who,
            WHAT.title: self._what(line, shown=UNDONE in shown),
            UNDONE.title: f"{show_moment(undone.le)} par {undone.par}" if undone else "",
        }
        return Row(str(line.operation), tuple(cells[one.title] for one in shown), dim=bool(undone))

    def _what(self, line: Line, *, shown: bool) -> str:
        """Say what was done and to whom; that it was undone too, unless a column has `shown` it."""
        gone = "annulé" if line.undone and not shown else ""
        subject = "" if self._of_one else line.subject
        return " · ".join(filter(None, (line.title, gone, subject)))


def _shared(found: Sequence[Difference], room: int) -> list[Column]:
    """Give each column what its cells need, where that is no more than its share of `room`."""
    cells = zip(*found, strict=True) if found else ((), (), ())
    columns = [measured(one, theirs) for one, theirs in zip(DIFFERENCES, cells, strict=True)]
    left, sharing = room - sum(one.gap for one in columns[1:]), len(columns)
    for rank in sorted(range(sharing), key=lambda rank: columns[rank].width or 0):
        needed = columns[rank].width or 0
        if needed > left // sharing or sharing == 1:
            columns[rank] = replace(columns[rank], width=None)
        else:
            left, sharing = left - needed, sharing - 1
    return columns


def in_words(one: Difference) -> str:
    """Say a difference: « Ville : SAVIGNAC → PAU »."""
    what, before, after = one
    return f"{what} : {f'{before} → {after}' if before and after else before or after}"


def said_of(line: Line) -> str:
    """Say a gesture whole: « Services · 193 comptes · C. Durand · 12/06/2025 à 14:05. »."""
    parts = (line.title, line.subject, line.who, show_moment(line.instant))
    said = " · ".join(filter(None, parts))
    return f"{said}. {undone_in_words(line.undone)}".strip()


def undone_in_words(undone: Undone | None) -> str:
    """Say who undid a gesture, and when; empty if nobody did."""
    return f"Annulé le {show_moment(undone.le)} par {undone.par}." if undone else ""
