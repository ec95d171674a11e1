"""The parts of a table, one below the other: other titles, and titles of groups of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.cleaning import fold
from models.importation.colonne import Colonnes
from models.importation.doubts import below_fault, ended_doubt, titles_fault
from models.importation.grille import Rangee
from models.importation.lines import Ligne
from models.importation.reading.headings import is_other_header
from models.importation.reading.no_client import GROUP, REPEATED, TOTAL, is_of_ended
from models.importation.titles import meanings
from models.importation.together.totals import Totals
from models.labels import Etat


class Sections:
    """Follows the lines of a table, in order, and says what those above change for each."""

    def __init__(self, colonnes: Colonnes, above: Sequence[Rangee]) -> None:
        """`above`: the lines before the titles, which say what the list is of."""
        self._colonnes = colonnes
        self._says_etat = bool(colonnes.ranks("etat"))
        said = [cell for row in above for cell in row.cells if cell]
        self._ended = next((cell for cell in said if is_of_ended(cell)), "")
        self._heads = {_head(row.cells) for row in above if any(row.cells)}
        self._others = 0
        self._totals = Totals()

    def place(self, ligne: Ligne) -> Ligne:
        """Give a line as it is to be taken where it stands."""
        if ligne.ignoree:
            self._follow(ligne)
            return ligne
        if not any(map(str.isdigit, _numbers(ligne))) and (taken := self._no_client(ligne)):
            return taken
        self._totals.add(ligne)
        if self._others:
            fautes = (below_fault(self._others),)
            return Ligne(ligne.numero, ligne.cells, fautes=fautes)
        if self._ended and not self._says_etat and ligne.compte.etat is Etat.ACTIF:
            return replace(ligne, doutes=(*ligne.doutes, ended_doubt(self._ended)))
        return ligne

    def _no_client(self, ligne: Ligne) -> Ligne | None:
        """Take a line that names nobody: the head of a page, titles, a total; None: a client's."""
        if ligne.fautes and _head(ligne.cells) in self._heads:
            return Ligne(ligne.numero, ligne.cells, ignoree=REPEATED)
        if is_other_header(ligne.cells):
            return self._header(ligne)
        if self._totals.is_total(ligne):
            self._totals.reset()
            return Ligne(ligne.numero, ligne.cells, ignoree=TOTAL)
        return None

    def _follow(self, ligne: Ligne) -> None:
        if ligne.ignoree == TOTAL:
            self._totals.reset()
        elif ligne.ignoree == REPEATED:
            self._others = 0
        elif ligne.ignoree == GROUP:
            word = next(filter(None, ligne.cells))
            self._ended = word if is_of_ended(word) else ""

    def _header(self, ligne: Ligne) -> Ligne:
        """Take titles: those of the table, spelled otherwise, or those of another one."""
        if self._are_the_same(ligne.cells):
            self._others = 0
            return Ligne(ligne.numero, ligne.cells, ignoree=REPEATED)
        self._others = ligne.numero
        return Ligne(ligne.numero, ligne.cells, fautes=(titles_fault(),))

    def _are_the_same(self, cells: Sequence[str]) -> bool:
        """Tell whether each of these titles may be that of the column where it stands."""
        for cell, column in zip(cells, self._colonnes.all, strict=False):
            said = {one.champ for one in meanings(cell)}
            if (said or column.champ) and cell and column.champ not in said:
                return False
        return len(cells) <= len(self._colonnes.all)


def _head(cells: Sequence[str]) -> str:
    """Give what a page of a printed list begins with, whatever its number."""
    return "".join(c for c in fold(" ".join(cells)) if not c.isdigit()).strip()


def _numbers(ligne: Ligne) -> str:
    compte, saisie = ligne.compte, ligne.saisie
    return f"{saisie.siren}{saisie.siren_societe}{compte.siret}{compte.numero_compte}"
