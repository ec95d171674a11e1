"""Passwords and recovery codes: what they must be, how they are kept, how tries are slowed.

CNIL, délibération 2022-100: with a restriction of access (`delay_after`) 50 bits would do; we
ask for the 80 bits of a password that stands alone, since a stolen database has no restriction.
"""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from math import log2
from secrets import token_bytes, token_urlsafe
from string import ascii_lowercase, ascii_uppercase, digits
from unicodedata import category, normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from models.cleaning import fold
from models.errors import BadValue
from models.sealing import printed_secrets
from models.wording import show_number

SHORTEST = 12
LONGEST = 128
BITS = 80

DIFFERENT = "Les deux mots de passe diffèrent : saisissez deux fois le même."

FREE_TRIES = 4
FIRST_DELAY = timedelta(seconds=90)
LONGEST_DELAY = timedelta(hours=2)

HASHER = PasswordHasher()

# Any other character is one of CNIL's 37 special ones. The space is an alphabet of its own:
# counted among those 37, three short words would do.
_ALPHABETS = ((ascii_lowercase, 26), (ascii_uppercase, 26), (digits, 10), (" ", 1))
_SPECIAL = 37
_FEWEST_DIFFERENT = 6
_SHORTEST_WORD = 4
_LEET = str.maketrans("013457@$!€", "oieastasie")
_KNOWN = (
    *("urssaf", "portefeuille", "cabinet", "comptable", "expertise", "login", "siren"),
    *("motdepasse", "password", "administrateur", "bienvenue", "changemoi", "secret"),
    *("azerty", "qwerty", "qsdfgh", "wxcvbn", "123456", "abcdef", "098765", "987654"),
)
_WORD = re.compile(r"[^\W\d_]+")
_RECOVERY_LENGTH = 20
_RECOVERY_GROUP = 5

_HOW = (
    "Le plus simple : une phrase de 7 mots sans rapport entre eux, "
    "de la forme « mot mot mot mot mot mot mot »."
)


def check_password_rule(
    mot_de_passe: str, *, identifiant: str, cabinet: str, nom: str = ""
) -> None:
    """Raise BadValue, saying what to do, unless the password is long and hard to guess.

    CNIL's formula first, then who knows French names, towns and dates (ADR 0012), loaded here.
    """
    password = _canonical(mot_de_passe)
    _require_typable(password)
    _require_length(password)
    if word := _known_word(password, (identifiant, *cabinet.split(), cabinet)):
        raise BadValue(
            f"Ce mot de passe contient « {word} », que l'on essaiera d'abord. Retirez-le. {_HOW}"
        )
    if _is_repetitive(password):
        raise BadValue(
            "Ce mot de passe répète ou suit une suite de caractères : il se devine vite. "
            f"Variez-les. {_HOW}"
        )
    if round(_bits(password)) < BITS:
        raise BadValue(
            "Ce mot de passe est trop simple pour sa longueur. Allongez-le, "
            f"ou mêlez minuscules, majuscules, chiffres et signes. {_HOW}"
        )
    from models.access.guessing import what_is_known

    if known := what_is_known(password, _personal_words(identifiant, nom, cabinet)):
        raise BadValue(f"Ce mot de passe se devine : on y reconnaît {known}. {_HOW}")


def check_twice_the_same(mot_de_passe: str, confirmation: str) -> None:
    """Raise BadValue unless the password was typed twice alike."""
    if confirmation != mot_de_passe:
        raise BadValue(DIFFERENT)


def hash_password(mot_de_passe: str) -> str:
    """Return the Argon2id hash to keep (about 150 ms)."""
    return HASHER.hash(_bytes(mot_de_passe))


def unusable_hash() -> str:
    """Return a hash that no password opens, for who has yet to choose one."""
    return hash_password(token_urlsafe(32))


def verify_password(hachage: str | None, mot_de_passe: str) -> bool:
    """Tell whether the password is the one that was hashed.

    Without a hash (nobody has this identifiant) it takes the same time, and the answer is no.
    """
    try:
        HASHER.verify(hachage or _decoy(), _bytes(mot_de_passe))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        # The last one: a hash that is not even ASCII, in a damaged base.
        return False
    return True


def needs_rehash(hachage: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(hachage)


def new_recovery_code() -> str:
    """Draw a one-use code of 100 bits, « XXXXX-XXXXX-XXXXX-XXXXX »."""
    return printed_secrets.in_groups(
        printed_secrets.random_characters(_RECOVERY_LENGTH), _RECOVERY_GROUP, "-"
    )


def hash_recovery_code(code: str) -> str:
    """Return the hash to keep; case, spaces, hyphens and O for 0, I or L for 1 do not matter.

    A plain SHA-256: 100 random bits cannot be tried one after the other.
    """
    return sha256(printed_secrets.read(code).encode(errors="replace")).hexdigest()


def delay_after(echecs: int) -> timedelta:
    """Return how long to wait after so many failures in a row.

    None up to 4, then 90 s doubling up to 2 h: more than the minute, and fewer than the 25
    tries a day, of CNIL's délibération 2022-100.
    """
    if echecs <= FREE_TRIES:
        return timedelta(0)
    doublings = min(echecs - FREE_TRIES - 1, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def _canonical(mot_de_passe: str) -> str:
    """Give one spelling to what looks alike: keyboards differ in their accents and spaces."""
    return normalize("NFKC", mot_de_passe)


def _bytes(mot_de_passe: str) -> bytes:
    return _canonical(mot_de_passe).encode(errors="surrogatepass")


def _decoy() -> str:
    """Make up a hash of today's cost that belongs to no password."""
    salt, digest = (b64encode(token_bytes(n)).decode().rstrip("=") for n in (16, 32))
    return (
        f"$argon2id$v={ARGON2_VERSION}$m={HASHER.memory_cost},t={HASHER.time_cost},"
        f"p={HASHER.parallelism}${salt}${digest}"
    )


def _require_typable(password: str) -> None:
    if any(category(c).startswith("C") for c in password):
        raise BadValue(
            "Ce mot de passe contient un caractère invisible, peut-être collé avec lui. "
            "Tapez-le au clavier : lettres, chiffres, signes et espaces conviennent."
        )


def _require_length(password: str) -> None:
    if not password:
        raise BadValue(f"Saisissez un mot de passe de {SHORTEST} caractères au moins. {_HOW}")
    if len(password) < SHORTEST:
        raise BadValue(
            f"Ce mot de passe est trop court : {SHORTEST} caractères au moins, "
            f"vous en avez saisi {show_number(len(password))}. {_HOW}"
        )
    if len(password) > LONGEST:
        raise BadValue(
            f"Ce mot de passe est trop long : {LONGEST} caractères au plus, "
            f"vous en avez saisi {show_number(len(password))}. Retirez-en quelques mots."
        )


def _known_word(password: str, personal: tuple[str, ...]) -> str:
    """Return the first word of the list, or of the person, that the password contains."""
    plain, leet = _letters(password), _letters(password.translate(_LEET))
    for word in (*personal, *_KNOWN):
        sought = _letters(word)
        if len(sought) >= _SHORTEST_WORD and (
            sought in plain or _letters(word.translate(_LEET)) in leet
        ):
            return word
    return ""


def _personal_words(identifiant: str, nom: str, cabinet: str) -> dict[str, str]:
    """Say of each word what it is; what is said first of a word is the last written here."""
    said = (
        (cabinet, "le nom du cabinet"),
        (nom, "le nom de la personne"),
        (identifiant, "l'identifiant"),
    )
    return {word: kind for text, kind in said for word in _WORD.findall(text)}


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def _is_repetitive(password: str) -> bool:
    """Tell whether it is one piece repeated, mostly a run (« abcd »), or few characters."""
    text = fold(password) or password
    if len(set(text) - {" "}) < _FEWEST_DIFFERENT or re.fullmatch(
        r"(.{1,40}?) ?(\1 ?)+.{0,2}", text
    ):
        return True
    steps = [abs(ord(a) - ord(b)) for a, b in pairwise(text)]
    return sum(step <= 1 for step in steps) * 2 >= len(steps)


def _bits(password: str) -> float:
    """Return CNIL's theoretical entropy: length × log2(size of the alphabets in use)."""
    used = set(password)
    size = sum(count for letters, count in _ALPHABETS if used & set(letters))
    if used - set("".join(letters for letters, _ in _ALPHABETS)):
        size += _SPECIAL
    return len(password) * log2(size)
