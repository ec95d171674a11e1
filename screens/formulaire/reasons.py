"""Why a key of the form would do nothing."""

from __future__ import annotations

from models.fiche import Fiche
from models.writing.revealing import NO_NIR

WRITES = frozenset({"save", "inscrit", "modele", "add_compte", "reveal"})
"""The actions that are for who may write."""


def why_not(action: str, parameters: tuple[object, ...], fiche: Fiche | None) -> str:
    """Say why `action` would do nothing in the form of `fiche`, or of a new client (None)."""
    if action == "save" and parameters == (True,) and fiche:
        return "« Enregistrer et suivant » est pour une nouvelle inscription."
    if action == "reload" and not fiche:
        return "Rien à actualiser : ce client n'est pas encore inscrit."
    if action == "reveal" and not (fiche and fiche.nir_masque):
        return NO_NIR
    return ""


def why_no_turn(rank: int, count: int) -> str:
    """Say why there is no compte of this rank; empty if there is."""
    if count == 1:
        return "Ce client n'a qu'un compte. <.add_compte> : autre compte."
    return "" if 0 <= rank < count else "Il n'y a pas d'autre compte de ce côté."
