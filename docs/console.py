"""What the atelier says: Textual's console, on this machine alone.

Its own listens to the whole network, and unpickles whatever comes: anybody could run a program.
"""

from __future__ import annotations

import sys
from functools import partial

from textual_dev import cli, server

server.run_app = partial(server.run_app, host="127.0.0.1")  # type: ignore[attr-defined]

if __name__ == "__main__":
    cli.run(["console", *sys.argv[1:]])
