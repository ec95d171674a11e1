"""The words of a Type: the régimes that they may name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from models.cleaning import fold
from models.labels import Regime

INDEPENDANTS = frozenset(one for one in Regime if one.est_independant)
_GENERAL, _ARTISAN, _LIBERAL, _GERANT = (
    Regime.GENERAL,
    Regime.ARTISAN_COMMERCANT,
    Regime.PROFESSION_LIBERALE,
    Regime.GERANT_MAJORITAIRE,
)
_LETTERS = {"e": frozenset({_GENERAL}), "t": INDEPENDANTS}
_SAYS = {
    _GENERAL: "employeur employeuse general rg avecsalarie",
    _ARTISAN: "artisan artisane artisanat artisanal artisanale commerce commercant commercante "
    "commercial commerciale",
    _LIBERAL: "liberal liberale liberaux pl plr plnr cipav carmf carpimko carcdsf cavec cavp cnbf "
    "carpv cavom",
    _GERANT: "gerant gerante gm",
}
_OF = {word: regime for regime, words in _SAYS.items() for word in words.split()}
_OF_INDEPENDANT = frozenset(
    [
        "tns",
        "ti",
        "ssi",
        "rsi",
        "independant",
        "independante",
        "indep",
        "travailleur",
        "micro",
        "auto",
        "entrepreneur",
        "entrepreneuse",
        "autoentrepreneur",
        "microentrepreneur",
        "ei",
        "eirl",
        "pamc",
    ]
)
_SAYS_NOTHING = frozenset(
    [
        "compte",
        "regime",
        "client",
        "type",
        "urssaf",
        "cotisation",
        "cotisant",
        "profession",
        "professionnel",
        "professionnelle",
        "activite",
        "du",
        "de",
        "des",
        "d",
        "le",
        "la",
        "les",
        "l",
        "et",
        "ou",
        "en",
        "a",
        "au",
        "social",
        "sociale",
        "securite",
        "sanssalarie",
        "reglemente",
        "reglementee",
        "nonreglemente",
        "praticien",
        "prof",
    ]
)
_ONLY_OF = {
    _GENERAL: frozenset({"societe", "entreprise", "association", "etablissement"}),
    _GERANT: frozenset(["majoritaire", "maj", "sarl", "eurl", "selarl", "associe", "nonsiretise"]),
}
_TOGETHER = (
    (re.compile(r"\bnon salariee?s?\b"), "tns"),
    (re.compile(r"\bavec salaries?\b"), "avecsalarie"),
    (re.compile(r"\bsans salaries?\b"), "sanssalarie"),
    (re.compile(r"\bnon reglementee?s?\b"), "nonreglemente"),
    (re.compile(r"\bnon siretisee?s?\b"), "nonsiretise"),
    (re.compile(r"\bentreprises? individuelles?\b|\bentrepreneurs? individuels?\b"), "ei"),
)


@lru_cache(256)
def regimes_of(text: str) -> frozenset[Regime]:
    """Give the régimes that the words of a Type may name: none, one, or several.

    A word that is not known may change the meaning of the others: they name none then, and none
    where somebody asks.
    """
    return _regimes(fold(text)) if "?" not in text else frozenset()


@cache
def _regimes(words: str) -> frozenset[Regime]:
    if words in _LETTERS:
        return _LETTERS[words]
    for spelled, word in _TOGETHER:
        words = spelled.sub(word, words)
    said = [_singular(word) for word in words.split()]
    named = frozenset(_OF[word] for word in said if word in _OF)
    independant = any(word in _OF_INDEPENDANT for word in said)
    if not all(_is_known(word, named) for word in said):
        return frozenset()
    if _GENERAL in named:
        return named | INDEPENDANTS if independant else named
    return named or (INDEPENDANTS if independant else frozenset())


def _singular(word: str) -> str:
    known = word in _OF or word in _OF_INDEPENDANT or word in _SAYS_NOTHING
    return word if known else word.removesuffix("s")


def _is_known(word: str, named: frozenset[Regime]) -> bool:
    return (
        word in _OF
        or word in _OF_INDEPENDANT
        or word in _SAYS_NOTHING
        or any(word in words for regime, words in _ONLY_OF.items() if named == {regime})
    )
