"""A file that a person asks for: how its name ends, and whether it may take another's place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from textual.screen import Screen

from models.exportation import files
from screens.flows.gestures import REFUSED, carry_out
from screens.windows.confirm import ConfirmModal

KEPT = "Le fichier est resté comme il était."
LONGEST = 400
"""Characters of a path."""


def with_ending(name: str, ending: str, others: Iterable[str]) -> str:
    """Give the name of a file its new ending, instead of one of the `others`."""
    known = name.lower().endswith(tuple(others))
    stem = name.rpartition(".")[0] if known else name
    return f"{stem}{ending}"


async def may_replace(screen: Screen[Any], path: Path) -> bool | None:
    """Tell whether a file is to be replaced; None if it is to stay, or nothing can be known.

    BadValue: it is a folder.
    """
    try:
        if await carry_out(screen, partial(files.refuse_existing, path)) is REFUSED:
            return None
    except files.AlreadyThere as there:
        question = ConfirmModal(str(there), details=("Le remplacer ?",), kept=KEPT)
        return True if await screen.app.push_screen_wait(question) else None
    return False
