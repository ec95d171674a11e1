"""An SSH public key as people paste it: read, judged, and called by its fingerprint."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from models.errors import BadValue

LONGEST = 8192
"""Characters: a key of RSA as long as sshd takes has 2 800."""
SHORTEST_RSA = 3072
LONGEST_RSA = 16384
"""Bits: sshd takes no more."""

EXAMPLE = "par exemple « ssh-ed25519 AAAA… portable de Claire » (le fichier id_ed25519.pub)"
MAKE_ONE = "Faites-en une par « ssh-keygen -t ed25519 »."
KINDS = (
    "ssh-ed25519",
    "ssh-rsa",
    *(f"ecdsa-sha2-nistp{bits}" for bits in (256, 384, 521)),
    *("sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"),
)
"""The types that are read; those of `sk-` are of a key of hardware."""

_IN_HARDWARE = "sk-"
# The last is how the base64 of OpenSSH's own files of private keys begins.
_PRIVATE = re.compile(r"PRIVATE KEY|PuTTY-User-Key-File|Private-Lines|b3BlbnNzaC1rZXktdjE")
_FINGERPRINT = re.compile(r"(?:SHA256:)?[A-Za-z0-9+/]{43}=?|MD5:[0-9a-f:]+")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class PublicKey:
    """A public key that was read: its type, its base64, the comment that came with it."""

    kind: str
    body: str
    comment: str = ""

    @property
    def text(self) -> str:
        """The key alone, as a line of `authorized_keys` has it."""
        return f"{self.kind} {self.body}"

    @property
    def empreinte(self) -> str:
        """What `ssh-keygen -l` prints of it."""
        return fingerprint(self.body)


def fingerprint(body: str) -> str:
    """Give the fingerprint of the base64 of a key; ValueError if it is none."""
    digest = sha256(b64decode(body, validate=True)).digest()
    return f"SHA256:{b64encode(digest).decode('ascii').rstrip('=')}"


def decoded(content: bytes) -> str:
    """Give the text of a file: UTF-8, or UTF-16 as Windows writes it; BadValue if it is none."""
    codec = "utf-16" if content.startswith(_BYTE_ORDER_MARKS) else "utf-8-sig"
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        raise BadValue(f"Ce n'est pas un texte. Donnez une clé publique, {EXAMPLE}.") from None


def read_public_key(pasted: str) -> PublicKey:
    """Read one public key; BadValue says what it is instead, and never what was pasted."""
    text = pasted.strip().removeprefix("\ufeff")
    _refuse_other_texts(text)
    kind, *rest = text.split(maxsplit=2)
    _refuse_other_kinds(kind, text)
    if not rest:
        raise _cut()
    try:
        blob = b64decode(rest[0], validate=True)
    except ValueError:
        raise _cut() from None
    key = PublicKey(kind, b64encode(blob).decode("ascii"), rest[1] if rest[1:] else "")
    _refuse_unsound(key)
    return key


def _refuse_other_texts(text: str) -> None:
    if _PRIVATE.search(text):
        raise BadValue(
            "C'est une clé privée : elle ne doit jamais être envoyée, ni quitter votre poste. "
            f"Rien n'en a été gardé. Donnez la clé publique, {EXAMPLE}. "
            "Une clé privée qui a été envoyée ne vaut plus rien : refaites-en une."
        )
    if not text:
        raise BadValue(f"Il manque la clé publique. Donnez-la, {EXAMPLE}.")
    if "BEGIN " in text[:LONGEST]:
        raise BadValue(
            "C'est une clé publique d'un autre format (PuTTY, PEM). Donnez-la sur une ligne, "
            f"{EXAMPLE}. PuTTYgen la montre en haut de sa fenêtre ; ailleurs, "
            "« ssh-keygen -i -f FICHIER » l'écrit ainsi."
        )
    if len(text.splitlines()) > 1:
        raise BadValue(
            "Il y a plusieurs lignes. Donnez une seule clé publique, sur une seule ligne, "
            f"{EXAMPLE}."
        )
    if len(text) > LONGEST:
        raise BadValue(f"C'est trop long pour une clé publique. Donnez-en une seule, {EXAMPLE}.")


def _refuse_other_kinds(kind: str, text: str) -> None:
    if kind in KINDS:
        return
    if kind == "ssh-dss":
        raise BadValue(f"C'est une clé DSA, que SSH ne prend plus. {MAKE_ONE}")
    if "-cert-v01@" in kind:
        raise BadValue(f"C'est un certificat. Donnez la clé publique elle-même, {EXAMPLE}.")
    if _FINGERPRINT.fullmatch(text):
        raise BadValue(f"C'est l'empreinte d'une clé. Donnez la clé publique elle-même, {EXAMPLE}.")
    if any(word in KINDS for word in text.split()):
        raise BadValue(
            "Il y a des options avant la clé, que Portefeuille choisit lui-même. "
            f"Donnez la clé seule, {EXAMPLE}."
        )
    raise BadValue(
        f"Ce n'est pas une clé publique SSH. Elle commence par son type ({KINDS[0]}, {KINDS[2]}, "
        f"{KINDS[1]}…), {EXAMPLE}."
    )


def _refuse_unsound(key: PublicKey) -> None:
    """Raise BadValue unless the key is whole, in its one spelling, and strong enough."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        found = serialization.load_ssh_public_key(key.text.encode("ascii"))
    except (ValueError, UnsupportedAlgorithm):
        raise _cut() from None
    if isinstance(found, RSAPublicKey):
        _refuse_weak(found.key_size)
    if key.kind.startswith(_IN_HARDWARE):
        return
    form = serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    # Another spelling would have another fingerprint: the same key could come in twice.
    if found.public_bytes(*form) != key.text.encode("ascii"):
        raise _cut()


def _refuse_weak(bits: int) -> None:
    if bits < SHORTEST_RSA:
        raise BadValue(
            f"Cette clé RSA est trop courte : {bits} bits, il en faut {SHORTEST_RSA} au moins. "
            f"{MAKE_ONE}"
        )
    if bits > LONGEST_RSA:
        raise BadValue(
            f"Cette clé RSA est trop longue : {bits} bits, SSH en prend {LONGEST_RSA} au plus. "
            f"{MAKE_ONE}"
        )


def _cut() -> BadValue:
    return BadValue(
        "Cette clé publique est coupée ou abîmée. Copiez-la entière, sur une seule ligne, "
        f"{EXAMPLE}."
    )
