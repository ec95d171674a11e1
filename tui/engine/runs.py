"""A word that comes in one read of the terminal is text, and not keys.

A name typed fast, or pasted into a terminal that does not mark what is pasted, would press one
key after the other. Keys typed ahead come in one read too: « ssss » turns four pages, « m8 »
ticks a box, « xo » and Entrée remove. So a text begins with four letters, not all the same,
or with the digits of a Siren.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import events
from textual.message import Message

FEWEST_LETTERS = 4

_BEGINNING = re.compile(r"[^\W\d_](?:[^\W\d_]|[ \u00a0.,&'’-])*")
"""Letters, and what stands between those of a name; a digit or a slash ends it."""

_NUMBER = re.compile(r"[0-9](?:[ \u00a0.]?[0-9]){8,}")
"""As many digits as a Siren has."""

_DIGITS_OF_AZERTY = frozenset("éèçà")
"""On the top row of a French keyboard they are digits, which tick boxes."""

_REST = "_rest"
_BREAKS = {"enter": "\n", "ctrl+j": "\n", "tab": "\t"}


def note_rests(read: Sequence[Message]) -> None:
    """Have each key of one read know the text that it begins, to the next key that is no text."""
    text, keys = "", list[Message]()
    for message in (*read, None):
        character = _text_of(message)
        if message is not None and character:
            text += character
            keys.append(message)
            continue
        for place, key in enumerate(keys):
            # Textual copies no key on its way to the application.
            setattr(key, _REST, (text, place))
        text, keys = "", []


def text_from(event: Message) -> str:
    """Give the text of the read from `event` on, if a word or a number begins it; else nothing.

    After one number keys may have been typed ahead, beginning with Entrée; not after several.
    """
    text, place = getattr(event, _REST, ("", 0))
    if _begins_with_word(text, place):
        return str(text[place:])
    if not _begins_with_number(text, place):
        return ""
    line, _, others = str(text[place:]).partition("\n")
    others = others.lstrip("\n")
    goes_on = _begins_with_word(others) or _begins_with_number(others)
    return str(text[place:]) if goes_on else line


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


def _text_of(message: Message | None) -> str:
    """Give the one character that a key stands for in a text; empty for any other message."""
    if not isinstance(message, events.Key):
        return ""
    character = _BREAKS.get(message.key) or (message.character if message.is_printable else "")
    return character if character and len(character) == 1 else ""
