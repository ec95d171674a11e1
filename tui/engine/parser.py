"""Échap and a letter in one packet are two keys here; Textual reads Alt and the letter.

Over SSH keys come in packets. Nothing here is bound to Alt, and AltGr comes as a character.
What a terminal sends and no key has is no key either; Textual presses each of its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

from tui.engine.runs import placed

ESCAPE = "\x1b"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
LONGEST_MARK = len(PASTE)

_SEQUENCE = frozenset("[]OP_^X\\" + ESCAPE)
"""What follows ESC in what a terminal sends by itself: arrows, function keys, answers."""

_OF_VT100 = {f"{ESCAPE}O{letter}": f"f{5 + place}" for place, letter in enumerate("TUVWXYZ[")}
"""F5 to F12 of PuTTY, where its function keys are set to « VT100+ »."""

_WHOLE = re.compile(
    f"{ESCAPE}(?:" + r"\[\[.|\[(?![\[<M])(?![0-9;?]*\$y)[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~]" + ")"
)
"""A sequence that nothing can go on: neither the mouse nor the answer about a mode, which Textual
reads after the keys."""


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

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        """Give the keys of a sequence; a whole one that no key has is `Keys.Ignore`."""
        if (key := _OF_VT100.get(sequence)) is not None:
            return [events.Key(key, None)]
        keys = [*super()._sequence_to_key_events(sequence, alt)]
        if not keys and _WHOLE.fullmatch(sequence):
            keys = [events.Key(Keys.Ignore, sequence)]
        return keys

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
