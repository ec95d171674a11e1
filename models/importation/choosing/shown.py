"""What is shown of a table: examples of its cells, the number of a line; never a NIR."""

from __future__ import annotations

from contextlib import suppress

from models.errors import BadValue
from models.identifiers import numero_compte, siren
from models.importation.table import Tableau
from models.importation.verdicts import Examen
from models.importation.words import VEIL, veiled
from models.labels import Regime

EXAMPLES = 3
"""Cells of a column that are shown."""
LONGEST = 40
"""Characters of each."""
SHORT_REGIMES = {
    Regime.GENERAL: "Employeur",
    Regime.ARTISAN_COMMERCANT: "Artisan",
    Regime.PROFESSION_LIBERALE: "Libéral",
    Regime.GERANT_MAJORITAIRE: "Gérant",
}


def examples(tableau: Tableau, rank: int, longest: int = LONGEST) -> str:
    """Give the first cells of a column that differ; nothing of one that holds NIRs."""
    column = tableau.colonnes.all[rank]
    if "nir" in (column.champ, column.looks):
        return VEIL
    found: dict[str, None] = {}
    for ligne in tableau.lignes:
        if not ligne.ignoree and rank < len(ligne.cells) and ligne.cells[rank]:
            found[veiled(ligne.cells[rank])] = None
            if len(found) == EXAMPLES:
                break
    return " · ".join(one if len(one) <= longest else f"{one[: longest - 1]}…" for one in found)


def number_shown(examen: Examen) -> str:
    """Give the Siren of a line, else its account number, laid out when it can be read."""
    ligne = examen.ligne
    if ligne.ignoree:
        return ""
    first = ligne.saisie.siren or ligne.saisie.siren_societe
    number = first if ligne.saisie.siren else ligne.compte.numero_compte or first
    if veiled(number) != number:
        return VEIL
    with suppress(BadValue):
        if number and number == ligne.saisie.siren:
            return siren.show(siren.read(number).value)
        return numero_compte.show(numero_compte.read(number).value)
    return number


def type_shown(examen: Examen) -> str:
    """Give the type of client of a line, in a word; a question mark if it is still to be said."""
    if examen.ligne.ignoree:
        return ""
    (regime, *others) = examen.ligne.regimes or (None,)
    return "?" if others or regime is None else SHORT_REGIMES[regime]


def name_shown(examen: Examen) -> str:
    """Give the name of a line: of one that is no client, what it says."""
    if examen.ligne.ignoree:
        filled = [one for one in examen.ligne.cells if one]
        return veiled(" ".join(filled))
    return veiled(examen.ligne.saisie.raison_sociale)
