"""Reading a file or a paste from a screen: beside the loop, its sheets asked, its faults said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from textual.screen import Screen

from models.errors import BadValue, SeveralSheets
from models.importation.files.opening import read_file, read_text
from models.importation.grille import Grille
from models.long_work import GoOn
from screens.flows.gestures import REFUSED, carry_out
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.field import several_lines
from screens.windows.choose import ChooseModal
from screens.windows.progression import GLANCE, ProgressionScreen, Work

AT_ONCE = 100_000
"""Bytes, or characters, that are read before anybody sees a bar."""

WHICH = "Choisir une feuille"
SEVERAL = "Ce classeur a plusieurs feuilles : laquelle lire ?"
GIVEN_UP = "Lecture abandonnée : rien n'a été enregistré."
NO_LINE = "Rien à lire dans ce qui a été collé : une ligne par client."

Read = Callable[[], Grille]


def is_table(text: str) -> bool:
    """Tell whether a paste may be lines of clients: a word alone is none."""
    return several_lines(text) or any(map(str.isdigit, text))


async def file_read(screen: AnsweringScreen[Any], path: Path) -> Grille | None:
    """Read a file; None if it cannot be, which is said, or was given up."""
    size = 0
    with suppress(OSError):
        size = path.stat().st_size
    feuille = ""
    while True:
        try:
            return await _read(screen, partial(read_file, path, feuille=feuille), path.name, size)
        except SeveralSheets as several:
            chosen = await screen.app.push_screen_wait(sheets_window(several.feuilles))
            if chosen is None:
                return None
            feuille = chosen
        except BadValue as refusal:
            screen.say(str(refusal), "error")
            return None


def sheets_window(feuilles: Sequence[str]) -> ChooseModal:
    """Give the window that asks for a sheet."""
    return ChooseModal(WHICH, [SEVERAL], "Feuille", {name: name for name in feuilles})


async def text_read(screen: AnsweringScreen[Any], text: str) -> Grille | None:
    """Read a paste; None if there is nothing to read, which is said, or it was given up."""
    try:
        return await _read(screen, partial(read_text, text), "ce qui a été collé", len(text))
    except BadValue as refusal:
        screen.say(str(refusal), "error")
        return None


async def _read(screen: AnsweringScreen[Any], read: Read, what: str, size: int) -> Grille | None:
    found: Grille | BadValue | None

    def tried() -> Grille | BadValue:
        try:
            return read()
        except BadValue as refusal:
            return refusal

    if size <= AT_ONCE:
        read_now = await carry_out(screen, tried, long=True)
        found = None if read_now is REFUSED else read_now
    else:
        watched: Work[Grille | BadValue] = partial(_watched, tried)
        window = ProgressionScreen[Grille | BadValue](f"Lecture : {what}", 0, watched)
        found = await screen.app.push_screen_wait(window)
        if found is None:
            screen.say(GIVEN_UP, "warning")
    if isinstance(found, BadValue):
        raise found
    return found


async def _watched(
    read: Callable[[], Grille | BadValue], shown: Screen[Any], go_on: GoOn
) -> Grille | BadValue | None:
    """Read, and leave at once if the person gives up: nobody waits for the end of a file."""
    reading = asyncio.ensure_future(carry_out(shown, read, long=True))
    while not (await asyncio.wait({reading}, timeout=GLANCE))[0]:
        if not go_on(0):
            # What it will say is for nobody.
            reading.add_done_callback(lambda done: done.exception())
            return None
    found = reading.result()
    return None if found is REFUSED else found
