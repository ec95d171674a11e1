"""A table as lines of clients: its columns understood, or the portal's own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.identifiers.reading import bare
from models.importation import portal_page
from models.importation.colonne import Colonnes
from models.importation.columns import understand
from models.importation.doubts import Fault, turned_fault
from models.importation.grille import Grille, cell_at
from models.importation.lines import Ligne, Reader
from models.importation.reading.headings import is_turned
from models.importation.reading.no_client import BLANK
from models.importation.reading.spelling import respelled
from models.importation.together.merged import doubt_merged
from models.importation.together.sections import Sections
from models.labels import Regime
from models.long_work import GoOn, not_looked_through, slices, to_the_end
from models.wording import count

SIRENS_THERE = "un Siren dans la colonne du Siret : lu comme tel."


@dataclass(frozen=True)
class Tableau:
    """What was read: each line below the titles once, and what each column was understood as.

    `of_portal`: it is a page of the portal, which has neither titles nor columns.
    """

    grille: Grille = field(repr=False)
    colonnes: Colonnes
    lignes: tuple[Ligne, ...]
    regime: Regime | None = None
    of_portal: bool = False

    @property
    def has_proofs(self) -> bool:
        """Whether the table holds what the fiche asks for to inscribe: montant or NIR."""
        return any(one.champ in ("montant", "nir") for one in self.colonnes.all)

    @property
    def remarques(self) -> tuple[str, ...]:
        """What is to be known of how it was read: none repeats a cell."""
        ranks = [n for n in self.colonnes.ranks("siret") if not self.colonnes.all[n].part]
        lines = sum(_has_siren_there(one, rank) for one in self.lignes for rank in ranks)
        found = f"{count(lines, 'ligne a', 'lignes ont')} {SIRENS_THERE}" if lines else ""
        return (*self.grille.remarques, *filter(None, [found]))

    def corrected(self, numero: int, cells: Iterable[str], colonnes: Colonnes) -> Ligne:
        """Read a line again, its cells corrected, under these columns."""
        return Reader(colonnes, self.regime).read(numero, tuple(cells))


def _has_siren_there(ligne: Ligne, rank: int) -> bool:
    """Tell whether the Siren of a line stands in this column, of the Siret, which has none."""
    own = bare(ligne.saisie.siren or ligne.saisie.siren_societe)
    cell = cell_at(ligne.cells, rank)
    return bool(own and cell) and not ligne.compte.siret and own in bare(cell)


@not_looked_through(kept=True)
def read(
    grille: Grille,
    *,
    chosen: Mapping[str, str] | None = None,
    regime: Regime | None = None,
    go_on: GoOn = to_the_end,
) -> Tableau:
    """Understand a table; `regime` is that of the lines that do not say theirs.

    `chosen` has the field of the columns that a person spoke of, by their titles. BadValue for
    one that is not there; raises Abandoned.
    """
    if not chosen and portal_page.is_portal_page(grille):
        return _portal(grille, regime)
    grille = respelled(grille)
    if not chosen and is_turned(grille):
        return _turned(grille, regime)
    colonnes = understand(grille, chosen)
    reader = Reader(colonnes, regime)
    below = colonnes.titres_ligne or 0
    rows = [row for row in grille.rangees if row.numero > below]
    above = [row for row in grille.rangees if row.numero < below]
    sections = Sections(colonnes, above)
    lignes = [sections.place(reader.read(row.numero, row.cells))
              for some in slices(rows, go_on) for row in some]  # fmt: skip
    return Tableau(grille, colonnes, tuple(doubt_merged(colonnes, lignes)), regime)


def _turned(grille: Grille, regime: Regime | None) -> Tableau:
    lignes = [
        Ligne(row.numero, row.cells, fautes=(turned_fault(),))
        if row.cells
        else Ligne(row.numero, row.cells, ignoree=BLANK)
        for row in grille.rangees
    ]
    return Tableau(grille, Colonnes(None, ()), tuple(lignes), regime)


def _portal(grille: Grille, regime: Regime | None) -> Tableau:
    colonnes = Colonnes(None, ())
    reader = Reader(colonnes, regime)
    cells = {row.numero: row.cells for row in grille.rangees}
    lignes = []
    for one in portal_page.read(grille):
        if one.found:
            lignes.append(reader.of_found(one.numero, cells[one.numero], one.found))
        elif one.faute:
            fautes = (Fault(None, one.faute),)
            lignes.append(Ligne(one.numero, cells[one.numero], fautes=fautes))
        else:
            lignes.append(Ligne(one.numero, cells[one.numero], ignoree=one.ignoree))
    return Tableau(grille, colonnes, tuple(lignes), regime, of_portal=True)
