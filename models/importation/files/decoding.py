"""The bytes of a text, as characters: UTF-8, UTF-16, else what Windows writes."""

from __future__ import annotations

import codecs
import re

REPLACED = "\ufffd"
_NAMED = 5
"""Lines that a remark names."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile("\r\n|\r|\n")


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Give the text, and a remark where characters could not be read.

    Never raises: what cannot be read is replaced by « � », and its line is named.
    """
    encoding = "utf-8"
    for mark, named in _MARKS:
        if content.startswith(mark):
            encoding, content = named, content[len(mark) :]
            break
    else:
        encoding = _unmarked(content)
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
        return text, (_remark(text),)


def _unmarked(content: bytes) -> str:
    """Tell UTF-8 from cp1252; a UTF-8 with some bad bytes (a cut, a damage) is UTF-8 still."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
        bad = text.count(REPLACED)
        accents = len(text) - bad - sum(map(text.count, _ASCII))
        return "utf-8" if accents > bad else "cp1252"
    return "utf-8"


_ASCII = [chr(code) for code in range(128)]


def _remark(text: str) -> str:
    lines = [rank for rank, line in enumerate(_LINE_END.split(text), start=1) if REPLACED in line]
    named = ", ".join(map(str, lines[:_NAMED])) + ("…" if len(lines) > _NAMED else "")
    where = f"À la ligne {named}" if len(lines) == 1 else f"Aux lignes {named}"
    return (
        f"{where}, des caractères illisibles sont remplacés par « {REPLACED} » : "
        "vérifiez-les, ou enregistrez le fichier en UTF-8."
    )
