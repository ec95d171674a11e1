"""Why a line of a table is no client: blank, titles, totals, feet of pages, titles of groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from models.cleaning import fold
from models.identifiers import siren
from models.importation.words import is_foot, is_total, regimes_of

BLANK = "Ligne vide."
REPEATED = "Titres répétés."
MORE_TITLES = "Titres, suite."
TOTAL = "Total."
FOOT = "Pied de page ou de liste."
RULE = "Ligne de séparation."
GROUP = "Titre d'un groupe de lignes : rien n'en est retenu."
NOBODY = (
    "Ni Siren, ni Siret, ni numéro de compte : cette ligne ne désigne aucun client. "
    f"Attendu, par exemple, le Siren {siren.EXAMPLE}."
)
_FEWEST_DIGITS = 3
_RULE = frozenset("-=_*.~+#|:–—─═━ ")
_UNIT = re.compile(
    r"\(.*\)|(?:en )?(?:€|euros?|k€)|(?:obligatoire|facultatif|texte|nombre|x)"
    r"|[0-9]+ (?:chiffres|caract[èe]res)(?: .*)?|jj.mm.aaaa|o(?:ui)? ?/ ?n(?:on)?",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:dossiers?|clients?|portefeuilles?|comptes?|liste) "
    r"(?:(?:suivis |geres )?(?:de|du|des|par|d|chez) .+|actifs?|radie[es]*|cesse[es]*|inactifs?"
    r"|archives?|sortis?|suspendu[es]*|a .+)"
)
_NAMED_GROUP = re.compile(
    r"(?:responsable|collaborat(?:eur|rice)|gestionnaire|chargee? de (?:dossier|mission)s?"
    r"|chef de mission|groupe|secteur|equipe|bureau|site|agence|cabinet|type|regime|categorie|forme"
    r"|etat|statut|service|dossiers?|portefeuille)s?"
)
_ENDED = re.compile(r"\b(?:radie|cesse|ferme|liquide|archive|sorti|inactif|suspendu|ancien)[es]*\b")


def why_no_client(filled: Sequence[str], known: Iterable[str], *, first: bool) -> str:
    """Say why a line is no client; nothing if it may be one.

    `filled`: its cells that are; `known`: those that would say which client. `first`: it follows
    the titles.
    """
    if not filled:
        return BLANK
    if first and _are_units(filled):
        return MORE_TITLES
    if any(map(_has_digits, known)):
        return ""
    return next((why for why, test in _WHY if test(filled)), "")


def is_group(cell: str) -> bool:
    """Tell whether the only cell of a line names the lines below: « Dossiers de Mme PETIT »."""
    words = fold(cell)
    before, colon, _ = cell.partition(":")
    named = bool(colon) and bool(_NAMED_GROUP.fullmatch(fold(before)))
    return named or bool(_GROUP.fullmatch(words)) or bool(regimes_of(cell)) or _is_ended(words)


def is_of_ended(cell: str) -> bool:
    """Tell whether a title of a group, or of the table, speaks of comptes that came to an end."""
    return bool(_ENDED.search(fold(cell)))


def _is_ended(words: str) -> bool:
    return bool(_ENDED.fullmatch(words))


def _are_units(filled: Sequence[str]) -> bool:
    return all(map(_UNIT.fullmatch, filled)) and any(cell.casefold() != "x" for cell in filled)


def _has_digits(cell: str) -> bool:
    if cell.isdigit():
        return len(cell) >= _FEWEST_DIGITS
    return sum(map(str.isdigit, cell)) >= _FEWEST_DIGITS


_WHY: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
    (RULE, lambda filled: _RULE.issuperset("".join(filled))),
    (TOTAL, lambda filled: any(map(is_total, filled))),
    (FOOT, lambda filled: all(map(is_foot, filled))),
    (GROUP, lambda filled: len(filled) == 1 and is_group(filled[0])),
)
"""The first that holds is said."""
