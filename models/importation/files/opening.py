"""What a person names or pastes, opened as a grid: the door of this room."""

from __future__ import annotations

from pathlib import Path

from models.errors import BadValue, EmptyTable
from models.importation.files import apart, texts
from models.importation.files.decoding import decoded
from models.importation.files.kinds import EXPECTED, Kind, kind_of
from models.importation.files.limits import MOST_BYTES, refuse_size
from models.importation.grille import Grille
from models.storage.failures import explaining
from models.storage.regular_files import read_file as opened


def read_file(path: Path, *, feuille: str = "") -> Grille:
    """Read a workbook or a text; its first bytes tell which, its name does not.

    `feuille` names the sheet, where several hold something. Raises BadValue, whose sentence
    says what is wrong and what to do: SeveralSheets, EmptyTable for nothing to read;
    StorageFailure for what the system refuses.
    """
    if "\0" in str(path):
        raise BadValue("Un nom de fichier ne peut pas contenir de caractère nul.")
    with explaining(path), opened(path, expected=EXPECTED) as (file, size):
        refuse_size(size)
        content = file.read(MOST_BYTES + 1)
    return _read(content, feuille, path.suffix)


def read_bytes(content: bytes, *, feuille: str = "") -> Grille:
    """Read what came by the standard input; raises as `read_file` does."""
    return _read(content, feuille, "")


def read_text(text: str) -> Grille:
    """Read what a person pastes; raises EmptyTable, BadValue for what is too large."""
    return texts.grid_of(text)


def _read(content: bytes, feuille: str, suffix: str) -> Grille:
    if not content:
        raise EmptyTable("Rien à lire : ce fichier est vide.")
    refuse_size(len(content))
    if kind_of(content, suffix) is Kind.WORKBOOK:
        return apart.grid_of(content, feuille)
    if feuille:
        raise BadValue(
            "Ce fichier est un texte et n'a pas de feuilles : lisez-le sans en nommer une."
        )
    return texts.grid_of(*decoded(content))
