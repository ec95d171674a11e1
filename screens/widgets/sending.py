"""Sending a value to the clipboard of the terminal, which nobody can tell to have arrived."""

from __future__ import annotations

import os
from typing import Any

from screens.widgets.answering_screen import AnsweringScreen

SENT = "Envoyé à votre terminal ; s'il ne le prend pas, double-cliquez sur la valeur."
"""Nothing tells whether the terminal took it: PuTTY ignores OSC 52."""

TO_TMUX = "Envoyé. Sous tmux il faut « set -g set-clipboard on », sinon double-cliquez."
"""By default tmux keeps what a program inside it sends (`set-clipboard external`)."""


def send(screen: AnsweringScreen[Any], value: str) -> None:
    """Send a value to the terminal of `screen`, and say what can be known of it."""
    screen.app.copy_to_clipboard(value)
    screen.say(TO_TMUX if _is_in_tmux() else SENT)


def _is_in_tmux() -> bool:
    """Tell whether tmux may stand between; it calls itself screen, unless it is set otherwise.

    sshd hands TERM on; TMUX is seen on the machine of tmux alone.
    """
    return "TMUX" in os.environ or os.environ.get("TERM", "").startswith(("tmux", "screen"))
