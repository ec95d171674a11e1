"""Échap and a letter that come together: two keys, where Textual reads Alt and the letter.

Over SSH keys come in packets. Nothing here is bound to Alt, and AltGr comes as a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

ESCAPE = "\x1b"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
LONGEST_MARK = len(PASTE)

_SEQUENCE = frozenset("[]OP_^X\\" + ESCAPE)
"""What follows ESC in what a terminal sends by itself: arrows, function keys, answers."""


class TypedParser(XTermParser):
    """Textual's parser, for which ESC before an ordinary character is a key of its own."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._tail = ""
        self._pasting = False

    def feed(self, data: str) -> Iterable[Message]:
        """Read what the terminal sent; Échap is told at once when it can be nothing else."""
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
        """When an Échap will be told if nothing follows it (`time.monotonic`); None without one."""
        return self._timeout_time

    def _follows_escape(self, part: str) -> bool:
        return self._tail.endswith(ESCAPE) and _is_text(part)

    def _escape_told(self) -> Iterable[Message]:
        """End the wait of the parser for what might follow ESC, if it still waits."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
            yield from self.tick()

    def _follow(self, part: str) -> None:
        """Keep track of pastes: an ESC in one is not a key."""
        seen = self._tail + part
        begun, ended = seen.rfind(PASTE), seen.rfind(PASTED)
        if begun != ended:
            self._pasting = begun > ended
        self._tail = seen[1 - LONGEST_MARK :]


def _is_text(text: str) -> bool:
    return bool(text) and text[0] not in _SEQUENCE
