"""A word that comes in one read of the terminal is text, and not keys.

A name typed fast, or pasted into a terminal that does not mark what is pasted, would press one
key after the other. Keys typed ahead come in one read too: « ssss » turns four pages, « m8 »
ticks a box, « xo » and Entrée remove. So a text begins with four letters, not all the same,
or with the digits of a Siren.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from textual import events
from textual.message import Message

FEWEST_LETTERS = 4
LONGEST_AHEAD = 256
"""Keys that somebody may have typed ahead, at most."""

_BEGINNING = re.compile(r"[^\W\d_](?:[^\W\d_]|[ \u00a0.,&'’-])*")
"""Letters, and what stands between those of a name; a digit or a slash ends it."""

_NUMBER = re.compile(r"[0-9](?:[ \u00a0.]?[0-9]){8,}")
"""As many digits as a Siren has."""

_DIGITS_OF_AZERTY = frozenset("éèçà")
"""On the top row of a French keyboard they are digits, which tick boxes."""

_BREAKS = {"enter": "\n", "ctrl+j": "\n", "tab": "\t"}

PACE = 0.5
"""Seconds after a key was carried out and drawn, within which nobody has read what it did."""


# Textual finds the handlers of a message by the name of its class.
class Key(events.Key):
    """A key of a read: the character at `place` in a `text` that ends where another key follows."""

    def __init__(self, key: str, character: str | None, text: str, place: int) -> None:
        super().__init__(key, character)
        self.text = text
        self.place = place


def placed(read: Iterable[Message]) -> Iterator[Message]:
    """Give what one read told, each key that is text with its place in it."""
    for is_text, run in groupby(read, key=lambda message: bool(_text_of(message))):
        if not is_text:
            yield from run
            continue
        keys = [message for message in run if isinstance(message, events.Key)]
        text = "".join(map(_text_of, keys))
        yield from (Key(one.key, one.character, text, place) for place, one in enumerate(keys))


def table_from(event: Message) -> str:
    """Give the text that *event* begins, if nobody can have typed it ahead: many lines at once."""
    if not isinstance(event, Key) or event.place:
        return ""
    is_table = len(event.text) >= LONGEST_AHEAD and event.text.count("\n") > 1
    return event.text if is_table else ""


def is_cut(read: bytes) -> bool:
    """Tell whether a table ends in the middle of a line: its last one has fewer cells than others.

    Its first two lines have as many cells as each other, so that no prose is taken for one.
    """
    lines = read.replace(b"\r", b"\n").split(b"\n")
    if len(lines) < 3 or not lines[-1]:
        return False
    counts = [[line.count(mark) for line in (*lines[:2], lines[-1])] for mark in (b"\t", b";")]
    return any(first == second > last for first, second, last in counts)


def text_from(event: Message) -> str:
    """Give the text of the read from `event` on, if a word or a number begins it; else nothing.

    After one number keys may have been typed ahead, beginning with Entrée; not after several.
    """
    if not isinstance(event, Key):
        return ""
    text, place = event.text, event.place
    if _begins_with_word(text, place):
        return text[place:]
    if not _begins_with_number(text, place):
        return ""
    line, _, others = text[place:].partition("\n")
    others = others.lstrip("\n")
    goes_on = _begins_with_word(others) or _begins_with_number(others)
    return text[place:] if goes_on else line


class SlowWord:
    """A word that comes key after key: its letters are keys, but answer no question.

    Each key that no field takes is told to `goes_on`, and `drawn` once it is carried out.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._last = 0.0

    def drawn(self, now: float) -> None:
        """Note when what the last key did could be read: a busy machine makes nobody deliberate."""
        self._last = now

    def goes_on(self, event: Message) -> bool:
        """Take a key; tell whether it is of a word, from its fourth letter on, or ends one."""
        before = self._typed if event.time - self._last <= PACE else ""
        character = _text_of(event)
        together = before + character if character else ""
        beginning = _BEGINNING.fullmatch(together)
        self._typed, self._last = together if beginning else "", event.time
        return _begins_with_word(together if beginning or character == "\n" else "")


def _begins_with_word(text: str, place: int = 0) -> bool:
    """Tell whether four letters stand there, not all the same, before any digit."""
    beginning = _BEGINNING.match(text, place)
    letters = [one for one in beginning[0].casefold() if one.isalpha()] if beginning else []
    return len(letters) >= FEWEST_LETTERS and len({*letters} - _DIGITS_OF_AZERTY) > 1


def _begins_with_number(text: str, place: int = 0) -> bool:
    """Tell whether the digits of a Siren at least stand there, one of them twice, or a zero.

    Who ticks boxes by their digits ticks none twice, and there is no box 0.
    """
    digits = _NUMBER.match(text, place)
    figures = [one for one in digits[0] if one.isdigit()] if digits else []
    return "0" in figures or len({*figures}) < len(figures)


def _text_of(message: Message) -> str:
    """Give the one character that a key stands for in a text; empty for any other message."""
    if not isinstance(message, events.Key):
        return ""
    character = _BREAKS.get(message.key) or (message.character if message.is_printable else "")
    return character if character and len(character) == 1 else ""
