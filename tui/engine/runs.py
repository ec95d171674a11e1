"""A word that comes in one read of the terminal is text, and not keys.

A name typed fast, or pasted into a terminal that does not mark what is pasted, would press one
key after the other. Keys typed ahead come in one read too: « ssss » turns four pages, « m8 »
ticks a box, « xo » and Entrée remove. So a text begins with four letters, not all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import events
from textual.message import Message

FEWEST_LETTERS = 4

_BEGINNING = re.compile(r"[^\W\d_](?:[^\W\d_]|[ \u00a0.,&'’-])*")
"""Letters, and what stands between those of a name; a digit or a slash ends it."""

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


def word_from(event: Message) -> str:
    """Give the text of the read from `event` on, if it begins with a word; else nothing."""
    text, place = getattr(event, _REST, ("", 0))
    beginning = _BEGINNING.match(text, place)
    if beginning is None:
        return ""
    letters = [letter for letter in beginning[0].casefold() if letter.isalpha()]
    if len(letters) < FEWEST_LETTERS or len({*letters} - _DIGITS_OF_AZERTY) < 2:
        return ""
    return str(text[place:])


def _text_of(message: Message | None) -> str:
    """Give the one character that a key stands for in a text; empty for any other message."""
    if not isinstance(message, events.Key):
        return ""
    character = _BREAKS.get(message.key) or (message.character if message.is_printable else "")
    return character if character and len(character) == 1 else ""
