"""All the keys: what docs/touches.md prints, and what `[touches]` may change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages

from textual.binding import Binding
from textual.dom import DOMNode

import screens
from models.cleaning import fold
from models.command import command
from screens.widgets.key_names import printed
from tui.config import BadConfig

EVERYWHERE = "Partout"


@dataclass(frozen=True)
class Key:
    """A binding and the title of where it works."""

    place: str
    binding: Binding

    @property
    def names(self) -> str:
        """The keys as a French keyboard prints them: `m, F2`."""
        return ", ".join(printed(self.binding.key.split(",")))


def keys(application: type[DOMNode]) -> Iterator[Key]:
    """List every key: those of `application`, then those of the screens, by their titles."""
    for owner in application.__mro__:
        if owner.__module__.startswith("tui."):
            yield from _keys_of(owner, EVERYWHERE)
    modules = walk_packages(screens.__path__, "screens.")
    theirs = [key for module in modules if not module.ispkg for key in _keys_in(module.name)]
    yield from sorted(theirs, key=lambda key: (key.place != EVERYWHERE, fold(key.place)))


def check(touches: Mapping[str, str], known: Iterable[Key]) -> None:
    """Raise BadConfig for a binding that does not exist."""
    ids = {key.binding.id for key in known}
    for name in touches:
        if name not in ids:
            raise BadConfig(
                f"[touches]\u00a0: «\u00a0{name}\u00a0» n'existe pas. "
                f"La commande «\u00a0{command('touches')}\u00a0» les liste."
            )


def markdown(known: Iterable[Key]) -> str:
    """Write docs/touches.md."""
    lines = [
        "# Touches",
        "",
        "Écrit par `portefeuille touches`. La dernière colonne est le nom à donner dans le fichier",
        'de réglages\u00a0: `[touches]`, puis par exemple `"etablissements.next" = "n,s"`.',
    ]
    place = ""
    for key in known:
        if key.place != place:
            place = key.place
            lines += ["", f"## {place}", "", "| Touches | Effet | Nom |", "|---|---|---|"]
        lines.append(f"| {key.names} | {key.binding.description} | `{key.binding.id}` |")
    return "\n".join(lines) + "\n"


def _keys_in(name: str) -> Iterator[Key]:
    for value in vars(import_module(name)).values():
        if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == name:
            yield from _keys_of(value, _title(value))


def _keys_of(owner: type[object], place: str) -> Iterator[Key]:
    for binding in vars(owner).get("BINDINGS", []):
        if isinstance(binding, Binding):
            yield Key(place, binding)


def _title(owner: type[DOMNode]) -> str:
    """Name where a key works: the title of a screen, the French name of a widget."""
    titles = (getattr(owner, name, None) for name in ("TITLE", "BINDING_GROUP_TITLE"))
    return next(filter(None, titles), EVERYWHERE)
