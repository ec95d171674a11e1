"""What is checked before the screens open: a terminal, its name, its alphabet."""

from __future__ import annotations

import codecs
import locale
import re
from collections.abc import Mapping
from io import TextIOWrapper
from typing import TextIO

from models.command import command
from tui.terminal.locales import is_utf8_mode

NAME = re.compile(r"[A-Za-z0-9.+-]{1,40}")
CANNOT_DRAW = frozenset({"dumb", "unknown"})
PLAIN_ASCII = frozenset({"", "646", "ansi_x3.4-1968", "ascii", "us-ascii"})


def codeset_of(environ: Mapping[str, str]) -> str:
    """Return the alphabet of the terminal: that of its locale, even one that is not installed.

    SSH sends the name of a locale that the server may not have (`fr_FR.ISO-8859-15`): Python
    then takes UTF-8 and writes its own LC_CTYPE over the one that was sent.
    """
    lang = environ.get("LANG", "")
    if is_utf8_mode() and lang and not environ.get("LC_ALL"):
        return codeset_named(lang)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return codeset_named(next(filter(None, map(environ.get, ("LC_ALL", "LC_CTYPE"))), lang))
    return locale.nl_langinfo(locale.CODESET)


def codeset_named(name: str) -> str:
    """Return the alphabet in the name of a locale (`fr_FR@euro`, `UTF-8`), `ascii` without one."""
    _, _, codeset = locale.normalize(name).partition(".")
    try:
        return codecs.lookup(codeset.partition("@")[0] or name).name
    except LookupError:
        return "ascii"


def complaint(
    environ: Mapping[str, str], input_isatty: bool, outputs_isatty: bool, codeset: str
) -> str | None:
    """Say in French why the screens cannot open here, or None if they can.

    *codeset* comes from `codeset_of`. Both outputs count: Textual draws on that of errors.
    """
    if not (input_isatty and outputs_isatty):
        return (
            "Les écrans de Portefeuille s'ouvrent dans un terminal, sans redirection. "
            f"Pour un script : {command('lister --json')}, ou {command('--help')}."
        )
    term = environ.get("TERM", "")
    if not NAME.fullmatch(term) or term in CANNOT_DRAW:
        return (
            "Ce terminal ne dit pas comment l'écran se dessine (variable TERM). "
            "S'il sait le faire : TERM=xterm-256color portefeuille."
        )
    if not _has_accents(codeset):
        return (
            "L'alphabet de ce terminal n'a pas les accents du français. "
            "Réglez-le sur UTF-8 : LANG=fr_FR.UTF-8 portefeuille."
        )
    return None


def terminal_name(term: str) -> str:
    """Return *term* if it can be the name of a terminal, else `xterm-256color`."""
    return term if NAME.fullmatch(term) else "xterm-256color"


def speak(stream: TextIO, codeset: str) -> None:
    """Have *stream* use *codeset*, and write `?` for what it lacks.

    Otherwise Python writes the six letters of an escape on the error output, which breaks
    every line, and stops the program on the other one.
    """
    if isinstance(stream, TextIOWrapper):
        plain = codeset.lower() in PLAIN_ASCII
        stream.reconfigure(encoding=stream.encoding if plain else codeset, errors="replace")


def _has_accents(codeset: str) -> bool:
    """Tell if French can be written; plain ASCII passes, since Python then writes UTF-8."""
    if codeset.lower() in PLAIN_ASCII:
        return True
    try:
        "àâçéèêëîïôùûü«»".encode(codeset)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
