"""The words of a table's cells: régimes, états, boxes, services, totals; and NIRs in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from models.cleaning import compact, fold
from models.identifiers import nir
from models.labels import Etat, Regime, Service

INDEPENDANTS = frozenset({Regime.ARTISAN_COMMERCANT, Regime.PROFESSION_LIBERALE})
_REGIMES = {
    Regime.GENERAL: (
        *("employeur", "regime general", "general", "rg", "e", "employeur rg", "urssaf employeur"),
        *("compte employeur", "comptes regime general", "employeur regime general"),
    ),
    Regime.ARTISAN_COMMERCANT: (
        *("artisan", "commercant", "artisan commercant", "artisan ou commercant", "commerce"),
        *("commercant artisan", "comptes artisan commercant", "artisanat", "artisan et commercant"),
    ),
    Regime.PROFESSION_LIBERALE: (
        *("liberal", "liberale", "profession liberale", "pl", "professionnel liberal"),
        *("comptes profession liberale", "profession liberale reglementee", "praticien liberal"),
    ),
    Regime.GERANT_MAJORITAIRE: (
        *("gerant", "gerant majoritaire", "gm", "compte gerant majoritaire", "gerante"),
        *("gerante majoritaire", "gerant maj"),
    ),
}
_OF_ONE = {word: frozenset({regime}) for regime, words in _REGIMES.items() for word in words}
_OF_SEVERAL = dict.fromkeys(
    (
        *("tns", "ti", "t", "ssi", "rsi", "independant", "travailleur independant"),
        *("travailleur non salarie", "non salarie", "micro entrepreneur", "auto entrepreneur"),
        *("ei", "entreprise individuelle", "entrepreneur individuel", "indep"),
    ),
    INDEPENDANTS,
)
_ETATS = {
    Etat.ACTIF: ("actif", "active", "en activite", "ouvert", "ouverte"),
    Etat.SUSPENDU: ("suspendu", "suspendue"),
    Etat.RADIE: ("radie", "radiee"),
}
_ETAT = {word: etat for etat, words in _ETATS.items() for word in words}
OPEN = frozenset({"x", "xx", "oui", "o", "ok", "1", "vrai", "true", "y", "yes", "coche", "ouvert"})
CLOSED = frozenset({"", "non", "n", "0", "faux", "false", "no", "ferme"})
_TICKS = frozenset("✓✔☑✅✗✘☒")
_TICKED = frozenset("✓✔☑✅")
_CROSSES = frozenset("☐□❌-–—")
_PARTED = re.compile(r"\s*[,;/|+\n•]\s*|\s+(?:et|-)\s+")
_LISTED = re.compile(r"\s*[,;/|\n•]\s*")
_TOTAL = re.compile(
    r"(?:sous )?tota(?:l|ux)(?: (?:generaux|general|page|clients?|dossiers?|des? .*|[0-9 ]+))?"
    r"|cumul|report|a reporter|(?:nombre|nb) de (?:lignes|clients|dossiers|comptes).*"
)
_FOOT = re.compile(
    r"(?:page|p) [0-9]+(?: (?:sur )?[0-9]+)?"
    r"|(?:edite|imprime|exporte|extrait|genere|tire)e?s? le .*"
    r"|(?:fin de (?:la )?liste|[0-9]+ (?:lignes|clients|dossiers|comptes|enregistrements))"
)
_MAY_BE_NIR = re.compile(
    r"(?<![0-9])[123478](?:[\s.\-/_'’]{0,2}[0-9]){4}"
    r"[\s.\-/_'’]{0,2}[0-9](?:[\s.\-/_'’]{0,2}[0-9AaBb])(?:[\s.\-/_'’]{0,2}[0-9]){6,8}"
    r"(?![0-9])"
)
VEIL = "(masqué)"


@lru_cache(256)
def regimes_of(text: str) -> frozenset[Regime]:
    """Give the régimes that a word of a Type may name: none, one, or the two of an indépendant."""
    return _regimes(fold(text))


@cache
def _regimes(words: str) -> frozenset[Regime]:
    for spelled in (words, words.removesuffix("s"), words.replace("s ", " ").removesuffix("s")):
        if named := _OF_ONE.get(spelled) or _OF_SEVERAL.get(spelled):
            return named
    return frozenset()


@lru_cache(256)
def etat_of(text: str) -> Etat | None:
    """Give the état that a cell names; None if it names none. A blank cell is no word."""
    return _ETAT.get(fold(text).removeprefix("compte ").removesuffix("s"))


def box_of(text: str) -> bool | None:
    """Tell whether a box is ticked; None if the cell does not say."""
    bare = text.strip()
    if bare and set(bare) <= _TICKS | _CROSSES:
        return set(bare) <= _TICKED
    word = fold(bare)
    if word in OPEN:
        return True
    return False if word in CLOSED and (word or not bare) else None


def services_of(text: str) -> tuple[frozenset[Service], tuple[str, ...]]:
    """Read a list of services, by their labels or codes; gives the words that are none, too."""
    whole = service_of(text)
    if whole or not text.strip():
        return frozenset({whole} if whole else ()), ()
    found, unknown = _parted(_LISTED.split(text))
    if unknown:
        again, left = _parted(_PARTED.split(text))
        if not left:
            return again, ()
    return found, unknown


def _parted(parts: list[str]) -> tuple[frozenset[Service], tuple[str, ...]]:
    """Read the parts of a list; gives those that are no service, too."""
    named = [(part, service_of(part)) for part in parts if part.strip()]
    unknown = tuple(part for part, one in named if one is None)
    return frozenset(one for _, one in named if one), unknown


@cache
def service_of(text: str) -> Service | None:
    """Give the service of this label, or of this code; None if it is another word."""
    return _services().get(_short(fold(text)))


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
