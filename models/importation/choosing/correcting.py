"""The cells of a line as a person corrects them: those of the table, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.importation.colonne import Colonne, Colonnes, Why
from models.importation.lines import Ligne
from models.importation.table import Tableau

ALWAYS = ("siren", "numero_compte", "regime", "raison_sociale", "montant", "nir")
"""What a line may need, whether the table has a column for it or not."""
INSTEAD = {"raison_sociale": "nom"}
"""A column that says as much."""
PORTAL_TITLES = (
    ("Type", "regime"),
    ("Siren", "siren"),
    ("N° compte", "numero_compte"),
    ("Forme", "forme_juridique"),
    ("État", "etat"),
    ("Texte du portail", None),
)


@dataclass(frozen=True)
class Correction:
    """The cells of a line, and what was typed of the fields that the table lacks."""

    cells: tuple[str, ...] = field(repr=False)
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)


def lacking(colonnes: Colonnes) -> tuple[str, ...]:
    """Name the fields that a line may need, and that have no column."""
    known = {one.champ for one in colonnes.all if not one.part}
    return tuple(name for name in ALWAYS if not known & {name, INSTEAD.get(name, name)})


def widened(colonnes: Colonnes) -> Colonnes:
    """Give the columns, and after them those that they lack."""
    added = (Colonne(champ=name, why=Why.CHOISIE) for name in lacking(colonnes))
    return replace(colonnes, all=(*colonnes.all, *added))


def read_again(tableau: Tableau, numero: int, correction: Correction) -> Ligne:
    """Read a line as it was corrected.

    What was typed for a field that has a column by now goes there, where its cell is empty.
    """
    colonnes = tableau.colonnes
    width = len(colonnes.all)
    cells = [*correction.cells, *[""] * (width - len(correction.cells))][:width]
    for name, text in correction.extra.items():
        whole = [rank for rank in colonnes.ranks(name) if not colonnes.all[rank].part]
        for rank in whole[:1]:
            cells[rank] = cells[rank] or text
    cells += [correction.extra.get(name, "") for name in lacking(colonnes)]
    return tableau.corrected(numero, cells, widened(colonnes))


def tabulated(tableau: Tableau) -> Tableau:
    """Give a page of the portal as a table, whose lines have cells to be looked at, or corrected.

    Any other is given back as it is.
    """
    if not tableau.of_portal:
        return tableau
    unread = any(one.fautes for one in tableau.lignes)
    titles = PORTAL_TITLES if unread else PORTAL_TITLES[:-1]
    columns = tuple(
        Colonne(titre, champ, why=Why.CONTENU if champ else Why.ASIDE) for titre, champ in titles
    )
    lignes = tuple(
        one if one.ignoree else replace(one, cells=_cells(one)[: len(columns)])
        for one in tableau.lignes
    )
    return replace(tableau, colonnes=Colonnes(None, columns), lignes=lignes)


def _cells(ligne: Ligne) -> tuple[str, ...]:
    if not ligne.regimes:
        return ("", "", "", "", "", " ".join(filter(None, ligne.cells)))
    saisie, compte = ligne.saisie, ligne.compte
    first = (saisie.regime.label, saisie.siren, compte.numero_compte)
    return (*first, saisie.forme_juridique, compte.etat.label, "")
