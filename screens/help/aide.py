"""F1: what the screen is for, its keys, and where the Urssaf answers questions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from screens.help.actions import Action, actions_of
from screens.help.purposes import PURPOSES
from screens.widgets.cells import fit
from screens.widgets.key_names import verb_of
from screens.widgets.paragraph import Paragraph
from screens.widgets.part_style import part_style
from screens.widgets.portal_screen import PortalScreen

GAP = 2
ONE_COLUMN = 70
"""Below, the second column would be too narrow to read."""
MORE = "↑ ↓ PgPréc PgSuiv : lire la suite."

# The foot of the fiche pratique, verbatim, after whose it is.
QUESTIONS = (
    "Vous avez des questions ?",
    "L'Urssaf y répond sur urssaf.fr, et non Portefeuille. Elle écrit :",
    "N'hésitez pas à nous contacter pour un suivi personnalisé : Téléphone et courriel",
    "Suivez nos dernières actualités : Lettre d'information · @Urssaf · @L'actu des Urssaf",
)


def show_aide(app: App[Any]) -> None:
    """Show the keys of the screen of `app`, or put them away."""
    screen = app.screen
    if isinstance(screen, AideScreen):
        screen.action_close()
    else:
        purpose = PURPOSES[type(screen).__name__]
        app.push_screen(AideScreen(screen.title or app.title, actions_of(screen), purpose))


class KeyTable(Widget):
    """Actions in two columns: keys, then what they do; one takes what the other leaves blank."""

    COMPONENT_CLASSES = {"key-table--key"}

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many rows the actions take."""
        return self._rows(width)

    def render(self) -> Content:
        """Draw the table; the first half of the actions at the left."""
        width = self.content_size.width
        rows = self._rows(width)
        first, second = self._actions[:rows], self._actions[rows:]
        if not second:
            return Content("\n").join(self._cells(first, width))
        half, rest = (width - GAP) // 2, width - GAP - self._needs(second)
        _, left, _ = sorted((self._needs(first), half, rest))
        pairs = zip_longest(
            self._cells(first, left),
            self._cells(second, width - GAP - left),
            fillvalue=Content(),
        )
        return Content("\n").join(Content(" " * GAP).join(pair) for pair in pairs)

    def _rows(self, width: int) -> int:
        return (len(self._actions) + 1) // 2 if width >= ONE_COLUMN else len(self._actions)

    def _needs(self, column: Sequence[Action]) -> int:
        """Return the cells in which nothing of a column is cut."""
        return _keys_width(column) + 1 + max(cell_len(self._verb(one)) for one in column)

    def _verb(self, action: Action) -> str:
        verb = verb_of(action.description, self.app)
        return verb if action.enabled else f"({verb})"

    def _cells(self, column: Sequence[Action], width: int) -> list[Content]:
        keys = _keys_width(column)
        room = max(width - keys - 1, 0)
        style = part_style(self, "key-table--key")
        return [
            Content.assemble((fit(one.first_keys, keys), style), " ", fit(self._verb(one), room))
            for one in column
        ]


def _keys_width(column: Sequence[Action]) -> int:
    return max((cell_len(one.first_keys) for one in column), default=0)


class AideScreen(PortalScreen[None]):
    """What the screen under this one is for, and the keys that work there.

    Those that work everywhere stand last.
    """

    TITLE = "Aide"
    CSS_PATH = "aide.tcss"
    AUTO_FOCUS = "#touches"
    BINDINGS = [
        Binding("escape,f12,enter", "close", "Fermer", id="aide.close"),
    ]

    def __init__(self, title: str, actions: Sequence[Action], purpose: str) -> None:
        super().__init__(self.TITLE, title)
        self._actions = actions
        self._purpose = purpose

    def body(self) -> ComposeResult:
        """Lay out the purpose, the tables, then the questions."""
        with VerticalScroll(id="touches"):
            yield Paragraph(self._purpose, id="but")
            yield KeyTable(self._actions)
            for rank, line in enumerate(QUESTIONS):
                yield Paragraph(line, classes="titre" if rank == 0 else "question")

    def on_resize(self) -> None:
        """Say that there is more to read, where there is."""
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        self.foot.rest(MORE if self.query_one("#touches").max_scroll_y else "")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
