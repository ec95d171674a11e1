"""Échap and a letter in one packet are two keys here; Textual reads Alt and the letter.

Over SSH keys come in packets. Nothing here is bound to Alt, and AltGr comes as a character.
What a terminal sends and no key has is no key either; Textual presses each of its letters. So is
what it answers in a string of its own, such as its colours, to a program that was there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from time import monotonic

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


_ANSWER = re.compile(f"{ESCAPE}(?:" + r"\]\d|P[\d>!]|_G)")
"""How a string begins that a terminal answers by (OSC, DCS, APC); no hand types it in a row."""

_OF_ANSWER = re.compile(r"[^\x00-\x1f\x7f]*(\x07|\x1b\\)?")
"""The rest of it, and its end: BEL, or ESC and a backslash."""

_ENDED = "\x9c"
"""Ends what Textual holds of a sequence; no terminal sends it in UTF-8."""

PAUSE = 1.0
"""Seconds between two pieces of an answer, at most: what comes later is typed."""


class TypedParser(XTermParser):
    """Textual's parser, but ESC before an ordinary character is a key of its own."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._tail = ""
        self._pasting = False
        self._mark = ""
        """What may be the beginning of the mark that ends a paste."""
        self._answering: float | None = None
        """When the last piece came of an answer that has not ended."""

    def feed(self, data: str) -> Iterable[Message]:
        """Read what the terminal sent; Échap is reported at once when it can be nothing else."""
        return [*placed(self._told(data))]

    def _told(self, data: str) -> Iterable[Message]:
        # Without data Textual means the end.
        parts = [part for part in re.split(f"(?={ESCAPE})", data) if part] or [data]
        for part in parts:
            typed = self._of_paste(part) if self._pasting else self._beside_answer(part)
            if typed or not part:
                yield from self._typed_told(typed)
            self._follow(part)

    def _typed_told(self, part: str) -> Iterable[Message]:
        if not self._pasting and self._follows_escape(part):
            yield from self._escape_told()
        if part[:1] == ESCAPE and not self._pasting and _is_text(part[1:]):
            yield from super().feed(ESCAPE)
            yield from self._escape_told()
            part = part[1:]
        yield from super().feed(part)

    def _of_paste(self, part: str) -> str:
        """Give what is of a paste, without an ESC in it: Textual would press what follows."""
        held, self._mark = self._mark, ""
        if part[:1] != ESCAPE:
            part, held = held + part, ""
        if part.startswith(PASTED):
            return held[1:] + part
        if PASTED.startswith(part):
            self._mark = part
            return held[1:]
        return held[1:] + part.removeprefix(ESCAPE)

    def _beside_answer(self, part: str) -> str:
        """Give what is no piece of an answer of the terminal, however the line cuts it."""
        if self._answering is not None and monotonic() - self._answering > PAUSE:
            self._answering = None
        if self._answering is None:
            begun = _ANSWER.match(self._held + part)
            if begun is None:
                return part
            part = (self._held + part)[begun.end() :]
            self._forget_held()
        return self._after_answer(part)

    def _after_answer(self, part: str) -> str:
        """Give what follows an answer; an ESC at the end may be that of its end, or a key."""
        text = self._held + part
        found = _OF_ANSWER.match(text)
        assert found is not None
        rest = text[found.end() :]
        self._answering = monotonic() if rest in ("", ESCAPE) and not found[1] else None
        if found[1]:
            self._forget_held()
        return part if self._held else rest

    @property
    def _held(self) -> str:
        """What Textual holds of a sequence that may go on."""
        return self._tail[self._tail.rfind(ESCAPE) :] if self._timeout_time is not None else ""

    def _forget_held(self) -> None:
        if self._held:
            list(super().feed(_ENDED))

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        """Give the keys of a sequence; a whole one that no key has is `Keys.Ignore`."""
        if sequence.endswith(_ENDED):
            return [events.Key(Keys.Ignore, sequence)]
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
