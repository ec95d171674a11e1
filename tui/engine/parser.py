"""Échap and a letter in one packet are two keys here; Textual reads Alt and the letter.

Over SSH keys come in packets. Nothing here is bound to Alt, and AltGr comes as a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

from tui.engine.runs import placed

ESCAPE = "\x1b"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
LONGEST_MARK = len(PASTE)

_SEQUENCE = frozenset("[]OP_^X\\" + ESCAPE)
"""What follows ESC in what a terminal sends by itself: arrows, function keys, answers."""


class TypedParser(XTermParser):
    """Textual's parser, but ESC before an ordinary character is a key of its own."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._tail = ""
        self._pasting = False

    def feed(self, data: str) -> Iterable[Message]:
        """Read what the terminal sent; Échap is reported at once when it can be nothing else."""
        return [*placed(self._told(data))]

    def _told(self, data: str) -> Iterable[Message]:
        # Without data Textual means the end.
        parts = [part for part in re.split(f"(?={ESCAPE})", data) if part] or [data]
        for part in parts:
            if not self._pasting and self._follows_escape(part):
                yield from self._escape_told()
            if part[:1] == ESCAPE and not self._pasting and _is_text(part[1:]):
                yield from super().feed(ESCAPE)
                yield from self._escape_told()
                part = part[1:]  # noqa: PLW2901
            yield from super().feed(part)
            self._follow(part)

    @property
    def waits_until(self) -> float | None:
        """Time (`time.monotonic`) at which a pending Échap is reported; None if there is none."""
        return self._timeout_time

    def _follows_escape(self, part: str) -> bool:
        return self._tail.endswith(ESCAPE) and _is_text(part)

    def _escape_told(self) -> Iterable[Message]:
        """Report a pending ESC without waiting for what might follow it."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
            yield from self.tick()

    def _follow(self, part: str) -> None:
        """Remember whether a paste is in progress: an ESC inside it is not a key."""
        seen = self._tail + part
        begun, ended = seen.rfind(PASTE), seen.rfind(PASTED)
        if begun != ended:
            self._pasting = begun > ended
        self._tail = seen[1 - LONGEST_MARK :]


def _is_text(text: str) -> bool:
    return bool(text) and text[0] not in _SEQUENCE
