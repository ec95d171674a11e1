"""What the cells of a column look like: plainly one of our numbers, or as a field would."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from stdnum import luhn

from models.champs.client import CIVILITES
from models.cleaning import compact, fold
from models.errors import BadValue
from models.identifiers import montant, nir, numero_compte, siren, siret
from models.identifiers.reading import bare, is_digits, rounded
from models.importation.words import box_of, etat_of, regimes_of, services_of
from models.reference.organismes import organisme

SAMPLE = 300
"""Cells of a column that are looked at: all of a table of this length, some of a longer one."""
PLAINLY = 0.8
"""Share of the cells that makes a column plainly something."""
MOST_OF = 0.6

FORMES = frozenset(
    {"sarl", "sas", "sasu", "eurl", "sci", "sa", "ei", "eirl", "snc", "scp", "selarl", "selas"}
    | {"scm", "association", "asso", "gie", "scop", "earl", "gaec", "selurl", "sprl", "scea"}
    | {"sccv", "sca", "scs", "selca", "sel", "fondation", "syndicat", "sem", "me", "micro"}
)
_AFTER_THE_POINT = re.compile(r"(?<=[0-9])[.,]0+$")
_PLACE = re.compile(r"(?:F-?)?([0-9]{4,5})\s+(\S.*)")
_PLACE_BEFORE = re.compile(r"(\D*\S)\s+\(?([0-9]{5})\)?")
_CENTIMES = re.compile(r"[0-9][.,][0-9]{2}(?:\D|$)|€|eur", re.IGNORECASE)
_REGISTER = re.compile(r"(?<=[0-9]) ?R\.?C\.?S\.?(?: .*)?$", re.IGNORECASE)
_IN_LEDGER = re.compile(r"(?:4[01]1|[0-9]{6})[A-Z][A-Z0-9]*|4[01]1[0-9]{0,7}")
_CODE = re.compile(r"[A-Z]{0,4}[-_./ ]?[0-9]+[A-Z]?", re.IGNORECASE)
_NIC, _KEY, _ORGANISME = (
    re.compile(r"[0-9]{1,5}"),
    re.compile(r"[0-9]{1,2}"),
    re.compile(r"([0-9]{3})(?:\b.*)?"),
)
_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT, _DIGITS_OF_ACCOUNT = 10, 20, 8
_VAT = re.compile(r"FR[0-9A-Z]{2}[0-9]{9}")
LONGEST_VAT = 13
_POSTAL_CODE = 5
_LONGEST_CODE = 20
_NAF = re.compile(r"[0-9]{2}\.?[0-9]{2}[A-Z]")


def sample(cells: Sequence[str]) -> Sequence[str]:
    """Give some of the cells that are not blank, from the first to the last."""
    filled = list(filter(None, cells))
    step = len(filled) // SAMPLE + 1
    return filled[::step]


def share(fits: Callable[[str], object], cells: Sequence[str]) -> float:
    """Give the share of the cells, none blank, that fit; 0 where there is none."""
    return sum(map(bool, map(fits, cells))) / len(cells) if cells else 0.0


def mostly(fits: Callable[[str], object], cells: Sequence[str], least: float) -> bool:
    """Tell whether at least this share of the cells fit, looking no further than tells."""
    fitting = len(cells)
    for cell in cells:
        if not fits(cell):
            fitting -= 1
            if fitting / len(cells) < least:
                return False
    return bool(cells)


def number(cell: str) -> str:
    """Give a cell without what a spreadsheet adds to a number that it took for a quantity."""
    if is_digits(cell):
        return cell
    text = cell.removeprefix("'")
    if text[-1:].isalpha() or text[-1:] == ".":
        text = _REGISTER.sub("", text)
    return _AFTER_THE_POINT.sub("", text) if text.endswith("0") else text


def is_siret(cell: str) -> bool:
    """Tell whether a cell is a Siret whose key holds."""
    digits = bare(number(cell))
    return len(digits) == siret.LENGTH and not siret_doubt(digits)


def siret_doubt(digits: str) -> bool:
    """Tell whether fourteen characters are no Siret, or one whose key fails."""
    try:
        return bool(siret.read(digits).warnings)
    except BadValue:
        return True


def is_siren(cell: str) -> bool:
    """Tell whether a cell is a Siren whose key holds, or the VAT number of one."""
    digits = bare(number(cell))
    if _VAT.fullmatch(digits):
        digits = digits[-siren.LENGTH :]
    return is_digits(digits) and len(digits) == siren.LENGTH and luhn.is_valid(digits)


def is_nir(cell: str) -> bool:
    """Tell whether a cell is a NIR and its key."""
    digits = compact(number(cell))
    return len(digits) == nir.LENGTH and nir.is_one(digits)


def is_account(cell: str) -> bool:
    """Tell whether a cell is a whole account number of an organisme that exists."""
    digits = bare(number(cell))
    whole = is_digits(digits) and len(digits) == numero_compte.LENGTH
    return whole and organisme(digits[:3]) is not None


PLAIN: dict[str, Callable[[str], bool]] = {
    "siret": is_siret,
    "siren": is_siren,
    "nir": is_nir,
    "numero_compte": is_account,
}
"""The numbers that a column may plainly hold, whatever it is called; the surest first."""


def place(cell: str) -> tuple[str, str]:
    """Part `09110 SAVIGNAC` into its CP and its town; an empty CP if there is none."""
    if found := _PLACE.fullmatch(cell):
        return found[1].zfill(_POSTAL_CODE), found[2]
    # Nearly all towns end with a letter, and most codes stand alone.
    ends = cell[-1:] == ")" or (cell[-1:].isdigit() and not cell.isdigit())
    found = _PLACE_BEFORE.fullmatch(cell) if ends else None
    return (found[2], found[1]) if found else ("", cell)


def _looks_like_number(shortest: int, longest: int) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        digits = bare(number(cell))
        known = is_digits(digits) and shortest <= len(digits) <= longest and not _bare_nir(digits)
        return known or bool(rounded(cell)) or bool(_VAT.fullmatch(digits))

    return fits


def _bare_nir(digits: str) -> bool:
    """Tell whether a number may be a NIR without its key: it is shown to nobody."""
    return len(digits) == nir.LENGTH - 2 and nir.is_one(digits)


def _is_nir_like(cell: str) -> bool:
    return (len(compact(number(cell))) in (13, 15) and nir.is_one(number(cell))) or is_rounded(cell)


def is_rounded(cell: str) -> bool:
    """Tell whether a spreadsheet rounded the number of a cell."""
    return bool(rounded(cell))


def _is_account_like(cell: str) -> bool:
    text = bare(number(cell))
    digits = sum(c.isdigit() for c in text)
    long_enough = _SHORTEST_ACCOUNT <= len(text) <= _LONGEST_ACCOUNT
    plain = text.isascii() and text.isalnum() and digits >= _DIGITS_OF_ACCOUNT and long_enough
    return plain or is_rounded(cell)


def _is_postal_code(cell: str) -> bool:
    digits = place(number(cell))[0] or number(cell)
    return is_digits(digits) and len(digits) in (4, 5)


def is_amount(cell: str) -> bool:
    """Tell whether a cell is an amount."""
    try:
        montant.read(cell)
    except BadValue:
        return False
    return True


def has_centimes(cell: str) -> bool:
    """Tell whether a cell is written as money is, which a rank or a code is not."""
    return bool(_CENTIMES.search(cell))


@cache
def _is_forme(word: str) -> bool:
    return word in FORMES


def is_name(cell: str) -> bool:
    """Tell whether a cell may be a name: words, which no box and no code is."""
    return is_text(cell) and box_of(cell) is None and not _CODE.fullmatch(cell)


def is_code(cell: str) -> bool:
    """Tell whether a cell is a code of the cabinet: `C0012`, hardly a word."""
    return bool(_CODE.fullmatch(cell))


def is_in_ledger(cell: str) -> bool:
    """Tell whether a cell is an account of the cabinet's books: `411DUPONT`."""
    return bool(_IN_LEDGER.fullmatch(compact(cell)))


def organisme_of(cell: str) -> str:
    """Give the code of the organisme that a cell begins with; nothing if none has it."""
    found = _ORGANISME.fullmatch(number(cell))
    return found[1] if found and organisme(found[1]) else ""


LIKE: dict[str, Callable[[str], object]] = {
    "siret": _looks_like_number(10, 14),
    "siren": _looks_like_number(5, 14),
    "nir": _is_nir_like,
    "numero_compte": _is_account_like,
    "code_postal": _is_postal_code,
    "montant": is_amount,
    "regime": regimes_of,
    "etat": etat_of,
    "civilite": lambda cell: fold(cell) in CIVILITES,
    "forme_juridique": lambda cell: _is_forme(fold(cell)),
    "services": lambda cell: not services_of(cell)[1],
    "box": lambda cell: box_of(cell) is not None,
    "nic": lambda cell: _NIC.fullmatch(number(cell)),
    "cle": lambda cell: _KEY.fullmatch(number(cell)),
    "organisme": organisme_of,
    "actif": lambda cell: box_of(cell) is not None,
    "raison_sociale": is_name,
    "nom": is_name,
    "code_dossier": lambda cell: not _is_words(cell) and not _is_naf(cell),
}
"""Whether a cell may be of a field; a field that is not here takes any text."""


def _is_words(cell: str) -> bool:
    """Tell whether a cell is a name of several words, or too long for a code."""
    return len(cell) > _LONGEST_CODE or sum(part.isalpha() for part in cell.split()) > 1


def _is_naf(cell: str) -> bool:
    return bool(_NAF.fullmatch(cell))


def is_text(cell: str) -> bool:
    """Tell whether a cell is words rather than a number."""
    return any(c.isalpha() for c in cell) and not is_rounded(cell)


def fits(champ: str, cells: Sequence[str]) -> float:
    """Give the share of cells that a field may hold; text fields take words."""
    return share(LIKE.get(champ, is_text), cells)


def plainly(cells: Sequence[str]) -> str:
    """Name the number that the cells plainly are, or nothing."""
    return next((name for name, test in PLAIN.items() if mostly(test, cells, PLAINLY)), "")
