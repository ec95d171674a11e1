"""What the columns of a pasted table are, from their header or from what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.champs import FIELDS
from models.champs.champ import Colonne
from models.champs.client import CIVILITES
from models.cleaning import compact, fold
from models.errors import BadValue
from models.identifiers import montant, nir, siret
from models.identifiers.reading import is_digits, rounded

_MOST_OF = 0.6
"""Share of the cells of a column that decides what it is."""

_FORMES = frozenset(
    {"sarl", "sas", "sasu", "eurl", "sci", "sa", "ei", "eirl", "snc", "scp", "selarl", "selas"}
    | {"scm", "association", "asso", "gie", "scop"}
)
_TYPES = ("employeur", "general", "independant", "artisan", "commercant", "liberal", "gerant")


COLONNES = {name: champ.column for name, champ in FIELDS.items() if champ.column} | {
    "prenom": Colonne("Prénom", "prenom"),
}
"""The columns that are understood, by the fields that they give; a prénom ends the name."""


def is_header(row: Sequence[str]) -> bool:
    """Tell whether a row names columns: a name that is known, and no number."""
    has_number = any(is_digits(compact(cell)) for cell in row)
    return not has_number and any(_named(cell) for cell in row)


def columns_of(
    rows: Sequence[Sequence[str]], header: Sequence[str] | None
) -> tuple[str | None, ...]:
    """Give what each column is; each kind once, None for a column that is not understood."""
    width = max((len(row) for row in rows), default=len(header or ()))
    found: list[str | None] = [
        _named(header[rank]) if header and rank < len(header) else None for rank in range(width)
    ]
    for rank, one in enumerate(found):
        if one in found[:rank]:
            found[rank] = None
    for rank in range(width):
        named = header is not None and rank < len(header) and header[rank]
        if found[rank] is None and not named:
            cells = [row[rank] for row in rows if rank < len(row) and row[rank]]
            found[rank] = _guessed(cells, taken=[one for one in found if one])
    return tuple(found)


def _named(cell: str) -> str | None:
    """Read a header: `N° Siret`, `Code postal`, `Numéro de compte Urssaf`."""
    words = fold(cell)
    for article in ("n de ", "numero de ", "no de ", "n ", "numero ", "no "):
        words = words.removeprefix(article)
    return next((name for name, one in COLONNES.items() if words in one.titles), None)


def _guessed(cells: Sequence[str], taken: Sequence[str]) -> str | None:
    if not cells:
        return None
    for column, fits in _TESTS.items():
        enough = sum(map(fits, cells)) >= _MOST_OF * len(cells)
        if enough and column not in taken:
            return column
    if sum(map(_is_text, cells)) < _MOST_OF * len(cells):
        return None
    texts = ("raison_sociale", *(["ville"] if "code_postal" in taken else []))
    return next((one for one in texts if one not in taken), None)


def _reads(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except BadValue:
        return False
    return True


def _is_text(cell: str) -> bool:
    return any(c.isalpha() for c in cell) and not rounded(cell)


def _is_siren(cell: str) -> bool:
    # Thirteen digits without FR are a NIR without its key, which is never shown.
    number = compact(cell)
    lengths = (11,) if number.startswith("FR") else (8, 9)
    digits = number.removeprefix("FR")
    return is_digits(digits) and len(digits) in lengths


def _is_siret(cell: str) -> bool:
    number = compact(cell)
    return is_digits(number) and len(number) == siret.LENGTH


def _is_nir(cell: str) -> bool:
    number = compact(cell)
    return len(number) in (13, 15) and number[:1] in "1278" and _reads(nir.read, number)


def _is_account(cell: str) -> bool:
    number = compact(cell)
    digits = sum(c.isdigit() for c in number)
    return number.isascii() and number.isalnum() and 10 <= len(number) <= 20 and digits >= 8


def _is_postal_code(cell: str) -> bool:
    return is_digits(cell) and len(cell) == 5


def _is_amount(cell: str) -> bool:
    return _reads(montant.read, cell)


_TESTS: dict[str, Callable[[str], bool]] = {
    "siret": _is_siret,
    "siren": _is_siren,
    "nir": _is_nir,
    "numero_compte": _is_account,
    "code_postal": _is_postal_code,
    "montant": _is_amount,
    "regime": lambda cell: any(word in fold(cell) for word in _TYPES),
    "civilite": lambda cell: fold(cell) in CIVILITES,
    "forme_juridique": lambda cell: fold(cell) in _FORMES,
}
"""In this order: the strictest first."""
