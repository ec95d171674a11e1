"""Workbooks that are archives (.xlsx, .ods): what is inside, before anybody reads it."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from models.errors import BadValue
from models.importation.files.kinds import SAVE_IT, UNPACK_IT, refusal

MOST_INFLATED = 400_000_000
_MOST_MEMBERS = 10_000
_PIECE = 1 << 20
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_ENCRYPTED_FLAG = 0x1
# No spreadsheet writes one; a few lines of them unfold into gigabytes.
_ENTITY = b"<!ENTITY"

BROKEN = (
    "Ce classeur est abîmé ou incomplet : enregistrez-le de nouveau depuis votre tableur, "
    "ou demandez-en une nouvelle copie."
)
ENCRYPTED = (
    "Ce classeur est protégé par un mot de passe. Ouvrez-le dans votre tableur, enregistrez-en "
    "une copie sans mot de passe, puis donnez cette copie."
)
BOMB = (
    f"Ce classeur occuperait plus de {MOST_INFLATED // 1_000_000} Mo une fois ouvert, c'est "
    "trop. Copiez la liste seule dans un nouveau classeur et enregistrez-la au format .xlsx."
)
_ARCHIVE = refusal("une archive .zip", UNPACK_IT)

_PARTS = (
    (
        re.compile(r"xl/workbook\.bin", re.IGNORECASE),
        f"Ce fichier est un classeur binaire (.xlsb). {SAVE_IT}",
    ),
    (re.compile(r"word/.*", re.IGNORECASE), refusal("un document Word")),
    (re.compile(r"ppt/.*", re.IGNORECASE), refusal("une présentation PowerPoint")),
    (re.compile(r"(?:.*/)?Index(?:\.zip|/.*\.iwa)"), f"Ce fichier vient de Numbers. {SAVE_IT}"),
)


def inspect(content: bytes) -> None:
    """Look at an archive that says it is a workbook.

    Raises BadValue: broken, encrypted, another document, more than it should be once inflated.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse_bomb(archive)
            _refuse_encrypted(archive)
            _refuse_other_documents(archive)
            _inflate(archive)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise BadValue(BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:  # a method that zipfile does not know
        raise BadValue(f"Ce classeur est compressé d'une façon inconnue. {SAVE_IT}") from error


def _refuse_bomb(archive: ZipFile) -> None:
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or total > MOST_INFLATED:
        raise BadValue(BOMB)


def _refuse_encrypted(archive: ZipFile) -> None:
    flagged = any(member.flag_bits & _ENCRYPTED_FLAG for member in archive.infolist())
    manifest = "META-INF/manifest.xml"
    sealed = manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)
    if flagged or sealed:
        raise BadValue(ENCRYPTED)


def _refuse_other_documents(archive: ZipFile) -> None:
    names = archive.namelist()
    for part, sentence in _PARTS:
        if any(map(part.fullmatch, names)):
            raise BadValue(sentence)
    if "mimetype" in names:
        mimetype = archive.read("mimetype").strip()
        if mimetype.startswith(_OPEN_DOCUMENT) and not mimetype.startswith(_ODS):
            raise BadValue(refusal("un document OpenDocument d'une autre sorte"))
        if mimetype.startswith(_ODS):
            return
    if not any(name.lower().startswith("xl/") for name in names):
        raise BadValue(_ARCHIVE if "content.xml" not in names else BROKEN)


def _inflate(archive: ZipFile) -> None:
    """Inflate what will be read, piece by piece: a size that lies breaks the archive."""
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(member) as file:
            before = b""
            while piece := file.read(_PIECE):
                if _ENTITY in before + piece:
                    raise BadValue(BROKEN)
                before = piece[-len(_ENTITY) :]
