"""The portal's own list, copied from the browser: whole, by rows, or broken over lines.

Its rows read « Comptes Régime Général du SIREN 123 456 782 (SARL) (Radié) ✍ ✕ »; all else is menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from models.cleaning import fold
from models.importation.grille import Grille
from models.importation.words import etat_of
from models.labels import Etat, Regime

_REGIMES = {
    "regime general": Regime.GENERAL,
    "artisan commercant": Regime.ARTISAN_COMMERCANT,
    "artisan": Regime.ARTISAN_COMMERCANT,
    "commercant": Regime.ARTISAN_COMMERCANT,
    "profession liberale": Regime.PROFESSION_LIBERALE,
    "gerant majoritaire": Regime.GERANT_MAJORITAIRE,
}
_BEGIN = re.compile(r"comptes?\b", re.IGNORECASE)
_ROW = re.compile(
    r"comptes?\s+(?P<regime>[^\d()]+?)\s+(?:du|n°|num[ée]ro)?\s*(?:(?P<siren>siren)\s*:?\s*)?"
    r"(?P<number>\d[\d\s.]*[\dA-Z])(?P<rest>.*)",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_BUTTONS = re.compile(r"[✍✎✏✕✖✗×🗑️]|\b(?:modifier|supprimer)\b", re.IGNORECASE)
_LONGEST_WRAP = 4
SAMPLE = 1_000
"""Lines that are looked at to know a page of the portal: all of one, some of many."""
_SIREN_LENGTH = 9
MENU = "Menu ou bouton du portail."
UNREAD = (
    "Cette ligne du portail a un numéro, mais n'est pas comprise. Attendu, par exemple : "
    "Comptes Régime Général du SIREN 123 456 782 (SARL)."
)
BLANK = "Ligne vide."
_NUMBERED = re.compile(r"\d(?:[\s.]?\d){8}")
WRAPPED = "Suite de la ligne {}."


@dataclass(frozen=True)
class Portail:
    """A line of the page: what its row says of a compte, or why it says nothing."""

    numero: int
    found: dict[str, str] = field(default_factory=dict, repr=False)
    ignoree: str = ""
    faute: str = ""


def is_portal_page(grille: Grille) -> bool:
    """Tell whether there are rows of the portal, and hardly anything else that has a number."""
    looked_at = grille.rangees[:: len(grille.rangees) // SAMPLE + 1]
    texts = [" ".join(filter(None, row.cells)) for row in looked_at]
    rows = sum(bool(_row(text)) for text in texts)
    if not rows:
        rows = sum(1 for one in read(grille) if one.found)
    others = sum(len(row.cells) > 3 and bool(re.search(r"\d{9}", text)) and not _row(text)
                 for row, text in zip(looked_at, texts, strict=True))  # fmt: skip
    return rows > others


def read(grille: Grille) -> list[Portail]:
    """Give every line of the page, once."""
    return list(_lines([(row.numero, " ".join(filter(None, row.cells))) for row in grille.rangees]))


def _lines(texts: list[tuple[int, str]]) -> Iterator[Portail]:
    at = 0
    while at < len(texts):
        numero, text = texts[at]
        found, used = _wrapped(texts[at : at + _LONGEST_WRAP])
        if found is None:
            unread = _NUMBERED.search(text)
            yield Portail(numero, faute=UNREAD) if unread else Portail(numero, ignoree=_why(text))
            at += 1
            continue
        yield Portail(numero, found)
        for follower, _ in texts[at + 1 : at + used]:
            yield Portail(follower, ignoree=WRAPPED.format(numero))
        at += used


def _why(text: str) -> str:
    return MENU if text else BLANK


def _wrapped(texts: list[tuple[int, str]]) -> tuple[dict[str, str] | None, int]:
    """Read the row that begins here, and tell over how many lines it goes."""
    joined = texts[0][1]
    if not _BEGIN.match(joined):
        return None, 1
    used, found = 1, _row(joined)
    while used < len(texts) and (found is None or _continues(texts[used][1])):
        following = texts[used][1]
        if _BEGIN.match(following):
            break
        joined = f"{joined} {following}"
        used += 1
        found = _row(joined)
    return (found, used) if found else (None, 1)


def _continues(text: str) -> bool:
    """Tell whether a line is the end of the row before: its forme, its état, its buttons."""
    left = _BUTTONS.sub("", _PARENTHESES.sub("", text)).strip()
    return bool(text.strip()) and not left


@lru_cache(256)
def _regime_of(words: str) -> Regime | None:
    return _REGIMES.get(fold(words).removesuffix(" du").removesuffix("s"))


def _row(text: str) -> dict[str, str] | None:
    """Read a row of the list; None if the text is none."""
    if (parts := _ROW.fullmatch(text.strip())) is None:
        return None
    regime = _regime_of(parts["regime"])
    number = re.sub(r"[\s.]", "", parts["number"])
    rest = _BUTTONS.sub("", parts["rest"])
    said = [one.strip() for one in _PARENTHESES.findall(rest)]
    if regime is None or _PARENTHESES.sub("", rest).strip():
        return None
    if bool(parts["siren"]) is not (len(number) == _SIREN_LENGTH):
        return None
    found = {"regime": regime.label, "siren" if parts["siren"] else "numero_compte": number}
    for word in said:
        found["etat" if etat_of(word) else "forme_juridique"] = word
    found.setdefault("etat", Etat.ACTIF.label)
    return found
