"""Where the fields of a client stand in the form of each régime, and how wide they are.

In 80×24 the last boxes are behind F8: with whole labels they take 12 rows, the fields 8 at least
and what surrounds them 6, without one blank row between proofs, identity and boxes.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.champs import COMPTE, FIELDS
from models.labels import Regime

AIR: tuple[str, ...] = ()
"""A blank row, between what proves who the client is and what is known of it."""

_NAME = (AIR, ("raison_sociale",), ("civilite", "forme_juridique"))
_REST = (("code_postal", "ville"), ("etat",), ("code_dossier", "responsable"), ("note",), AIR)
_EMPLOYEUR = (("montant",), ("numero_compte", "siret"), *_NAME, *_REST)
_INDEPENDANT = (("nir",), ("numero_compte", "siret"), ("regime",), *_NAME, *_REST)
_GERANT = (("numero_compte",), *_NAME, ("siren_societe", "siret"), *_REST)
ROWS = {
    Regime.GENERAL: _EMPLOYEUR,
    Regime.ARTISAN_COMMERCANT: _INDEPENDANT,
    Regime.PROFESSION_LIBERALE: _INDEPENDANT,
    Regime.GERANT_MAJORITAIRE: _GERANT,
}
WIDTHS = {
    "montant": 16,
    "nir": 27,
    "numero_compte": 22,
    "siren_societe": 14,
    "siret": 20,
    "code_postal": 8,
    "forme_juridique": 9,
    "code_dossier": 12,
}
"""The cells of a field, its two bars included; the others take what is left of their row."""

PLACEHOLDERS = {"siren_societe": "facultatif"}
"""What an empty field says of itself."""

CHOSEN = frozenset(name for name, champ in FIELDS.items() if champ.kind is None) | {"civilite"}
"""What is chosen in the form; the others are typed."""


def typed_in(regime: Regime) -> list[str]:
    """Name the fields that are typed in the form of `regime`, in its order."""
    return [name for row in ROWS[regime] for name in row if name not in CHOSEN]


def path_of(name: str, rank: int) -> str:
    """Give the path of a field, as in Controle: `montant`, `comptes.0.siret`."""
    return f"comptes.{rank}.{name}" if name in COMPTE else name


def split(path: str) -> tuple[int, str]:
    """Split `comptes.1.siret` in 1 and `siret`; the fields of the client come first."""
    owner, _, name = path.rpartition(".")
    return (int(owner.partition(".")[2]) if owner else 0), name


def in_order(paths: Iterable[str], names: list[str]) -> list[str]:
    """Sort paths as the form goes, whose fields are `names`: one compte after the other."""

    def place(path: str) -> tuple[int, int]:
        rank, name = split(path)
        return rank, names.index(name) if name in names else -1

    return sorted(paths, key=place)
