"""What a file is, told by its first bytes: its name may say anything."""

from __future__ import annotations

import re
from enum import Enum

from models.errors import BadValue

EXPECTED = "un tableau au format .xlsx, .xls, .ods ou .csv"
WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What old Office files begin with, and the encrypted ones of today."""

_TEXTS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""The marks of UTF-8 and UTF-16: zeros are letters there."""

_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:!doctype|\?xml|html|head|body|table|meta|workbook)\b|mime-version:)",
    re.IGNORECASE,
)
_LOOKED_AT = 1 << 16
_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00")
_COPY_IT = (
    "Ouvrez-le, copiez la liste dans votre tableur et enregistrez-la au format .xlsx ou .csv."
)
UNPACK_IT = "Décompressez-la, puis donnez le tableau qu'elle contient."
SAVE_IT = "Ouvrez-le dans votre tableur et enregistrez-le au format .xlsx ou .csv."


def refusal(what: str, advice: str = _COPY_IT) -> str:
    """Say what a file is, which is not a table."""
    return f"Ce fichier est {what}, pas un tableau. {advice}"


_IMAGE = refusal("une image", f"Donnez {EXPECTED}.")
_PHONE_IMAGES = (b"ftypheic", b"ftypheix", b"ftypmif1")
_OTHERS = (
    ((b"%PDF",), refusal("un PDF")),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"), _IMAGE),
    (
        (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"PK\x05\x06"),
        refusal("une archive compressée", UNPACK_IT),
    ),
    ((b"{\\rtf",), refusal("un document de traitement de texte")),
)


class Kind(Enum):
    """How a file is opened."""

    TEXT = "texte"
    WORKBOOK = "classeur"


def kind_of(content: bytes, suffix: str = "") -> Kind:
    """Tell how to open what is not empty; `suffix` (`.xlsx`) only words the refusal.

    Raises BadValue, which says what the file is and what to do.
    """
    if content.startswith(ZIP):
        return Kind.WORKBOOK
    if content.startswith(OLE):
        _refuse_other_documents(content)
        return Kind.WORKBOOK
    if said := _not_a_table(content):
        raise BadValue(said)
    if b"\0" in content[:_LOOKED_AT] and not content.startswith(_TEXTS):
        if suffix.lower() in WORKBOOK_NAMES:
            raise BadValue(
                "Ce fichier porte le nom d'un classeur, mais n'en est pas un ou n'en est plus un. "
                "Enregistrez-le de nouveau depuis votre tableur, au format .xlsx ou .csv."
            )
        raise BadValue(f"Ce fichier n'est ni un tableau, ni un texte. Donnez {EXPECTED}.")
    return Kind.TEXT


def is_ole(content: bytes, name: str) -> bool:
    """Tell whether an old Office container holds a part of this name."""
    return content.startswith(OLE) and name.encode("utf-16-le") in content


def _not_a_table(content: bytes) -> str:
    """Give the sentence for a format that is known and holds no table, or nothing."""
    for beginnings, sentence in _OTHERS:
        if content.startswith(beginnings):
            return sentence
    if content[4:12] in _PHONE_IMAGES:
        return _IMAGE
    if _OLD_EXCEL.match(content):
        return f"Ce classeur vient d'une version d'Excel trop ancienne. {SAVE_IT}"
    if _MARKUP.match(content):
        return (
            "Ce fichier est une page web ou du XML, même si son nom est celui d'un classeur. "
            + SAVE_IT
        )
    return ""


def _refuse_other_documents(content: bytes) -> None:
    for part, what in (
        ("WordDocument", "un document Word"),
        ("PowerPoint Document", "une présentation PowerPoint"),
        ("__properties_version1.0", "un message d'Outlook"),
    ):
        if is_ole(content, part) and not is_ole(content, "Workbook"):
            raise BadValue(refusal(what))
