"""The top of a screen: the tabs of the portal, and where one stands."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from screens.widgets.cells import cut, fit
from screens.widgets.part_style import part_style
from screens.widgets.widget_message import WidgetMessage

TABS = ("Accueil", "Compte", "Mon Profil", "Paiement", "Suivi DSN", "Documents")
AVAILABLE = frozenset({"Accueil", "Mon Profil"})
"""The tabs that lead somewhere; the others stay on urssaf.fr."""


def elsewhere(label: str) -> str:
    """Answer who chooses a tab that is not `AVAILABLE`."""
    return f"{label} : le service lui-même est sur urssaf.fr ; Portefeuille ne le reproduit pas."


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
        Binding("left", "step(-1)", "Onglet précédent", show=False, id="nav.previous"),
        Binding("right", "step(1)", "Onglet suivant", show=False, id="nav.next"),
        Binding("enter", "choose", "Ouvrir l'onglet", id="nav.choose"),
    ]

    cursor: reactive[int] = reactive(0)

    class Chosen(WidgetMessage["Nav"]):
        """Entrée on the tab `label`, which may be one that is not `AVAILABLE`."""

        def __init__(self, nav: Nav, label: str) -> None:
            super().__init__(nav)
            self.label = label

    def __init__(self, active: str, *, cabinet: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._active = TABS.index(active)
        self._cabinet = cabinet
        self.set_reactive(Nav.cursor, self._active)

    def on_focus(self) -> None:
        """Start from the tab where one is."""
        self.cursor = self._active

    def render(self) -> Content:
        """Draw the tabs, then the cabinet in what is left."""
        tabs = Content("")
        for index in range(len(TABS)):
            gap = " " if index and self._touches(index) else ""
            tabs = Content.assemble(tabs, gap, self._tab(index))
        left = self.size.width - tabs.cell_length - 1
        return Content.assemble(tabs, " ", fit(self._cabinet, max(left, 0), "right"))

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
            return Content.styled(f"({label})", part_style(self, "nav--missing"))
        return Content(f" {label} ")

    def _touches(self, index: int) -> bool:
        """Tell whether the marks of this tab and of the one before would stick together."""
        return all(i == self._active or TABS[i] not in AVAILABLE for i in (index - 1, index))


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

    def __init__(self, *parts: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._parts = parts

    def render(self) -> Content:
        """Draw the path."""
        return Content(cut(" > ".join(self._parts), self.content_size.width))
