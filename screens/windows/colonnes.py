"""« Colonnes »: which columns a table that goes out is to have."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.exportation.colonnes import EVERY, USUAL, Column
from models.wording import count
from screens.widgets import columns
from screens.widgets.bindings import hidden
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.key_names import worded_on
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

NONE = "Aucune colonne n'est cochée : <colonnes.usual> coche les habituelles."


class ColumnList(RowList):
    """All the columns, one below the other."""

    BINDING_GROUP_TITLE = "Les colonnes"
    BINDINGS = [
        Binding("space", "screen.tick", "Cocher", priority=True, id="colonnes.tick"),
        Binding("enter", "open", "Appliquer", priority=True, id="colonnes.apply"),
        hidden("pagedown,f8", "jump(1)", "Page suivante", id="colonnes.next"),
        hidden("pageup,f7", "jump(-1)", "Page précédente", id="colonnes.previous"),
    ]


class ColonnesModal(Window[tuple[Column, ...] | None]):
    """Gives the columns that are chosen, in their usual order; None if the person gave up."""

    TITLE = "Colonnes"
    CSS_PATH = "colonnes.tcss"
    AUTO_FOCUS = "ColumnList"
    BINDINGS = [
        Binding("backspace", "usual", "Les habituelles", id="colonnes.usual"),
        hidden("asterisk", "all", "Cocher tout", id="colonnes.all"),
        hidden("minus", "none", "Décocher tout", id="colonnes.none"),
        Binding("escape,f12", "give_up", "Annuler", id="colonnes.give_up"),
    ]

    _rows = query_one(ColumnList)

    def __init__(self, chosen: Sequence[Column]) -> None:
        super().__init__()
        self._chosen = {column.name for column in chosen}

    def compose(self) -> ComposeResult:
        """Lay out how many are chosen, then all of them."""
        with Frame(self.TITLE):
            yield Paragraph("", id="choisies")
            yield ColumnList([columns.Column("", 3), columns.Column("Colonne")])
        yield Foot()

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def _show(self) -> None:
        rows = [
            columns.Row(one.name, ("[x]" if one.name in self._chosen else "[ ]", one.title))
            for one in EVERY
        ]
        self.query_one(Frame).hold(len(rows), around=4)
        self._rows.show(rows)
        number = count(len(self._chosen), "colonne cochée", "colonnes cochées")
        self.query_one("#choisies", Paragraph).say(f"{number} sur {len(EVERY)}.")

    def action_tick(self) -> None:
        """Tick the column under the cursor, or untick it, and go down."""
        self._chosen ^= {EVERY[self._rows.cursor_row].name}
        self._show()
        self._rows.move_to(self._rows.cursor_row + 1)

    def action_usual(self) -> None:
        """Tick those of every day, and no other."""
        self._tick(USUAL)

    def action_all(self) -> None:
        """Tick all."""
        self._tick(EVERY)

    def action_none(self) -> None:
        """Leave nothing ticked."""
        self._tick(())

    def _tick(self, chosen: Sequence[Column]) -> None:
        self._chosen = {column.name for column in chosen}
        self._show()

    @on(ColumnList.Opened)
    def apply(self) -> None:
        """Give what is ticked, if anything is."""
        if self._chosen:
            self.dismiss(tuple(one for one in EVERY if one.name in self._chosen))
        else:
            self.say(worded_on(self, NONE), "warning")

    def action_give_up(self) -> None:
        """Leave the columns as they were."""
        self.dismiss(None)
