"""Choices on one row: one among several, or a single box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar  # noqa: F401 (Any is used in a quoted base)

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.widget import Widget

from screens.widgets.bindings import hidden
from screens.widgets.cells import drawable
from screens.widgets.foot import Foot
from screens.widgets.part_style import part_style
from screens.widgets.widget_message import WidgetMessage

T = TypeVar("T")

_CSS = """
    {name} {{
        width: auto;
        height: 1;
        text-wrap: nowrap;

        &>.choice--focused {{
            background: $accent;
            color: $sur-accent;
            text-style: bold;
        }}
        &:nocolor>.choice--focused {{
            text-style: bold reverse;
        }}
        &:disabled {{
            color: $muted;
            opacity: 1 !important;
        }}
    }}
"""


GAP = "  "
"""Between two options."""


class TakesNoText(Widget):
    """What one chooses in: a text typed there by mistake changes nothing, not even its spaces."""

    KEYS_THAT_CHOOSE: ClassVar[str]
    _in_a_text = False

    def on_key(self, event: events.Key) -> None:
        """Refuse a text, until the focus leaves or an arrow says that one means to choose."""
        if event.key in ("left", "right"):
            self._in_a_text = False
        elif event.is_printable and event.character != " ":
            if event.key not in self.screen.active_bindings:
                self._in_a_text = True
                self._refuse(event)
        elif event.key == "space" and self._in_a_text:
            self._refuse(event)

    def on_focus(self) -> None:
        """Begin anew."""
        self._in_a_text = False

    def _refuse(self, event: events.Key) -> None:
        event.stop()
        for foot in self.screen.query(Foot):
            foot.say(f"On ne tape pas de texte ici : {self.KEYS_THAT_CHOOSE}.", "warning")


class Choice(Generic[T], TakesNoText, can_focus=True):
    """One value among a few, all visible: `(•) Employeur   ( ) Indépendant`. One tab stop."""

    DEFAULT_CSS = _CSS.format(name="Choice")
    COMPONENT_CLASSES = {"choice--focused"}
    BINDING_GROUP_TITLE = "Un choix"
    KEYS_THAT_CHOOSE = "Espace ou ← → changent le choix"
    BINDINGS = [
        hidden("left", "step(-1)", "Choix précédent", id="choice.previous"),
        hidden("right", "step(1)", "Choix suivant", id="choice.next"),
        Binding("space", "cycle", "Changer", id="choice.cycle"),
        hidden("enter", "submit", "Valider", id="choice.submit"),
    ]

    index: reactive[int] = reactive(0)

    class Changed(WidgetMessage["Choice[Any]"]):
        """Another value was chosen."""

    class Submitted(WidgetMessage["Choice[Any]"]):
        """Entrée: the choice stands, go on."""

    def __init__(
        self,
        options: Sequence[tuple[T, str]],
        *,
        value: T | None = None,
        id: str | None = None,  # noqa: A002
        disabled: bool = False,
    ) -> None:
        super().__init__(id=id, disabled=disabled)
        self._options = tuple(options)
        if value is not None:
            self.value = value

    @property
    def value(self) -> T:
        """The chosen value; setting it posts nothing. ValueError if it is not among the options."""
        return self._options[self.index][0]

    @value.setter
    def value(self, value: T) -> None:
        self.index = [option for option, _ in self._options].index(value)

    @property
    def standing(self) -> Offset:
        """The first cell of the option that is chosen."""
        return Offset(sum(part.cell_length + len(GAP) for part in self._seen[:-1]), 0)

    @property
    def _seen(self) -> list[Content]:
        """The options up to the chosen one, without the first of them that leave it no room."""
        parts = self._parts[: self.index + 1]
        while len(parts) > 1 and Content(GAP).join(parts).cell_length > self.size.width:
            del parts[0]
        return parts

    @property
    def _parts(self) -> list[Content]:
        parts: list[Content] = []
        for index, (_, label) in enumerate(self._options):
            chosen = index == self.index
            parts.append(_option("(•)" if chosen else "( )", label, self, chosen))
        return parts

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Return the cells that all the options take."""
        return Content(GAP).join(self._parts).cell_length

    def render(self) -> Content:
        """Draw the options; the focus stands around the chosen one, which is always in sight."""
        seen = self._parts[self.index + 1 - len(self._seen) :]
        return Content(GAP).join(seen).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the pointer."""
        event.stop()
        start, left_out = 0, self.index + 1 - len(self._seen)
        for index, part in enumerate(self._parts[left_out:], left_out):
            if start <= event.x < start + part.cell_length:
                self._choose(index)
            start += part.cell_length + len(GAP)

    def action_step(self, step: int) -> None:
        """Choose the option beside; the ends hold."""
        self._choose(min(max(self.index + step, 0), len(self._options) - 1))

    def action_cycle(self) -> None:
        """Choose the next option, the first after the last."""
        self._choose((self.index + 1) % len(self._options))

    def action_submit(self) -> None:
        """Tell that the choice stands."""
        self.post_message(self.Submitted(self))

    def _choose(self, index: int) -> None:
        if index != self.index:
            self.index = index
            self.post_message(self.Changed(self))


class Tick(TakesNoText, can_focus=True):
    """One box: `[x] Déjà inscrit sur urssaf.fr`."""

    DEFAULT_CSS = _CSS.format(name="Tick")
    COMPONENT_CLASSES = {"choice--focused"}
    BINDING_GROUP_TITLE = "Une case à cocher"
    KEYS_THAT_CHOOSE = "→ puis Espace coche ou décoche"
    BINDINGS = [
        Binding("space", "switch", "Cocher", id="tick.switch"),
        hidden("enter", "submit", "Valider", id="tick.submit"),
    ]

    value: reactive[bool] = reactive(False)

    class Changed(WidgetMessage["Tick"]):
        """The box was ticked or unticked."""

    class Submitted(WidgetMessage["Tick"]):
        """Entrée: the box stands as it is, go on."""

    def __init__(
        self,
        label: str,
        *,
        value: bool = False,
        id: str | None = None,  # noqa: A002
        disabled: bool = False,
    ) -> None:
        super().__init__(id=id, disabled=disabled)
        self._label = label
        self.set_reactive(Tick.value, value)

    def render(self) -> Content:
        """Draw the box and its label."""
        return _option("[x]" if self.value else "[ ]", self._label, self, True)

    def on_click(self, event: events.Click) -> None:
        """Tick or untick."""
        event.stop()
        self.action_switch()

    def action_switch(self) -> None:
        """Tick or untick."""
        self.value = not self.value
        self.post_message(self.Changed(self))

    def action_submit(self) -> None:
        """Tell that the box stands as it is."""
        self.post_message(self.Submitted(self))


def _option(box: str, label: str, widget: Widget, has_cursor: bool) -> Content:
    """Draw a box and its label; `›‹` stand where spaces were, so that nothing moves."""
    if not (has_cursor and widget.has_focus):
        return Content(f"{box} {drawable(label)} ")
    style = part_style(widget, "choice--focused")
    return Content.styled(f"{box}›{drawable(label)}‹", style)
