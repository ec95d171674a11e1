"""^P: what can be done here, to choose from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.cleaning import fold
from screens.help.actions import Action, menu_of
from screens.help.aide import AideScreen
from screens.widgets.bindings import hidden
from screens.widgets.columns import Column, Row
from screens.widgets.field import Field
from screens.widgets.frame import Frame, Window
from screens.widgets.key_line import KeyLine
from screens.widgets.key_names import verb_of
from screens.widgets.rows import RowList

DONE, KEYS = "Ici, vous pouvez", "Touches"


async def choose_in_menu(app: App[Any]) -> None:
    """Show what can be done on the screen of `app`, and do what is chosen."""
    screen = app.screen
    if isinstance(screen, (AideScreen, MenuScreen)):
        return
    chosen = await app.push_screen_wait(MenuScreen(menu_of(screen)))
    if chosen is not None:
        await app.run_action(chosen.action, chosen.node)


class MenuScreen(Window[Action | None]):
    """The actions of the screen under this one; typing narrows them, Entrée runs one."""

    TITLE = "Menu"
    CSS_PATH = "menu.tcss"
    AUTO_FOCUS = "#filtre"
    BINDINGS = [
        Binding("escape,f12", "close", "Fermer", id="menu.close"),
        hidden("up", "move(-1)", "Ligne précédente", id="menu.up", priority=True),
        hidden("down", "move(1)", "Ligne suivante", id="menu.down", priority=True),
    ]

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = [action for action in actions if action.action != "menu"]
        self._keys = [action.first_keys for action in self._actions]

    def compose(self) -> ComposeResult:
        """Lay out the field and the list."""
        with Frame(self.TITLE):
            yield Field(id="filtre", placeholder="Tapez pour choisir", max_length=40)
            width = max(cell_len(each) for each in (KEYS, *self._keys))
            columns = Column(DONE), Column(KEYS, width)
            yield RowList(columns, empty=("Rien de tel sur cet écran.",), id="choix")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all the actions."""
        self._show("")

    def action_close(self) -> None:
        """Run nothing."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move in the list without leaving the field."""
        rows = self.query_one(RowList)
        rows.move_to(rows.cursor_row + step)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Keep the actions that hold what is typed."""
        self._show(event.value)

    @on(Input.Submitted)
    @on(RowList.Opened)
    def choose(self) -> None:
        """Give the action under the cursor."""
        row = self.query_one(RowList).current
        if row is not None:
            self.dismiss(self._actions[int(row.key)])

    def _show(self, typed: str) -> None:
        words = fold(typed).split()
        rows = [
            Row(str(index), (verb_of(action.description, self.app), self._keys[index]))
            for index, action in enumerate(self._actions)
            if all(word in fold(action.description) for word in words)
        ]
        self.query_one(RowList).show(rows, cursor=0 if rows else None)
