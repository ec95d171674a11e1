"""The portal's own list, copied from the browser: whole, by rows, or broken over lines.

Its rows read « Comptes Régime Général du SIREN 123 456 782 (SARL) (Radié) ✍ ✕ »; all else is menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.importation.grille import Grille
from models.importation.reading.panel import panel, regime_named, siret_alone
from models.importation.words import etat_of
from models.labels import Etat

_BEGIN = re.compile(
    r"comptes?\b|(?:r[ée]gime g[ée]n[ée]ral|artisan|commer[çc]ant|profession lib[ée]rale"
    r"|g[ée]rant majoritaire)s?\b",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"(?P<comptes>comptes?\s+)?(?P<regime>[^\d()]+?)\s+(?:du\s+)?(?P<no>n[°ºo]|num[ée]ro)?\s*"
    r"(?:(?P<siren>siren|siret)\s*(?:n[°ºo])?\s*:?\s*)?"
    r"(?P<number>\d[\d\s.]*[\dA-Z])(?P<rest>.*)",
    re.IGNORECASE,
)
_ROW_WITHOUT_NUMBER = re.compile(r"comptes?\s+\S.*\bsire[nt]\b", re.IGNORECASE)
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_BUTTONS = re.compile(r"[✍✎✏✕✖✗×🗑️]|\b(?:modifier|supprimer)\b", re.IGNORECASE)
_LONGEST_WRAP = 4
SAMPLE = 1_000
"""Lines that are looked at to know a page of the portal: all of one, some of many."""
_LENGTHS = {"siren": 9, "siret": 14}
MENU = "Menu ou bouton du portail."
UNREAD = (
    "Cette ligne du portail parle d'un compte, mais n'est pas comprise. Attendu, par exemple : "
    "Comptes Régime Général du SIREN 123 456 782 (SARL)."
)
BLANK = "Ligne vide."
_NUMBERED = re.compile(r"\d(?:[\s.]?\d){8}")
DETAILED = "Le détail de ce compte est à la ligne {}."
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
    texts = [_text(row.cells) for row in looked_at]
    rows = sum(bool(_row(text) or panel(text)) for text in texts)
    if not rows:
        beginning = Grille(grille.rangees[:SAMPLE])
        rows = sum(1 for one in read(beginning) if one.found.get("regime"))
    if not rows:
        return False
    others = sum(len(row.cells) > 3 and bool(re.search(r"\d{9}", text)) and not _row(text)
                 for row, text in zip(looked_at, texts, strict=True))  # fmt: skip
    return rows > others


def _text(cells: Sequence[str]) -> str:
    return " ".join(filter(None, cells))


def read(grille: Grille) -> list[Portail]:
    """Give every line of the page, once."""
    found = list(_lines([(row.numero, _text(row.cells)) for row in grille.rangees]))
    return _with_details(found)


def _with_details(lines: list[Portail]) -> list[Portail]:
    """Put the row of the list, and the panel that gives its detail, together on the panel."""
    details = {_key(one): one for one in lines if "siret" in one.found}
    made = []
    for one in lines:
        detail = details.get(_key(one)) if one.found and "siret" not in one.found else None
        if detail is None:
            made.append(one)
            continue
        if "forme_juridique" in one.found:
            detail.found.setdefault("forme_juridique", one.found["forme_juridique"])
        if etat_of(one.found["etat"]) is not Etat.ACTIF:
            detail.found["etat"] = one.found["etat"]
        made.append(Portail(one.numero, ignoree=DETAILED.format(detail.numero)))
    return made


def _key(line: Portail) -> tuple[str, str]:
    number = line.found.get("siren") or line.found.get("siret", "")
    return number[: _LENGTHS["siren"]] or str(line.numero), line.found.get("regime", "")


def _lines(texts: list[tuple[int, str]]) -> Iterator[Portail]:
    at = 0
    while at < len(texts):
        numero, text = texts[at]
        found, used = _wrapped(texts[at : at + _LONGEST_WRAP])
        if found is None:
            found, used = _panel_over(texts[at : at + 2])
        if found is None:
            unread = _NUMBERED.search(text) or _ROW_WITHOUT_NUMBER.match(text)
            yield Portail(numero, faute=UNREAD) if unread else Portail(numero, ignoree=_why(text))
            at += 1
            continue
        yield Portail(numero, found)
        for follower, _ in texts[at + 1 : at + used]:
            yield Portail(follower, ignoree=WRAPPED.format(numero))
        at += used


def _panel_over(texts: list[tuple[int, str]]) -> tuple[dict[str, str] | None, int]:
    """Read the panel of a compte, on one line or on two; else its Siret alone."""
    text = texts[0][1]
    if found := panel(text):
        return found, 1
    if alone := siret_alone(text):
        both = panel(f"{text} {texts[-1][1]}") if len(texts) > 1 else None
        return (both, 2) if both else (alone, 1)
    return None, 1


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


def _row(text: str) -> dict[str, str] | None:
    """Read a row of the list; None if the text is none."""
    if (parts := _ROW.fullmatch(text.strip())) is None:
        return None
    regime = regime_named(parts["regime"])
    number = re.sub(r"[\s.]", "", parts["number"])
    rest = _BUTTONS.sub("", parts["rest"])
    said = [one.strip() for one in _PARENTHESES.findall(rest)]
    if regime is None or _PARENTHESES.sub("", rest).strip():
        return None
    called = (parts["siren"] or "").casefold()
    if not (parts["comptes"] or called or parts["no"]):
        return None
    if (len(number) != _LENGTHS[called]) if called else (len(number) == _LENGTHS["siren"]):
        return None
    found = {"regime": regime.label, called or "numero_compte": number}
    for word in said:
        found["etat" if etat_of(word) else "forme_juridique"] = word
    found.setdefault("etat", Etat.ACTIF.label)
    return found
