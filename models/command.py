"""What a person types in a shell to run a verb: it is told where it helps."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""Where the program is: in its sources, or among the libraries of an installation."""


def command(words: str) -> str:
    """Give what runs `words`: `portefeuille migrer`; of sources, which install no command, `make`.

    How the program was started does not tell: that of the Debian package starts a module too.
    """
    if not (ROOT / "Makefile").is_file():
        return f"portefeuille {words}"
    return "make demo" if words == "--demo" else f'make run ARGS="{words}"'
