"""A paste after another: its lines are added, where it is plainly the same table."""

from __future__ import annotations

from dataclasses import replace

from models.cleaning import fold
from models.errors import BadValue
from models.importation.colonne import Colonnes
from models.importation.columns import understand
from models.importation.grille import Grille, Rangee
from models.importation.portal_page import is_portal_page
from models.importation.table import Tableau

NO_PROOF = (None, "raison_sociale")
"""What words alone may be taken for: the column that is here says better."""
ANOTHER = (
    "Ce qui vient d'être collé n'a pas les mêmes colonnes que le tableau qui est ici. "
    "Terminez d'abord celui-ci, ou abandonnez-le (Échap)."
)


def appended(grille: Grille, tableau: Tableau | None, more: Grille) -> Grille:
    """Give a grid with the lines of another, numbered after its own; BadValue if they differ."""
    if tableau is not None and not _is_alike(tableau, more):
        raise BadValue(ANOTHER)
    last = grille.rangees[-1].numero if grille.rangees else 0
    added = tuple(Rangee(last + one.numero, one.cells) for one in more.rangees)
    remarques = dict.fromkeys((*grille.remarques, *more.remarques))
    return replace(grille, rangees=(*grille.rangees, *added), remarques=tuple(remarques))


def _is_alike(tableau: Tableau, more: Grille) -> bool:
    """Tell whether a grid has the columns of a table, in the same places."""
    if is_portal_page(more) or tableau.of_portal:
        return is_portal_page(more) and tableau.of_portal
    there = understand(more)
    if there.titres:
        return _folded(there) == _folded(tableau.colonnes)
    if len(there.all) != len(tableau.colonnes.all):
        return False
    pairs = zip(there.all, tableau.colonnes.all, strict=True)
    return all(one.champ in (*NO_PROOF, other.champ) for one, other in pairs)


def _folded(colonnes: Colonnes) -> list[str]:
    """Give the titles, without the blank ones that end them."""
    titres = [fold(one) for one in colonnes.titres]
    while titres and not titres[-1]:
        titres.pop()
    return titres
