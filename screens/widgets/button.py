"""The button of one row, and the row of buttons."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.containers import Horizontal
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.bindings import hidden
from screens.widgets.cells import cut, drawable
from screens.widgets.widget_message import WidgetMessage

Variant = Literal["primary", "plain", "link"]


class FlatButton(Widget, can_focus=True):
    """A button on one row: ` Enregistrer `, `›Enregistrer‹` in focus, `(Enregistrer)` disabled."""

    DEFAULT_CSS = """
    FlatButton {
        width: auto;
        height: 1;
        text-wrap: nowrap;
        background: $panel;
        color: $titre-panel;
        text-style: bold;

        &.-primary {
            background: $primary;
            color: $sur-primary;
        }
        &.-link {
            background: transparent;
            color: $lien;
            text-style: none;
        }
        &:nocolor {
            text-style: reverse;
        }
        &.-link:nocolor {
            text-style: none;
        }
        &:focus {
            background: $accent;
            color: $sur-accent;
            text-style: bold;
        }
        &:focus:nocolor {
            text-style: bold reverse;
        }
        &:disabled {
            background: transparent;
            color: $muted;
            text-style: none;
            opacity: 1 !important;
        }
    }
    """
    BINDING_GROUP_TITLE = "Un bouton"
    BINDINGS = [
        hidden("enter,space", "press", "Valider", id="button.press"),
    ]

    class Pressed(WidgetMessage["FlatButton"]):
        """Entrée or Espace on the button."""

    def __init__(
        self,
        label: str,
        *,
        variant: Variant = "plain",
        id: str | None = None,  # noqa: A002
        classes: str = "",
        disabled: bool = False,
    ) -> None:
        super().__init__(id=id, classes=f"-{variant} {classes}", disabled=disabled)
        self._underlined = variant == "link"
        self.label = label

    @property
    def is_off(self) -> bool:
        """Whether pressing it would do nothing."""
        return self.is_disabled

    @property
    def style_now(self) -> Style:
        """How its text is drawn."""
        return self.visual_style.rich_style

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Return the cells of the label and of the two around it."""
        return cell_len(drawable(self.label)) + 2

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the label between two cells that tell the state without colour."""
        left, right = "()" if self.is_off else "›‹" if self.has_focus else "  "
        text = cut(f"{left}{self.label}{right}", self.size.width)
        around = self.style_now
        inside = around + Style(underline=self._underlined and not self.is_off)
        end = 1 + len(self.label)
        parts = ((text[:1], around), (text[1:end], inside), (text[end:], around))
        return Strip([Segment(*part) for part in parts if part[0]])

    def on_click(self, event: events.Click) -> None:
        """Press the button."""
        event.stop()
        if not self.is_off:
            self.action_press()

    def action_press(self) -> None:
        """Press the button."""
        self.post_message(self.Pressed(self))


class ButtonRow(Horizontal):
    """The buttons at the end of a screen or of a window."""

    DEFAULT_CSS = """
    ButtonRow {
        height: 1;
        padding: 0 1;

        FlatButton {
            margin: 0 2 0 0;
        }
    }
    """
