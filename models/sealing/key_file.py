"""The file of the main key: one real file, that only its owner can read."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import ELOOP
from pathlib import Path
from stat import S_ISREG

from models.errors import KeyMissing, Refusal
from models.storage.failures import explaining

LONGEST = 4096
OTHER_FILE = "Choisissez un autre fichier avec --cle."

_OTHERS = 0o077
# O_NONBLOCK: a pipe put in the place of the file must not hang the start.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def write_private(path: Path, content: bytes, *, advice: str = OTHER_FILE) -> None:
    """Write a new file, mode 0400, safely on the disk when this returns.

    `advice` says what to do where it is there already.

    Refusal if the file exists; StorageFailure if the disk or the folder does not allow it.
    """
    with explaining(f"Fichier de clé {path}"):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _write_new(path, content)
        except FileExistsError:
            raise Refusal(
                f"Le fichier de clé {path} existe déjà : il n'a pas été remplacé. {advice}"
            ) from None


def read_private(path: Path) -> bytes:
    """Read the file; KeyMissing if it is absent, a link, another's, or open to others."""
    try:
        descriptor = os.open(path, _READ)
    except FileNotFoundError:
        raise KeyMissing(
            f"Fichier de clé introuvable : {path}. Remettez-le en place, ou indiquez-le avec --cle."
        ) from None
    except OSError as error:
        if error.errno == ELOOP:
            raise KeyMissing(
                f"{path} est un lien : la clé se lit seulement dans un vrai fichier. "
                "Indiquez ce fichier avec --cle."
            ) from None
        raise KeyMissing(f"Le fichier de clé {path} est illisible par votre compte.") from error
    try:
        _require_private(os.fstat(descriptor), path)
        return os.read(descriptor, LONGEST)
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, _CREATE, 0o400)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o400)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def put_in_place(new: Path, path: Path) -> None:
    """Make the file `new` that of the key, in the place of the one that was there; OSError."""
    new.rename(path)
    _sync_folder(path.parent)


def keep_beside(path: Path, kept: Path) -> None:
    """Give the file of a key a second name, which stays when another takes its place; OSError."""
    with suppress(FileExistsError):
        kept.hardlink_to(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _require_private(status: os.stat_result, path: Path) -> None:
    if not S_ISREG(status.st_mode):
        raise KeyMissing(f"{path} n'est pas un fichier. Indiquez le fichier de clé avec --cle.")
    if status.st_uid != os.geteuid():
        raise KeyMissing(
            f"Le fichier de clé {path} appartient à un autre compte : il n'a pas été lu."
        )
    if status.st_mode & _OTHERS:
        raise KeyMissing(
            f"D'autres comptes peuvent lire le fichier de clé {path} : il n'a pas été lu. "
            f"Réservez-le à votre compte : chmod 400 {path}"
        )
