"""Keys as they are printed on a French keyboard, alone and in sentences.

A sentence names a key by the id of its binding: `<rows.open>` gives its first name,
`<rows.open+>` two of them, and `<.reload>` that of the screen. Échap, Entrée and Tab are
written as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

Names = Mapping[str, Sequence[str]]
"""The keys of each binding by its id, as a French keyboard prints them."""

_MARK = re.compile(r"<([a-z_]*\.[a-z_]+)(\+?)>")

_NAMES = {
    "enter": "Entrée",
    "escape": "Échap",
    "tab": "Tab",
    "space": "Espace",
    "backspace": "Retour arrière",
    "delete": "Suppr",
    "insert": "Inser",
    "home": "Début",
    "end": "Fin",
    "pageup": "PgPréc",
    "pagedown": "PgSuiv",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
_MODIFIERS = {"ctrl": "Ctrl", "shift": "Maj", "alt": "Alt", "super": "Cmd"}


SIGNS = "✍✕"
LETTERS = "-letters"
"""The class of an application whose terminal draws the pen and the cross as letters."""


def verb_of(description: str, app: App[Any]) -> str:
    """Return what a key does, without a sign that would look like a second key: `m m Modifier`."""
    return description.lstrip(f"{SIGNS} ") if app.has_class(LETTERS) else description


def key_name(key: str) -> str:
    """Return the printed name of a Textual key: `ctrl+s` is `^S`, `shift+tab` is `Maj+Tab`."""
    *modifiers, last = key.split("+")
    if last in _NAMES:
        name = _NAMES[last]
    else:
        character = format_key(last)
        name = character if len(character) == 1 and not modifiers else character.upper()
    if modifiers == ["ctrl"] and len(name) == 1:
        return f"^{name}"
    return "+".join([*(_MODIFIERS.get(modifier, modifier) for modifier in modifiers), name])


def printed(keys: Iterable[str]) -> tuple[str, ...]:
    """Name keys as a French keyboard prints them, once each."""
    return tuple(dict.fromkeys(key_name(key.strip()) for key in keys))


def names_on(screen: Screen[Any]) -> Names:
    """Give the names of the keys of `screen`, which `[touches]` may have changed.

    They are those that work where the focus is; of what works elsewhere only, all. The end of an
    id, from its point, stands for the first that has it.
    """
    working = defaultdict[str, list[str]](list)
    for key, (_, binding, _, _) in screen.active_bindings.items():
        for name in _ends(binding.id or ""):
            working[name].append(key)
    keys = {**_declared(screen), **working}
    return {name: printed(some) for name, some in keys.items()}


def _declared(screen: Screen[Any]) -> dict[str, list[str]]:
    """Give the keys of all that is on a screen."""
    declared: dict[str, list[str]] = {}
    for node in (screen, *screen.query("*"), screen.app):
        for binding in bindings_of(node):
            for name in _ends(binding.id or ""):
                declared.setdefault(name, keys_of(binding, screen.app))
    return declared


def bindings_of(node: DOMNode) -> Iterator[Binding]:
    """Give the bindings of `node` that have an id, whether its keys work now or not."""
    for owner in type(node).__mro__:
        for binding in vars(owner).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                yield binding


def keys_of(binding: Binding, app: App[Any]) -> list[str]:
    """Give the keys of a binding: its own, or those that `[touches]` gives it."""
    chosen: Mapping[str, str] = getattr(app, "chosen_keys", {})
    return (chosen.get(binding.id or "") or binding.key).split(",")


def _ends(name: str) -> tuple[str, str]:
    return name, name[name.rfind(".") :]


def worded(sentence: str, names: Names) -> str:
    """Put the names of the keys into a sentence: `/ (ou F3), zin`."""

    def named(mark: re.Match[str]) -> str:
        first, *others = names.get(mark[1], (mark[0],))
        return f"{first} (ou {others[0]})" if mark[2] and others else first

    return _MARK.sub(named, sentence)


def worded_on(screen: Screen[Any], sentence: str) -> str:
    """Put the names of the keys that work on `screen` into a sentence."""
    return worded(sentence, names_on(screen)) if _MARK.search(sentence) else sentence
