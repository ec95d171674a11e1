"""Whole files, encrypted and decrypted in the age format, piece by piece.

Each piece has its own seal, and the last one says that it is: a file that was altered, cut or
lengthened by a byte does not open. Little of it is in memory at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.backups.age_keys import is_missing_file, read_identity, read_recipients
from models.errors import Refusal, StorageFailure
from models.storage.backup import ENCRYPTED, Encrypt
from models.storage.failures import explaining
from models.storage.regular_files import first_bytes, read_file, refuse_no_room
from models.storage.restoring import Decrypt

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

MAGIC = b"age-encryption.org/v1"
FOREIGN = "No matching keys found"
"""What the library says where the identity is another recipient's."""


def encrypter(given: Sequence[str]) -> Encrypt | None:
    """Give what encrypts for these recipients; None: there are none. Raises as read_recipients."""
    return partial(_encrypt, read_recipients(given)) if given else None


def decrypter(source: Path, identity: Path | None) -> Decrypt | None:
    """Give what decrypts the backup `source`; None: it is plain, or not there.

    Raises Refusal: it is encrypted and there is no identity, or the other way round; and what
    reading the identity raises.
    """
    if is_missing_file(source):
        return None
    with explaining(source):
        encrypted = first_bytes(source, len(MAGIC)) == MAGIC
    if identity is None:
        if encrypted or source.suffix == ENCRYPTED:
            raise Refusal(
                f"{source} est chiffrée : donnez avec --identite le fichier d'identité, "
                "celui du coffre."
            )
        return None
    key = read_identity(identity)
    if not encrypted:
        # Somebody may have put a backup of their own in the place of one that was encrypted.
        raise StorageFailure(
            f"{source} n'est pas une sauvegarde chiffrée : elle est vide, abîmée ou d'une autre "
            "sorte. Si elle a été faite sans --pour, retirez --identite."
        )
    return partial(_decrypt, key)


def _encrypt(recipients: Sequence[Recipient], plain: Path, part: Path) -> None:
    from pyrage import EncryptError, encrypt_io

    with explaining(part), read_file(plain) as (file, size), part.open("wb") as sealed:
        refuse_no_room(part.parent, size)
        reads, writes = _Stream(file.read), _Stream(sealed.write)
        try:
            encrypt_io(reads, writes, recipients)
        except (EncryptError, OSError) as error:
            reads.raise_own()
            writes.raise_own()
            raise StorageFailure("Le chiffrement de la sauvegarde a échoué.") from error


def _decrypt(key: Identity, source: Path, part: Path) -> None:
    from pyrage import DecryptError, decrypt_io

    with explaining(source), read_file(source) as (file, size), part.open("wb") as plain:
        refuse_no_room(part.parent, size)
        reads, writes = _Stream(file.read), _Stream(plain.write)
        try:
            decrypt_io(reads, writes, [key])
        except (DecryptError, OSError) as error:
            reads.raise_own()
            writes.raise_own()
            raise StorageFailure(_why(source, str(error))) from error


def _why(source: Path, told: str) -> str:
    if told == FOREIGN:
        return (
            f"Cette identité n'ouvre pas {source} : la sauvegarde a été chiffrée pour un autre "
            "destinataire. Prenez l'identité qui va avec lui."
        )
    return f"{source} est abîmée, coupée ou altérée : elle ne s'ouvre pas. Prenez-en une autre."


class _Stream:
    """One end of a file; keeps what went wrong there, which the library makes a text of."""

    def __init__(self, do: Callable[..., Any]) -> None:
        self._do = do
        self._failed: BaseException | None = None

    def read(self, size: int = -1) -> Any:
        """Read some bytes."""
        return self._try(size)

    def write(self, piece: bytes) -> Any:
        """Write some bytes."""
        return self._try(piece)

    def flush(self) -> None:
        """Do nothing: the file does, where it is closed."""

    def raise_own(self) -> None:
        """Raise what went wrong at this end: a full disk, or the signal that ends the program."""
        if self._failed:
            raise self._failed

    def _try(self, asked: object) -> Any:
        try:
            return self._do(asked)
        except BaseException as error:
            self._failed = error
            raise
