"""What can be done on a screen now: the bindings that help and menu list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from screens.widgets.key_names import key_name

MOST_KEYS = 3


@dataclass(frozen=True)
class Action:
    """A binding: its keys as printed, what it does, and where it acts."""

    keys: tuple[str, ...]
    description: str
    enabled: bool
    everywhere: bool
    action: str
    node: DOMNode
    in_menu: bool

    @property
    def first_keys(self) -> str:
        """The keys that there is room to print."""
        return " ".join(self.keys[:MOST_KEYS])


def actions_of(screen: Screen[Any]) -> tuple[Action, ...]:
    """List the actions of `screen` and of what has the focus, once each, as declared."""
    actions: dict[tuple[int, str, str], Action] = {}
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if binding.system or not binding.description or not (binding.id or "").count("."):
            continue
        family = binding.key_display
        identity = (id(node), family or binding.action, binding.description)
        name = family or key_name(binding.key)
        names = (*actions[identity].keys, name) if identity in actions else (name,)
        actions[identity] = Action(
            keys=tuple(dict.fromkeys(names)),
            description=binding.description,
            enabled=enabled,
            everywhere=isinstance(node, App),
            action=binding.action,
            node=node,
            in_menu=not family and _makes_sense_alone(node, binding),
        )
    return tuple(sorted(actions.values(), key=lambda action: action.everywhere))


def _makes_sense_alone(node: DOMNode, binding: Binding) -> bool:
    """Tell whether an action is one to choose from a list, and not a move of the focus."""
    if isinstance(node, App | Screen):
        return not binding.action.startswith(("app.focus_", "scroll_"))
    return binding.show
