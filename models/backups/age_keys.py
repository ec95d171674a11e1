"""Who may open an encrypted backup: recipients, which are public, and their identities.

An identity lies in the safe; the machine that saves knows its recipient alone, and cannot read
what it has encrypted. Both are those of the age format (age-encryption.org), and of its tools.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from models.cleaning import one_line
from models.command import command
from models.errors import BadValue, NotFound
from models.sealing.key_file import write_private
from models.storage.database_file import is_missing
from models.storage.failures import explaining
from models.storage.regular_files import read_file

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

PUBLIC, SECRET = "age1", "AGE-SECRET-KEY-"
LONGEST = 64 << 10
"""Bytes of a file of keys: what is longer holds something else."""
SHOWN = 24
EXAMPLE = f"age1…, les 62 caractères que « {command('cle destinataire')} » a montrés"
SAFE = "son secret n'a rien à faire ici : donnez la clé publique, age1…, et gardez-le au coffre"
HEAD = """\
# Identité qui ouvre les sauvegardes chiffrées de Portefeuille. À garder au coffre.
# Destinataire, à donner à « sauvegarder --pour » : {recipient}
{secret}
"""


def read_recipients(given: Iterable[str]) -> list[Recipient]:
    """Read recipients: public keys, or files that hold one a line.

    Raises BadValue: no such key, an identity in their place; NotFound: no such file;
    StorageFailure: it cannot be read.
    """
    found = [one for each in given for one in _recipients(each.strip())]
    return list({str(one): one for one in found}.values())


def read_identity(path: Path) -> Identity:
    """Read the identity that the file `path` holds.

    Raises NotFound: there is no such file; BadValue: it holds a public key, none, or several;
    StorageFailure: it cannot be read.
    """
    from pyrage import IdentityError, x25519

    keys = _lines(path, "le fichier d'identité")
    if any(one.startswith(PUBLIC) for one in keys):
        raise BadValue(
            f"{path} contient une clé publique : elle chiffre, et n'ouvre rien. "
            f"Donnez le fichier d'identité, celui du coffre, qui contient {SECRET}…"
        )
    secrets = [one for one in keys if one.upper().startswith(SECRET)]
    if len(secrets) != 1 or len(keys) != 1:
        raise BadValue(
            f"{path} n'est pas un fichier d'identité : il doit contenir une seule ligne "
            f"{SECRET}…, et des commentaires."
        )
    try:
        return x25519.Identity.from_str(secrets[0].upper())
    except IdentityError:
        raise BadValue(
            f"L'identité de {path} comporte une faute de frappe : comparez-la avec le tirage."
        ) from None


def create_identity(path: Path) -> str:
    """Draw an identity and keep it in a new private file; gives its recipient.

    Raises Refusal: the file exists; StorageFailure: the disk or the folder does not allow it.
    """
    from pyrage import x25519

    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    content = HEAD.format(recipient=recipient, secret=identity)
    write_private(path, content.encode(), advice="Choisissez un autre nom.")
    return recipient


def _recipients(given: str) -> list[Recipient]:
    if SECRET in given.upper():
        raise BadValue(f"C'est une identité : {SAFE}.")
    if given.startswith(PUBLIC):
        return [_recipient(given)]
    path = Path(given).expanduser()
    if not given or is_missing_file(path):
        raise NotFound(
            f"« {one_line(given[:SHOWN])} » n'est ni une clé publique ni un fichier : "
            f"attendu {EXAMPLE}, ou un fichier de telles clés."
        )
    keys = _lines(path, "un fichier de clés publiques")
    if any(SECRET in one.upper() for one in keys):
        raise BadValue(f"{path} est un fichier d'identité : {SAFE}.")
    if not keys:
        raise BadValue(f"{path} ne contient aucune clé publique : une par ligne, {EXAMPLE}.")
    return [_recipient(one) for one in keys]


def _recipient(key: str) -> Recipient:
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(key)
    except RecipientError:
        raise BadValue(
            f"« {one_line(key[:SHOWN])}… » n'est pas une clé publique entière : attendu {EXAMPLE}."
        ) from None


def is_missing_file(path: Path) -> bool:
    """Whether nothing is there, or it may not even be looked at."""
    try:
        return is_missing(path)
    except OSError:
        return True


def _lines(path: Path, expected: str) -> list[str]:
    """Read the keys of a file, one a line, without its comments."""
    if is_missing_file(path):
        raise NotFound(f"Il n'y a pas de fichier {path} : donnez {expected}.")
    with explaining(path), read_file(path, expected=expected) as (file, size):
        content = file.read(LONGEST) if size <= LONGEST else b""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if "\0" in text or not text.strip():
        raise BadValue(f"{path} n'est pas un fichier de clés : donnez {expected}.")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
