"""The environment variables that Textual and Rich may see; applied before either is imported."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from tui.terminal.colours import Colours, promised

# Each of these lets the environment run a program, write a file, record the keys
# typed or draw for another size than that of the terminal.
FORBIDDEN = frozenset(
    {
        "BROWSER",
        "COLUMNS",
        "DATABRICKS_RUNTIME_VERSION",
        "EDITOR",
        "ESCDELAY",
        "FORCE_COLOR",
        "JUPYTER_COLUMNS",
        "JUPYTER_LINES",
        "LINES",
        "PAGER",
        "TTY_COMPATIBLE",
        "TTY_INTERACTIVE",
        "UNICODE_VERSION",
        "VISUAL",
    }
)

SETTINGS = {
    "TEXTUAL_SMOOTH_SCROLL": "0",
    # How soon a second paint may follow the first: what a key finds follows what it writes, and
    # at 20 a second each letter of a search waited 90 ms.
    "TEXTUAL_FPS": "120",
    # Milliseconds after which Échap stands alone. The bytes of one key come in one packet, and a
    # tenth of a second, Textual's own wait, is felt each time one goes back.
    "ESCDELAY": "30",
    # Under the Kitty protocol, AltGr (@ € # { [) is lost in Windows Terminal.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # Never import an optional module that happens to be installed.
    "TEXTUAL_SPEEDUPS": "0",
}


def scrub(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take away the variables that open doors, and set how Textual draws.

    Textual reads its variables when it is imported: call this first. `NO_COLOR` stays,
    it is a person's wish, unless it is empty; it is set for a terminal without colours.
    """
    for name in list(environ):
        if name in FORBIDDEN or name.startswith("TEXTUAL"):
            del environ[name]
    environ.update(SETTINGS)
    shown = promised(environ)
    environ["TEXTUAL_COLOR_SYSTEM"] = shown.system
    environ.pop("NO_COLOR", None)
    if shown is Colours.NONE:
        environ["NO_COLOR"] = "1"
