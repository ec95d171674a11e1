"""The last row of the foot: the keys that matter now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from screens.widgets.answer import Kind, signed
from screens.widgets.clicks import press
from screens.widgets.key_names import key_name, verb_of, worded_on
from screens.widgets.part_style import part_style

MOST = 6
HELP = "Aide"
"""What the binding of F1 is called; it leads the line and never leaves it."""


@dataclass(frozen=True)
class Entry:
    """A key and what it does; `enabled` is false where it would do nothing now."""

    key: str
    description: str
    enabled: bool
    pressed: str = ""
    """The key as Textual names it; empty for several keys that are told as one."""

    @property
    def width(self) -> int:
        """The cells that it takes, parentheses included."""
        return cell_len(f"{self.key} {self.description}") + (0 if self.enabled else 2)


def entries(bindings: Iterable[ActiveBinding], app: App[Any]) -> list[Entry]:
    """Return what the bindings show: the first key of each, help first, then as declared."""
    shown: dict[str, Entry] = {}
    for _node, binding, enabled, _tooltip in bindings:
        if binding.show:
            key = binding.key_display or key_name(binding.key)
            pressed = "" if binding.tooltip else binding.key
            entry = Entry(key, verb_of(binding.description, app), enabled, pressed)
            shown.setdefault(binding.id or binding.action, entry)
    return sorted(shown.values(), key=lambda entry: entry.description != HELP)


def fitting(shown: list[Entry], width: int) -> list[Entry]:
    """Return the first of `shown` that stand in `width` cells, two apart; `MOST` at most."""
    kept: list[Entry] = []
    left = width
    for entry in shown[:MOST]:
        left -= entry.width
        if left < 0:
            break
        kept.append(entry)
        left -= 2
    return kept


class KeyLine(Widget):
    """One row: `F1 Aide  Entrée Ouvrir`; a key that would do nothing now: `(m Modifier)`."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        background: $panel;
        color: $foreground;

        &>.key-line--key {
            color: $titre-panel;
            text-style: bold;
        }
        &>.key-line--disabled {
            color: $muted-panel;
        }
    }
    """
    COMPONENT_CLASSES = {"key-line--key", "key-line--disabled"}

    without = ""
    """The id of a binding that is not told, whatever it does."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._said = ""

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        # At once: later, the screen that answers for its keys may have lost its widgets.
        self.screen.bindings_updated_signal.subscribe(self, self._follow, immediate=True)
        self._follow(self.screen)

    def say(self, text: str, kind: Kind = "info", *, speaker: str = "") -> None:  # noqa: ARG002
        """Show `text`, which may name keys, in the place of the keys, until it falls silent."""
        self._said = signed(worded_on(self.screen, text), kind)
        self.refresh()

    def fall_silent(self, speaker: str) -> None:  # noqa: ARG002
        """Show the keys again, whoever spoke."""
        self.say("")

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer; one that is dimmed says why."""
        event.stop()
        start = self.content_region.x - self.region.x
        for entry in fitting(self._entries, self.content_size.width):
            if start <= event.x < start + entry.width and entry.pressed:
                press(self, entry.pressed)
            start += entry.width + 2

    def render(self) -> Content:
        """Draw what fits."""
        if self._said:
            return Content(self._said)
        kept = fitting(self._entries, self.content_size.width)
        return Content("  ").join([self._drawn(entry) for entry in kept])

    def _follow(self, screen: Screen[object]) -> None:
        if not screen.is_current:
            return
        active = screen.active_bindings.values()
        shown = entries((one for one in active if one.binding.id != self.without), self.app)
        if shown != self._entries:
            self._entries = shown
            self.refresh()

    def _drawn(self, entry: Entry) -> Content:
        if not entry.enabled:
            style = part_style(self, "key-line--disabled")
            return Content.styled(f"({entry.key} {entry.description})", style)
        style = part_style(self, "key-line--key")
        return Content.assemble((entry.key, style), f" {entry.description}")
