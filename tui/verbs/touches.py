"""`touches`: the keys, in Markdown."""

from __future__ import annotations

from argparse import Namespace

from tui.app import PortefeuilleApp
from tui.config import Config
from tui.keymap import keys, markdown


def touches(options: Namespace, config: Config) -> None:  # noqa: ARG001 - all verbs are called alike
    """Print docs/touches.md."""
    print(markdown(keys(PortefeuilleApp)), end="")
