"""The chrome of a portal screen: its tabs, where one stands, its title, what it answers."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ScreenResultType
from textual.widget import Widget

from screens.widgets.answer import Kind
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.foot import Foot
from screens.widgets.nav import AVAILABLE, Crumbs, Nav, elsewhere
from screens.widgets.paragraph import Paragraph


class Head(Horizontal):
    """The title of a screen, and at its right what it offers."""

    DEFAULT_CSS = """
    Head {
        height: auto;
        padding: 0 1;

        .title {
            width: 1fr;
            min-height: 1;
            color: $titre;
            text-style: bold;
        }
    }
    """

    def __init__(self, title: str, *beside: Widget) -> None:
        self._title = Paragraph(title, classes="title")
        super().__init__(self._title, *beside)

    def tell(self, title: str) -> None:
        """Show another title."""
        self._title.say(title)


class PortalScreen(AnsweringScreen[ScreenResultType]):
    """A screen of the portal: tabs, path, a body of its own, a foot.

    Where its body has something `Beside` a list, that is seen in a large window.
    """

    DEFAULT_CSS = """
    PortalScreen {
        &.-large Beside {
            display: block;
        }
    }
    """

    foot: Foot

    def __init__(self, *path: str, cabinet: str | None = None) -> None:
        """Stand at `path`, which begins with a tab; the tabs show with the name of a `cabinet`."""
        super().__init__()
        self._path = path
        self._cabinet = cabinet

    def compose(self) -> ComposeResult:
        """Lay out the screen, from top to bottom."""
        # Kept: it is asked for at every key.
        self.foot = Foot()
        if self._cabinet is not None:
            yield Nav(self._path[0], cabinet=self._cabinet)
        yield Crumbs(*self._path)
        yield from self.body()
        yield self.foot

    def body(self) -> ComposeResult:
        """Lay out what stands between the path and the foot."""
        raise NotImplementedError

    def say(self, text: str, kind: Kind = "info") -> None:
        """Answer on the foot."""
        self.foot.say(text, kind)

    @on(Nav.Chosen)
    def change_tab(self, event: Nav.Chosen) -> None:
        """Go where a tab leads; most are services of urssaf.fr."""
        if event.label in AVAILABLE:
            self.go_to_tab(event.label)
        else:
            self.say(elsewhere(event.label))

    def go_to_tab(self, tab: str) -> None:
        """Go to ACCUEIL or to PROFIL, or say what is to be done before."""
        raise NotImplementedError
