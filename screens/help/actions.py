"""What can be done on a screen now: the bindings that help and menu list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from screens.widgets.key_names import bindings_of, key_name, keys_of, printed
from screens.widgets.rows import RowList

MOST_KEYS = 3
MOVES = {"column", "first", "last", "move", "press", "step", "submit"}
"""What arrows, Début, Fin and Entrée do in a widget: nobody would look for that in a list."""


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
        shown = binding.key_display
        identity = (id(node), shown or binding.action, binding.description)
        name = shown or key_name(binding.key)
        names = (*actions[identity].keys, name) if identity in actions else (name,)
        actions[identity] = Action(
            keys=tuple(dict.fromkeys(names)),
            description=binding.description,
            enabled=enabled,
            everywhere=isinstance(node, App),
            action=binding.action,
            node=node,
            in_menu=not is_of_a_family(binding) and _makes_sense_alone(node, binding),
        )
    return tuple(sorted(actions.values(), key=lambda action: action.everywhere))


def menu_of(screen: Screen[Any]) -> tuple[Action, ...]:
    """List what may be chosen on `screen`: its actions, those of its list and of its boxes.

    Those too while one types in a field, which takes their letters as text; and, in a window, what
    works everywhere.
    """
    offered = [one for one in actions_of(screen) if one.enabled and one.in_menu]
    known = {(id(one.node), one.action) for one in offered}
    others = [one for one in _around(screen) if (id(one.node), one.action) not in known]
    return tuple(sorted([*offered, *others], key=lambda one: one.everywhere))


def _around(screen: Screen[Any]) -> Iterator[Action]:
    """Give what can be done wherever the focus is.

    In the first list of `screen`, and around it; in each box; everywhere.
    """
    rows = next(iter(screen.query(RowList)), screen)
    for node in rows.ancestors_with_self:
        for binding in bindings_of(node):
            if binding.priority or not isinstance(node, App):
                yield from _offer(node, binding, binding.description)
    for widget in screen.focus_chain:
        for binding in filter(is_of_a_family, bindings_of(widget)):
            yield from _offer(widget, binding, binding.tooltip)


def is_of_a_family(binding: Binding) -> bool:
    """Tell whether a binding is one of several that F1 says once; its tooltip says which."""
    return bool(binding.tooltip)


def _offer(node: DOMNode, binding: Binding, description: str) -> Iterator[Action]:
    _, name, parameters = parse(binding.action)
    if binding.system or not description or not _makes_sense_alone(node, binding):
        return
    if node.check_action(name, parameters) is True:
        yield Action(
            keys=printed(keys_of(binding, node.app)),
            description=description,
            enabled=True,
            everywhere=isinstance(node, App),
            action=binding.action,
            node=node,
            in_menu=True,
        )


def _makes_sense_alone(node: DOMNode, binding: Binding) -> bool:
    """Tell whether an action is one to choose from a list, and not a move of the focus."""
    if binding.action.startswith(("app.focus_", "scroll_")):
        return False
    return isinstance(node, App | Screen) or binding.action.partition("(")[0] not in MOVES
