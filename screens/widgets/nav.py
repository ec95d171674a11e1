"""The top of a screen: the tabs of the portal, and where one stands."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widget import Widget

from screens.widgets.bindings import hidden
from screens.widgets.cells import cut, drawable, fit
from screens.widgets.marks import HEARD
from screens.widgets.part_style import part_style
from screens.widgets.widget_message import WidgetMessage

ACCUEIL, PROFIL = "Accueil", "Mon Profil"
TABS = (ACCUEIL, "Compte", PROFIL, "Paiement", "Suivi DSN", "Documents")
AVAILABLE = frozenset({ACCUEIL, PROFIL})
"""The tabs that lead somewhere; the others stay on urssaf.fr, and are dim."""


THE_LIST = (PROFIL, "Paramètres", "Gérer les établissements")
"""The way to the list of comptes."""


def elsewhere(label: str) -> str:
    """Answer who chooses a tab that is not `AVAILABLE`."""
    return f"{label} : ce service est sur urssaf.fr ; Portefeuille ne le reproduit pas."


class Nav(Widget, can_focus=True):
    """The tabs of the portal on one row, and the cabinet's name at the right. One tab stop."""

    DEFAULT_CSS = """
    Nav {
        height: 1;
        text-wrap: nowrap;
        background: $nav;
        color: $nav-fg;

        &>.nav--active {
            color: $accent;
            text-style: bold;
        }
        &>.nav--missing {
            color: $nav-muted;
        }
        &>.nav--cursor {
            background: $accent;
            color: $sur-accent;
            text-style: bold;
        }
        &:nocolor>.nav--cursor {
            text-style: bold reverse;
        }
    }
    """
    COMPONENT_CLASSES = {"nav--active", "nav--missing", "nav--cursor"}
    BINDING_GROUP_TITLE = "Les onglets"
    BINDINGS = [
        hidden("left", "step(-1)", "Onglet précédent", id="nav.previous"),
        hidden("right", "step(1)", "Onglet suivant", id="nav.next"),
        Binding("enter", "choose", "Ouvrir l'onglet", id="nav.choose"),
    ]

    cursor: reactive[int] = reactive(0)

    class Chosen(WidgetMessage["Nav"]):
        """Entrée on the tab `label`, which may be one that is not `AVAILABLE`."""

        def __init__(self, nav: Nav, label: str) -> None:
            super().__init__(nav)
            self.label = label

    def __init__(self, active: str, *, cabinet: str) -> None:
        super().__init__()
        self._active = TABS.index(active)
        self._cabinet = cabinet
        self.set_reactive(Nav.cursor, self._active)

    @property
    def standing(self) -> Offset:
        """The first cell of the tab that has the cursor."""
        return Offset(self._start(self.cursor), 0)

    def _start(self, index: int) -> int:
        """Return the first cell of a tab that is seen."""
        first = self._seen().start
        before = self._width(first, index) - 2 if index > first else 2 * (first > 0)
        return before + (index > first and self._touches(index))

    def on_focus(self) -> None:
        """Start from the tab where one is."""
        self.cursor = self._active

    def render(self) -> Content:
        """Draw the tabs, then the cabinet in what is left; `…` stands for tabs without room."""
        seen = self._seen()
        tabs = Content("… " if seen.start else "")
        for index in seen:
            gap = " " if index > seen.start and self._touches(index) else ""
            tabs = Content.assemble(tabs, gap, self._tab(index))
        if len(seen) < len(TABS):
            return Content.assemble(tabs, " …" if seen.stop < len(TABS) else "")
        room = max(self.size.width - tabs.cell_length - 1, 0)
        # A margin as everywhere, where it cuts nothing.
        margin = " " if cell_len(drawable(self._cabinet)) < room else ""
        return Content.assemble(tabs, " ", fit(self._cabinet + margin, room, "right"))

    def on_click(self, event: events.Click) -> None:
        """Ask for the tab under the pointer."""
        event.stop()
        for index in self._seen():
            if 0 <= event.x - self._start(index) < cell_len(TABS[index]) + 2:
                self.cursor = index
                self.action_choose()

    def action_step(self, step: int) -> None:
        """Go to the tab beside; the ends hold."""
        self.cursor = min(max(self.cursor + step, 0), len(TABS) - 1)

    def action_choose(self) -> None:
        """Ask for the tab."""
        self.post_message(self.Chosen(self, TABS[self.cursor]))

    def _tab(self, index: int) -> Content:
        label = TABS[index]
        if self.has_focus and index == self.cursor:
            return Content.styled(f"›{label}‹", part_style(self, "nav--cursor"))
        if index == self._active:
            return Content.styled(f"[{label}]", part_style(self, "nav--active"))
        if label not in AVAILABLE:
            text = f"({label})" if self._in_words else f" {label} "
            return Content.styled(text, part_style(self, "nav--missing"))
        return Content(f" {label} ")

    def _seen(self) -> range:
        """Return the tabs that have room: all, else the first ones that hold the cursor."""
        here = self.cursor if self.has_focus else self._active
        for first in range(here + 1):
            for end in range(len(TABS), here, -1):
                if self._width(first, end) <= self.size.width:
                    return range(first, end)
        return range(here, here + 1)

    def _width(self, first: int, end: int) -> int:
        """Return the cells that some tabs take, with their marks and what shows the others."""
        labels = sum(cell_len(label) + 2 for label in TABS[first:end])
        gaps = sum(self._touches(index) for index in range(first + 1, end))
        return labels + gaps + 2 * (first > 0) + 2 * (end < len(TABS))

    def _touches(self, index: int) -> bool:
        """Tell whether the marks of this tab and of the one before would stick together."""
        return self._in_words and all(
            i == self._active or TABS[i] not in AVAILABLE for i in (index - 1, index)
        )

    @property
    def _in_words(self) -> bool:
        """Whether a tab that leads nowhere stands in parentheses: no shade can say it."""
        return any(map(self.app.has_class, ("-few", HEARD)))


class Crumbs(Widget):
    """Where one stands: `Mon Profil > Paramètres > Gérer les établissements`."""

    DEFAULT_CSS = """
    Crumbs {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        color: $muted;
    }
    """

    def __init__(self, *parts: str) -> None:
        super().__init__()
        self._parts = parts

    def render(self) -> Content:
        """Draw the path; its beginning gives way to where one is."""
        width = self.content_size.width
        shorter = (("…", *self._parts[index:]) for index in range(1, len(self._parts)))
        paths = [" > ".join(parts) for parts in (self._parts, *shorter)]
        return Content(
            cut(next((path for path in paths if cell_len(path) <= width), paths[-1]), width)
        )
