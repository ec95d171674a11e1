"""The command `portefeuille` in a session: whose it is, and how it is run."""

from __future__ import annotations

import os
from importlib import import_module

from textual import constants

from models.access.new_user import identifiant_key
from tui.terminal.environment import scrub

SETTINGS = b"--config"
"""The one option that the launcher of a server gives before the verb."""
PERSONAL = b"session"
"""The verb whose first word is the identifiant of who comes."""


def whose(words: tuple[bytes, ...]) -> str:
    """Name who comes; empty where the command is nobody's in particular."""
    if words[:1] == (SETTINGS,):
        words = words[2:]
    if words[:1] != (PERSONAL,) or len(words) == 1:
        return ""
    return identifiant_key(words[1].decode("utf-8", "replace"))


def run(words: list[str]) -> int:
    """Run the command on the terminal of the session; give its status."""
    scrub()
    # The one thing that Textual read when it was imported, for the terminal of the server.
    constants.COLOR_SYSTEM = os.environ["TEXTUAL_COLOR_SYSTEM"]  # type: ignore[misc]
    # The module that the server runs is called `__main__`; this is loaded beside it, by warm.py.
    status: int = import_module("tui.__main__").main(words)
    return status
