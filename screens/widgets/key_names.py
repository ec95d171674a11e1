"""Keys as they are printed on a French keyboard."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.keys import format_key

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
