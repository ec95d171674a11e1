"""`serveur`: install a server, take it away, or attack it."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable

from models.cleaning import one_line
from models.errors import BadValue
from tui.config import Config
from tui.verbs.server.checking.verifying import verify
from tui.verbs.server.installing.installer import install
from tui.verbs.server.installing.places import Places, places
from tui.verbs.server.installing.remover import remove

_ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,30}")


def manage_serveur(options: Namespace, config: Config) -> None:  # noqa: ARG001 - all verbs are called alike
    """Carry out an action on the server of a cabinet."""
    if options.compte is not None and not _ACCOUNT.fullmatch(options.compte):
        raise BadValue(
            f"« {one_line(options.compte)} » n'est pas un compte système : des minuscules sans "
            "accent, des chiffres, « - » et « _ », par exemple portefeuille."
        )
    ACTIONS[options.action](places(options.racine, options.compte), options)


def _install(where: Places, options: Namespace) -> None:
    install(where, essai=options.essai)


def _remove(where: Places, options: Namespace) -> None:
    remove(where, essai=options.essai)


def _verify(where: Places, options: Namespace) -> None:
    verify(where, options.hote, options.port, essai=options.essai)


ACTIONS: dict[str, Callable[[Places, Namespace], None]] = {
    "installer": _install,
    "retirer": _remove,
    "verifier": _verify,
}
