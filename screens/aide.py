"""F1: the keys of the screen, and where the Urssaf answers questions."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from screens.actions import Action
from screens.widgets.cells import cut, fit
from screens.widgets.key_line import KeyLine
from screens.widgets.message_line import MessageLine
from screens.widgets.nav import Crumbs
from screens.widgets.part_style import part_style

KEYS_WIDTH = 16
COLUMN = 38
GAP = 2

# The foot of the fiche, verbatim.
QUESTIONS = (
    "Vous avez des questions ?",
    "N'hésitez pas à nous contacter pour un suivi personnalisé : Téléphone et courriel",
    "Suivez nos dernières actualités : Lettre d'information · @Urssaf · @L'actu des Urssaf",
    "Ces services sont ceux de l'Urssaf, sur urssaf.fr : Portefeuille n'en est pas un.",
)


class KeyTable(Static):
    """Actions in two columns: keys, then what they do."""

    COMPONENT_CLASSES = {"key-table--key"}

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def render(self) -> Content:
        """Draw the table; the first half of the actions at the left."""
        half = (len(self._actions) + 1) // 2
        rows = []
        for index in range(half):
            right = self._actions[index + half : index + half + 1]
            cells = [self._cell(one) for one in (self._actions[index], *right)]
            rows.append(Content(" " * GAP).join(cells))
        return Content("\n").join(rows)

    def _cell(self, action: Action) -> Content:
        keys = fit(" ".join(action.keys[:3]), KEYS_WIDTH)
        text = action.description if action.enabled else f"({action.description})"
        style = part_style(self, "key-table--key")
        return Content.assemble(
            (keys, style), " ", fit(cut(text, COLUMN - KEYS_WIDTH - 1), COLUMN - KEYS_WIDTH - 1)
        )


class AideScreen(Screen[None]):
    """The keys that work on the screen under this one."""

    TITLE = "Aide"
    CSS_PATH = "aide.tcss"
    AUTO_FOCUS = "#touches"
    BINDINGS = [
        Binding("escape,f12,enter,f1", "close", "Fermer", id="aide.close"),
    ]

    def __init__(self, title: str, actions: Sequence[Action]) -> None:
        super().__init__()
        self._about = title
        self._here = [one for one in actions if not one.everywhere]
        self._everywhere = [one for one in actions if one.everywhere]

    def compose(self) -> ComposeResult:
        """Lay out the tables, then the questions."""
        yield Crumbs("Aide", self._about)
        with VerticalScroll(id="touches"):
            yield Static(Content(self._about), classes="titre")
            yield KeyTable(self._here)
            yield Static("Partout", classes="titre")
            yield KeyTable(self._everywhere)
            for rank, line in enumerate(QUESTIONS):
                yield Static(Content(line), classes="titre" if rank == 0 else "question")
        yield MessageLine()
        yield KeyLine()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
