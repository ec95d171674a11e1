"""The words of a table's cells: régimes, états, boxes, services, totals; and NIRs in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from models.cleaning import compact, fold
from models.identifiers import nir
from models.importation.regimes import regimes_of
from models.labels import Etat, Service

_ETATS = {
    Etat.ACTIF: ("a", "actif", "active", "en activite", "ouvert", "ouverte"),
    Etat.SUSPENDU: ("suspendu", "suspendue"),
    Etat.RADIE: ("radie", "radiee"),
}
_ETAT = {word: etat for etat, words in _ETATS.items() for word in words}
OPEN = frozenset({"x", "xx", "oui", "o", "ok", "1", "vrai", "true", "y", "yes", "coche", "ouvert"})
CLOSED = frozenset({"", "non", "n", "0", "faux", "false", "no", "ferme"})
_TICKS = frozenset("✓✔☑✅✗✘")
_TICKED = frozenset("✓✔☑✅")
__all__ = [
    "CLOSED",
    "OPEN",
    "VEIL",
    "box_of",
    "etat_of",
    "holds_nir",
    "is_foot",
    "is_near_service",
    "is_total",
    "regimes_of",
    "service_called",
    "service_of",
    "services_of",
    "veiled",
]
_CROSSES = frozenset("☐□❌-–—")
_DATED = re.compile(
    r"(.*?) (?:(?:depuis )?(?:le|en)|depuis) (?:[0-9]{1,2} )?(?:[0-9]{1,2} )?(?:19|20)[0-9]{2}"
)
_NONE_OF_THEM = frozenset({"aucun", "aucune", "aucun service", "neant"})
_PARTED = re.compile(r"\s*[,;/|+\n•]\s*|\s+(?:et|-)\s+")
_LISTED = re.compile(r"\s*[,;/|\n•]\s*")
_TOTAL = re.compile(
    r"(?:sous )?tota(?:l|ux)(?: (?:generaux|general|page|clients?|dossiers?|des? .*|[0-9 ]+))?"
    r"|sous tota(?:l|ux) .*|somme|moyenne|total .* [0-9]+ (?:clients?|dossiers?|lignes?)"
    r"|cumul|report|a reporter|(?:nombre|nb) de (?:lignes|clients|dossiers|comptes).*"
)
_FOOT = re.compile(
    r"(?:page|p) [0-9]+(?: (?:sur )?[0-9]+)?"
    r"|(?:edite|imprime|exporte|extrait|genere|tire)e?s? le .*"
    r"|(?:fin(?: de (?:la )?liste| du (?:document|tableau))?"
    r"|[0-9]+ (?:lignes|clients|dossiers|comptes|enregistrements))"
)
_MAY_BE_NIR = re.compile(
    r"(?<![0-9])[123478](?:[\s.\-/_'’]{0,2}[0-9]){4}"
    r"[\s.\-/_'’]{0,2}[0-9](?:[\s.\-/_'’]{0,2}[0-9AaBb])(?:[\s.\-/_'’]{0,2}[0-9]){6,8}"
    r"(?![0-9])"
)
_FEWEST_DIGITS = 12
"""Of one without its key, born in Corsica."""
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
VEIL = "(masqué)"


@lru_cache(256)
def etat_of(text: str) -> Etat | None:
    """Give the état that a cell names; None if it names none. A blank cell is no word."""
    if "?" in text:
        return None
    words = fold(text)
    dated = _DATED.fullmatch(words)
    return _ETAT.get((dated[1] if dated else words).removeprefix("compte ").removesuffix("s"))


@lru_cache(256)
def box_of(text: str) -> bool | None:
    """Tell whether a box is ticked; None if the cell does not say."""
    bare = text.strip()
    if bare and set(bare) <= _TICKS | _CROSSES:
        return set(bare) <= _TICKED
    word = fold(bare) if "?" not in bare else bare
    if word in OPEN:
        return True
    return False if word in CLOSED and (word or not bare) else None


def services_of(text: str) -> tuple[frozenset[Service], tuple[str, ...]]:
    """Read a list of services, by their labels or codes; gives the words that are none, too."""
    whole = service_of(text) or service_called(text)
    if whole or not text.strip():
        return frozenset({whole} if whole else ()), ()
    if fold(text) in _NONE_OF_THEM:
        return frozenset(), ()
    found, unknown = _parted(_LISTED.split(text))
    if unknown:
        again, left = _parted(_PARTED.split(text))
        if not left:
            return again, ()
    return found, unknown


def _parted(parts: list[str]) -> tuple[frozenset[Service], tuple[str, ...]]:
    """Read the parts of a list; gives those that are no service, too."""
    named = [(part, service_of(part) or service_called(part)) for part in parts if part.strip()]
    unknown = tuple(part for part, one in named if one is None)
    return frozenset(one for _, one in named if one), unknown


@cache
def service_of(text: str) -> Service | None:
    """Give the service of this label, or of this code; None if it is another word."""
    return _services().get(_short(fold(text)))


_CALLED = {
    Service.DECLARATION: ("declaration", "declaration urssaf"),
    Service.PAIEMENT: ("paiement", "telepaiement"),
    Service.SITUATION: ("situation", "situation compte urssaf"),
    Service.ECHANGES: ("echange", "echange urssaf", "echange avec urssaf"),
    Service.CONTENTIEUX: ("notification contentieux",),
    Service.ETRANGER: ("etranger", "travail etranger", "mobilite etranger", "travail en etranger"),
    Service.SUIVI_DSN: (
        "suivi dsn",
        "tableau bord dsn",
        "tableau bord",
        "tdb dsn",
        "tdb suivi dsn",
    ),
    Service.COURRIEL_BIS: ("bis", "avis bis"),
    Service.COURRIEL_MESSAGES: ("avis message",),
    Service.COURRIEL_CONTENTIEUX: ("avis contentieux",),
}
"""What people call the services for short; no word that may be of two of them."""
_CALLED_SO = {word: service for service, words in _CALLED.items() for word in words}
_NEAR = frozenset(
    [
        "dpae",
        "dsn",
        "declaration",
        "paiement",
        "situation",
        "echange",
        "messagerie",
        "attestation",
        "vigilance",
        "contentieux",
        "contentieuse",
        "notification",
        "certificat",
        "etranger",
        "bis",
        "message",
    ]
)


@cache
def service_called(text: str) -> Service | None:
    """Give the service that people call so; its label and its code are no such word."""
    return _CALLED_SO.get(_short(fold(text)))


@cache
def is_near_service(text: str) -> bool:
    """Tell whether a title has a word of the services: a box under it may be of one."""
    return bool(_NEAR & set(_short(fold(text)).split()))


@cache
def _services() -> dict[str, Service]:
    return {
        _short(fold(spelled)): service
        for service in Service
        for spelled in (service.label, service.code)
    }


def _short(words: str) -> str:
    """Leave out what people leave out: articles, and the plural."""
    small = {"de", "des", "du", "d", "l", "la", "le", "les", "a", "mon", "mes", "service"}
    return " ".join(word.rstrip("s") for word in words.split() if word not in small)


def is_total(text: str) -> bool:
    """Tell whether a cell heads a line of totals; a firm called TOTAL has more to its name."""
    return bool(_TOTAL.fullmatch(fold(text)))


def is_foot(text: str) -> bool:
    """Tell whether a cell is the foot of a printed page, or of a list."""
    return bool(_FOOT.fullmatch(fold(text)))


def holds_nir(text: str) -> bool:
    """Tell whether something in a text may be a NIR, whatever its key."""
    if len(text.encode("ascii", "ignore").translate(None, _NO_DIGITS)) < _FEWEST_DIGITS:
        # As nearly all texts: what follows tries each of their characters.
        return False
    return any(_is_nir(found[0]) for found in _MAY_BE_NIR.finditer(text))


def veiled(text: str) -> str:
    """Give a text without what may be a NIR: no part of one is shown."""
    if not any(map(str.isdigit, text)):
        return text
    return _MAY_BE_NIR.sub(lambda found: VEIL if _is_nir(found[0]) else found[0], text)


def _is_nir(text: str) -> bool:
    number = compact(text)
    if nir.is_one(number):
        return True
    return len(number) == nir.LENGTH and _plausible(number)


def _plausible(number: str) -> bool:
    """Tell whether its month and its département may be those of a birth, though its key fails."""
    month = number[3:5]
    return ("01" <= month <= "12" or "20" <= month <= "42") and number[5:7] != "00"
