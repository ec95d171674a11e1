"""The main key, which lives outside the database, and the keys of a cabinet that it wraps.

Sealing is AES-256-GCM. The cabinet, the row and the field are bound to each value: moved
elsewhere, it does not open. No key ever shows in a `repr`.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from models.errors import BadValue, KeyMissing, Refusal
from models.sealing import printed_secrets
from models.sealing.head import Head
from models.sealing.key_file import read_private, write_private

ABSENT = (
    "Clé absente : le portefeuille se lit, rien ne peut y être changé. "
    "Remettez le fichier de clé en place."
)
FOREIGN = (
    "Cette clé n'est pas celle de ce cabinet : le portefeuille se lit, rien ne peut y être changé. "
    "Remettez en place le fichier de clé d'origine."
)

HALF_SEAL = 16
"""Bytes of the seal of a row, then of the seal of its proofs."""

TRIED = ("mot_de_passe", "code_secours")
"""Purposes of the digests that a vault can still make: those of what is tried to come in."""

_KEY = 32
_NONCE = 12
_KID = 2
_TAG = 16
_VERSION = b"\x01"
_HALF = 16
_CHECK = 4
_LINE = 32
_GROUP = 4


class Tampered(Refusal):
    """A sealed value was altered, or moved from another row, field or cabinet."""


@dataclass(frozen=True, eq=False, repr=False)
class Digests:
    """What the main key gives for some digests, and for nothing else."""

    _derived: Mapping[str, bytes]

    def digest(self, purpose: str, text: str) -> str:
        """Return what the main key would make of `text`."""
        return _digest(self._derived[purpose], text)


@dataclass(frozen=True, eq=False, repr=False)
class MainKey:
    """The 32 bytes that wrap the keys of each cabinet; `path` is their file, if they have one."""

    _secret: bytes
    path: Path | None = None

    def __repr__(self) -> str:
        return f"MainKey({self.kek_id})"

    @classmethod
    def create(cls, path: Path) -> Self:
        """Draw a key and keep it in a new file; Refusal if it exists, StorageFailure."""
        key = replace(cls.drawn(), path=path)
        key.store(path)
        return key

    @classmethod
    def drawn(cls) -> Self:
        """Draw a key that has no file yet."""
        return cls(token_bytes(_KEY))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the key from its file; KeyMissing if it is not there, not private, not a key."""
        content = read_private(path)
        try:
            return replace(cls.from_printed(content.decode("ascii", errors="replace")), path=path)
        except BadValue as refusal:
            raise KeyMissing(f"Le fichier {path} ne contient pas une clé. {refusal}") from None

    @classmethod
    def from_printed(cls, text: str) -> Self:
        """Read the key from the sheet kept in the safe; BadValue tells the line to look at."""
        typed = printed_secrets.read(text)
        if strange := printed_secrets.strangers(typed):
            raise BadValue(f"Une clé ne contient jamais le caractère {strange[0]}.")
        if len(typed) != 2 * _LINE:
            raise BadValue(
                f"Une clé comporte 2 lignes de {_LINE} caractères ; "
                f"vous en avez saisi {len(typed)} en tout."
            )
        first, second = printed_secrets.decode(typed[:_LINE]), printed_secrets.decode(typed[_LINE:])
        secret = first[:_HALF] + second[:_HALF]
        for number, line in enumerate((first, second), 1):
            if line[_HALF:] != _check(number, secret):
                raise BadValue(f"La ligne {number} de la clé comporte une faute de frappe.")
        return cls(secret)

    def store(self, path: Path) -> None:
        """Write the key to a new file, as it is printed; Refusal if it exists."""
        write_private(path, f"{self.printed}\n".encode())

    @property
    def kek_id(self) -> str:
        """The public fingerprint by which a database knows its key."""
        return self.digest("kek_id", "")[:16]

    @property
    def printed(self) -> str:
        """Two lines of eight groups of four, each with its own check, to be printed."""
        halves = self._secret[:_HALF], self._secret[_HALF:]
        lines = (
            printed_secrets.encode(half + _check(number, self._secret))
            for number, half in enumerate(halves, 1)
        )
        return "\n".join(printed_secrets.in_groups(line, _GROUP, " ") for line in lines)

    def digest(self, purpose: str, text: str) -> str:
        """Return 64 hexadecimal digits that only this key makes of `text`."""
        return _digest(self._derived(purpose), text)

    @property
    def digests(self) -> Digests:
        """Make the same digests, of what is TRIED, where the key itself is not kept."""
        return Digests({purpose: self._derived(purpose) for purpose in TRIED})

    def wrap(self, keys: bytes, context: bytes) -> bytes:
        """Seal the keys of a cabinet."""
        nonce = token_bytes(_NONCE)
        return _VERSION + nonce + AESGCM(self._derived("enveloppe")).encrypt(nonce, keys, context)

    def unwrap(self, enveloppe: bytes, context: bytes) -> bytes:
        """Open what `wrap` made; KeyMissing if another key made it, or if it was altered."""
        nonce, sealed = enveloppe[1 : 1 + _NONCE], enveloppe[1 + _NONCE :]
        if enveloppe[:1] != _VERSION or len(sealed) < _TAG:
            raise KeyMissing(FOREIGN)
        try:
            return AESGCM(self._derived("enveloppe")).decrypt(nonce, sealed, context)
        except InvalidTag:
            raise KeyMissing(FOREIGN) from None

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, f"portefeuille|{purpose}".encode(), "sha256")


@dataclass(frozen=True, eq=False)
class Vault:
    """The data key and the journal key of one cabinet, or their absence and why.

    `head` is where the head of the journal is kept beside the main key, if that has a file;
    `digests` are those of what is tried to come in.
    """

    cabinet_uid: UUID
    kid: int = 0
    why: str = ""
    _keys: bytes = field(default=b"", repr=False)
    head: Head | None = None
    digests: Digests | None = field(default=None, repr=False)

    @classmethod
    def create(cls, main_key: MainKey, cabinet_uid: UUID, *, kid: int = 1) -> tuple[Self, bytes]:
        """Draw the keys of a cabinet; the second value is the envelope to keep in `cle`."""
        keys = token_bytes(2 * _KEY)
        enveloppe = main_key.wrap(keys, _context(cabinet_uid, kid))
        return cls._opened(main_key, cabinet_uid, kid, keys), enveloppe

    @classmethod
    def unwrap(cls, main_key: MainKey, enveloppe: bytes, cabinet_uid: UUID, kid: int) -> Self:
        """Open the envelope of a cabinet; KeyMissing if another main key closed it."""
        if not 0 <= kid < 1 << 8 * _KID:
            raise KeyMissing(FOREIGN)
        keys = main_key.unwrap(enveloppe, _context(cabinet_uid, kid))
        return cls._opened(main_key, cabinet_uid, kid, keys)

    @staticmethod
    def rewrapped(
        old: MainKey, new: MainKey, enveloppe: bytes, cabinet_uid: UUID, kid: int
    ) -> bytes:
        """Close by another main key what `old` closed; KeyMissing if it did not."""
        context = _context(cabinet_uid, kid)
        return new.wrap(old.unwrap(enveloppe, context), context)

    @classmethod
    def _opened(cls, main_key: MainKey, cabinet_uid: UUID, kid: int, keys: bytes) -> Self:
        head, digests = _head(main_key, cabinet_uid), main_key.digests
        return cls(cabinet_uid, kid, _keys=keys, head=head, digests=digests)

    @classmethod
    def absent(cls, cabinet_uid: UUID, why: str = ABSENT) -> Self:
        """Stand for keys that are not there: nothing is sealed, opened or changed."""
        return cls(cabinet_uid, why=why)

    @property
    def is_open(self) -> bool:
        """Whether the keys are there; `why` says why not."""
        return bool(self._keys)

    def seal(self, plain: bytes, *, row: UUID, field: str) -> bytes:
        """Return `0x01 | kid (2) | nonce (12) | AES-256-GCM`; KeyMissing without the keys."""
        nonce = token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, plain, self._context(row, field))
        return _VERSION + self._kid_bytes + nonce + sealed

    def open(self, sealed: bytes, *, row: UUID, field: str) -> bytes:
        """Return what was sealed; KeyMissing without the right keys, Tampered if it changed."""
        cipher = self._cipher
        kid, rest = sealed[1 : 1 + _KID], sealed[1 + _KID :]
        if sealed[:1] != _VERSION or len(rest) < _NONCE + _TAG:
            raise Tampered(_tampered(field))
        if kid != self._kid_bytes:
            raise KeyMissing(FOREIGN)
        try:
            return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], self._context(row, field))
        except InvalidTag:
            raise Tampered(_tampered(field)) from None

    def sign(self, previous: bytes, payload: bytes) -> bytes | None:
        """Return the HMAC-SHA256 that chains `payload` to the seal before; None without keys."""
        if not self.is_open:
            return None
        length = len(previous).to_bytes(_KID)
        return hmac.digest(self._keys[_KEY:], length + previous + payload, "sha256")

    def mark(self, row: bytes, proofs: bytes) -> bytes | None:
        """Return 32 bytes, the seal of a row and that of its proofs; None without keys."""
        if not self.is_open:
            return None
        key = self._row_key
        of_proofs = hmac.digest(key, proofs, "sha256")[:HALF_SEAL] if proofs else bytes(HALF_SEAL)
        return hmac.digest(key, row, "sha256")[:HALF_SEAL] + of_proofs

    def is_mark(self, row: bytes, seal: bytes) -> bool:
        """Tell whether `seal` was made of a row that said this; its proofs are not looked at."""
        made = self.mark(row, b"")
        return made is not None and hmac.compare_digest(made[:HALF_SEAL], seal[:HALF_SEAL])

    @cached_property
    def _row_key(self) -> bytes:
        return hmac.digest(self._keys[_KEY:], b"portefeuille|lignes", "sha256")

    @property
    def _kid_bytes(self) -> bytes:
        return self.kid.to_bytes(_KID)

    @cached_property
    def _cipher(self) -> AESGCM:
        if not self.is_open:
            raise KeyMissing(self.why)
        return AESGCM(self._keys[:_KEY])

    def _context(self, row: UUID, field: str) -> bytes:
        return _context(self.cabinet_uid, self.kid) + row.bytes + field.encode()


def _head(main_key: MainKey, cabinet_uid: UUID) -> Head | None:
    return Head(main_key.path, cabinet_uid) if main_key.path else None


def _digest(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(errors="replace"), "sha256").hex()


def _context(cabinet_uid: UUID, kid: int) -> bytes:
    return b"portefeuille" + cabinet_uid.bytes + kid.to_bytes(_KID)


def _check(number: int, secret: bytes) -> bytes:
    """Return the check of a printed line: the first covers its half, the second the whole key."""
    return sha256(secret[: number * _HALF]).digest()[:_CHECK]


def _tampered(field: str) -> str:
    return (
        f"Une valeur scellée ({field}) a été altérée : elle est illisible. "
        "Restaurez une sauvegarde."
    )
