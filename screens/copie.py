"""Values to copy: sent to the terminal, and shown bare for who has to select them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from models.fiche import Fiche
from models.incitation import message_for
from screens.widgets.bindings import hidden
from screens.widgets.clicks import press
from screens.widgets.marks import mark
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import wrapped
from screens.widgets.part_style import part_style
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.sending import send


@dataclass(frozen=True)
class Line:
    """Something to copy; `value` may have several lines."""

    label: str
    value: str


def lines_of(fiche: Fiche, cabinet: str) -> tuple[Line, ...]:
    """Give the numbers of an inscription, unspaced, then the message for the client."""
    lines = [Line("Siren", fiche.siren)] if fiche.siren else []
    if fiche.siren_societe:
        lines.append(Line("Siren de la société", fiche.siren_societe))
    for compte in fiche.comptes:
        if compte.siret:
            lines.append(Line("Siret", compte.siret))
        if compte.numero_compte:
            lines.append(Line("Numéro de compte", compte.numero_compte))
    lines.append(Line("Message à envoyer à votre client", message_for(fiche, cabinet)))
    return tuple(lines)


class Value(Static, can_focus=True):
    """A label, and under it its value; `›` stands beside the one that has the focus."""

    DEFAULT_CSS = """
    Value {
        height: auto;

        &>.value--label {
            color: $muted;
        }
        &:focus {
            text-style: bold;
        }
    }
    """
    COMPONENT_CLASSES = {"value--label"}
    BINDING_GROUP_TITLE = "Une valeur à copier"
    BINDINGS = [
        hidden("up", "app.focus_previous", "Valeur précédente", id="copie.up"),
        hidden("down", "app.focus_next", "Valeur suivante", id="copie.down"),
    ]

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def on_click(self, event: events.Click) -> None:
        """Send it."""
        event.stop()
        press(self, "enter")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Count the rows: the label, then those of the value."""
        return 1 + len(self._rows(width))

    def _rows(self, width: int) -> list[str]:
        return wrapped(self.line.value, width - len("  "))

    def render(self) -> Content:
        """Draw the value alone on its rows, so that a double-click takes nothing else."""
        label = Content.styled(self.line.label, part_style(self, "value--label"))
        rows = [f"  {text}" for text in self._rows(self.content_size.width)]
        return Content.assemble(
            f"{mark(self)} " if self.has_focus else "  ", label, "\n", "\n".join(rows)
        )


class CopieScreen(PortalScreen[None]):
    """The values one under the other; the first one is sent at once."""

    TITLE = "Copier"
    CSS_PATH = "copie.tcss"
    AUTO_FOCUS = "Value"
    BINDINGS = [
        Binding("enter,y", "send", "Envoyer au terminal", id="copie.send"),
        Binding("escape,f12", "back", "Retour", id="copie.back"),
    ]

    def __init__(self, lines: Sequence[Line], *, title: str = "") -> None:
        super().__init__(*THE_LIST, "Copier")
        self._lines = tuple(lines)
        self._shown_title = title

    def body(self) -> ComposeResult:
        """Lay out the values."""
        yield Head(self._shown_title)
        with VerticalScroll(id="valeurs", can_focus=False):
            for line in self._lines:
                yield Value(line)

    def on_mount(self) -> None:
        """Send the first value."""
        self._send(self._lines[0])

    def action_send(self) -> None:
        """Send the value under the cursor."""
        if isinstance(self.focused, Value):
            self._send(self.focused.line)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)

    def _send(self, line: Line) -> None:
        send(self, line.value)
