"""The demonstration under the tools of Textual's developers: `make atelier`, `make console`.

The program takes away the variables by which those tools reach it
(tui/terminal/environment.py); they are put back here, and nowhere else.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from tui.config import load
from tui.terminal.checks import codeset_of
from tui.terminal.environment import scrub

TOOLS = ("TEXTUAL", "TEXTUAL_DEVTOOLS_HOST", "TEXTUAL_DEVTOOLS_PORT")


def main() -> int:
    """Open the demonstration; gives the exit status."""
    said = {name: os.environ[name] for name in TOOLS if name in os.environ}
    scrub()
    os.environ.update(said)
    # Textual reads its variables when it is imported.
    demo = import_module("tui.demo.app")
    status: int = demo.run(load(os.environ), codeset=codeset_of(os.environ))
    return status


if __name__ == "__main__":
    sys.exit(main())
