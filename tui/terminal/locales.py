"""The locale of a session, in a process that Python started under another one."""

from __future__ import annotations

import locale
import os
import sys
from io import TextIOWrapper
from typing import NamedTuple

PLAIN = ("C", "POSIX")
COERCED = "C.UTF-8"
LENIENT = (*PLAIN, COERCED, "C.utf8", "UTF-8")
"""The locales under which Python lets bytes through that are not text."""


class Alphabet(NamedTuple):
    """The encoding of the standard streams, how they take what is not in it, Python's mode."""

    encoding: str
    errors: str
    utf8_mode: bool


_began = Alphabet(sys.getfilesystemencoding(), "surrogateescape", bool(sys.flags.utf8_mode))


def is_utf8_mode() -> bool:
    """Tell whether Python took UTF-8, for want of a locale that says something else."""
    return _began.utf8_mode


def begin_again() -> Alphabet:
    """Take the locale of the environment as Python does at its start (PEP 538, PEP 540)."""
    global _began  # noqa: PLW0603 - as there is one locale for the whole process
    try:
        named = locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        named = locale.setlocale(locale.LC_CTYPE, "C")
    if named not in PLAIN:
        errors = "surrogateescape" if named in LENIENT else "strict"
        codeset = locale.nl_langinfo(locale.CODESET)
        _began = Alphabet("utf-8" if codeset == "UTF-8" else codeset, errors, utf8_mode=False)
        return _began
    if not os.environ.get("LC_ALL"):
        try:
            locale.setlocale(locale.LC_CTYPE, COERCED)
        except locale.Error:
            pass
        else:
            os.environ["LC_CTYPE"] = COERCED
    _began = Alphabet("utf-8", "surrogateescape", utf8_mode=True)
    return _began


def standard_streams(alphabet: Alphabet) -> None:
    """Make the standard streams anew for the descriptors 0, 1 and 2, as Python does at its start.

    Those of the process were made for other files, and may have read some of them.
    """
    encoding, errors = alphabet.encoding, alphabet.errors
    for number, name, how in (
        (0, "stdin", errors),
        (1, "stdout", errors),
        (2, "stderr", "backslashreplace"),
    ):
        bytes_ = os.fdopen(number, "wb" if number else "rb", closefd=False)
        lines = number == 2 or bytes_.isatty()
        stream = TextIOWrapper(bytes_, encoding, how, "\n", lines)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
