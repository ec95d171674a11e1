"""What the texts of a column seem to be, when its title says another thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.cleaning import compact, fold
from models.importation.cells import (
    FORMES,
    LIKE,
    MOST_OF,
    fits,
    has_centimes,
    is_amount,
    is_code,
    mostly,
    share,
)
from models.importation.exchanged.beside import FEWEST_CELLS, FEWEST_CLIENTS, HARDLY_ANY
from models.importation.words import box_of
from models.reference.communes import is_commune
from models.reference.first_names import is_first_name

_CLOSED = ("civilite", "etat", "forme_juridique", "regime")
"""Fields of a few words: a text of another field is hardly ever one of them."""
_NO_VOCABULARY_OF = {
    "civilite": {"forme_juridique", "regime"},
    "forme_juridique": {"regime"},
}
"""What a field may hold of others: « Société » for a civilité, « Artisan » for a forme."""
_OF_FORMES = frozenset(
    {"societe", "association", "entreprise", "entrepreneur", "syndicat", "groupement", "personne"}
    | {"physique", "morale", "pm", "pp", "individuel", "individuelle", "civile", "liberale"}
    | {"profession", "auto", "autoentrepreneur", "microentreprise", "artisan", "commercant"}
    | {"comite", "etablissement", "collectivite", "cooperative", "copropriete", "indivision"}
)
_CODE_OF_INSEE = 4
_LONGEST_NAME = 7
"""Words of a name, at the most: a sentence has more, or ends with a point."""
_SHORTEST_LAST_WORD = 4
_LONG_CODE = 5


def other_than(champ: str, cells: Sequence[str]) -> str | None:
    """Name what cells are plainly, if that is not this field; `""` for nothing that is known.

    None where they may be what they are called.
    """
    cells = [cell for cell in cells if any(map(str.isalnum, cell))]  # a dash says nothing
    if not cells or (champ in _CLOSED and fits(champ, cells) >= MOST_OF):
        return None
    if vocabulary := _vocabulary(champ, cells):
        return vocabulary
    tests = _TESTS.get(champ, ())
    seem = (one for one in tests if len(cells) >= one.fewest)
    return next((one.seems for one in seem if mostly(one.passes, cells, one.least)), None)


def _vocabulary(champ: str, cells: Sequence[str]) -> str:
    if champ not in _TESTS:
        return ""
    # A letter alone says many things: A is active, or a code.
    words = [cell for cell in cells if len(cell) > 1]
    if len(words) < MOST_OF * len(cells):
        return ""
    without = {champ} | _NO_VOCABULARY_OF.get(champ, set())
    known = (name for name in _CLOSED if name not in without)
    return next((name for name in known if share(LIKE[name], words) >= MOST_OF), "")


def is_sentence(cell: str) -> bool:
    """Tell whether a text is one of a note rather than a name: it goes on, or ends with a point."""
    words = cell.split()
    last = words[-1] if words else ""
    ends = last.endswith(".") and len(last) > _SHORTEST_LAST_WORD and not cell.isupper()
    return len(words) > _LONGEST_NAME or (len(words) > 1 and ends)


def _is_no_forme(cell: str) -> bool:
    words = set(fold(cell).split()) | {fold(compact(cell)), fold(compact(cell)).rstrip("s")}
    of_insee = cell.isdigit() and len(cell) == _CODE_OF_INSEE
    return not of_insee and not words & (FORMES | _OF_FORMES)


def _is_no_civilite(cell: str) -> bool:
    words = set(fold(cell).split())
    return _is_no_forme(cell) and not any(LIKE["civilite"](word) for word in words)


def _is_money(cell: str) -> bool:
    return has_centimes(cell) and is_amount(cell)


def _is_no_postal_code(cell: str) -> bool:
    return not LIKE["code_postal"](cell)


def _has_no_digit(cell: str) -> bool:
    return not any(map(str.isdigit, cell))


def _is_one_code(cell: str) -> bool:
    """Tell whether a cell is a code: « SCI 12 » may be a name."""
    return " " not in cell and is_code(cell)


def _is_long_code(cell: str) -> bool:
    """Tell whether a cell is a code, even if there is no other: « K2 » may be a name."""
    return len(cell) >= _LONG_CODE and _is_one_code(cell)


def _is_contact(cell: str) -> bool:
    """Tell whether a cell is a date, a telephone number, or an address of the internet."""
    return bool(_DATE.match(cell) or _TELEPHONE.fullmatch(cell) or _ADDRESS.fullmatch(cell))


def _is_tick(cell: str) -> bool:
    return box_of(cell) is not None


def _is_one_first_name(cell: str) -> bool:
    return len(cell.split()) == 1 and is_first_name(cell)


_DATE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TELEPHONE = re.compile(r"(?:\+33|0)[ .-]?[1-9](?:[ .-]?[0-9]{2}){4}")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")


class _Test(NamedTuple):
    """What cells seem if this share of them passes, and there are as many."""

    seems: str
    passes: Callable[[str], object]
    least: float
    fewest: int = 1


_MONEY = _Test("montant", _is_money, MOST_OF)
_SENTENCES = _Test("note", is_sentence, HARDLY_ANY)
_TOWNS = _Test("ville", is_commune, HARDLY_ANY, FEWEST_CLIENTS)
_FIRST_NAMES = _Test("prenom", _is_one_first_name, 0.7, FEWEST_CLIENTS)
_CONTACTS = _Test("", _is_contact, MOST_OF)
_WORDS = _Test("", _has_no_digit, MOST_OF)
_TICKS = _Test("", _is_tick, MOST_OF, FEWEST_CELLS)
_CODES = _Test("code_dossier", _is_one_code, MOST_OF, FEWEST_CELLS)
_LONG_CODES = _Test("code_dossier", _is_long_code, MOST_OF)
_TESTS: dict[str, tuple[_Test, ...]] = {
    "raison_sociale": (_CONTACTS, _CODES, _LONG_CODES, _MONEY, _SENTENCES, _TOWNS, _FIRST_NAMES),
    "nom": (_CONTACTS, _CODES, _LONG_CODES, _MONEY, _SENTENCES, _TOWNS),
    "prenom": (_CONTACTS, _CODES, _LONG_CODES, _MONEY, _SENTENCES, _TOWNS),
    "ville": (_CONTACTS, _CODES, _LONG_CODES, _MONEY, _SENTENCES, _FIRST_NAMES),
    "note": (_CONTACTS, _TICKS, _CODES, _LONG_CODES, _MONEY, _TOWNS, _FIRST_NAMES),
    "code_dossier": (_CONTACTS, _MONEY, _SENTENCES, _TOWNS, _FIRST_NAMES),
    "forme_juridique": (_Test("", _is_no_forme, 0.7),),
    "civilite": (_Test("", _is_no_civilite, 0.7),),
    "responsable": (_CONTACTS, _CODES, _LONG_CODES, _MONEY, _SENTENCES, _TOWNS),
    "siren": (_WORDS,),
    "siret": (_WORDS,),
    "numero_compte": (_WORDS,),
    "nir": (_WORDS,),
    "montant": (_WORDS,),
    "code_postal": (_Test("", _is_no_postal_code, MOST_OF),),
}
"""What a column called as a field is not, by the field: what it seems then, and in what share."""
