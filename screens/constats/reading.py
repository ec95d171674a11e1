"""What was read of urssaf.fr in a session, and what comparing it found: no widget in sight."""

from __future__ import annotations

import csv
from io import StringIO

from models.brouillons.pages import PagesRead
from models.errors import EmptyTable
from models.importation import table
from models.importation.files.opening import read_text
from models.importation.grille import Grille
from models.long_work import GoOn
from models.portefeuille import Portefeuille
from models.rapprochement.comparing import Rapprochement, compare
from models.rapprochement.releve import Added, Releve
from models.search.here import Here

NOTHING = (
    "Rien à comparer dans ce texte : ni page du portail, ni tableau avec une colonne Siren. "
    "Copiez la page « Gérer les établissements » en entier."
)


class Reading:
    """Pages that add up, and the portefeuille as it was read beside them."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self.releve = Releve()
        self.texts: tuple[str, ...] = ()
        self.complete = False
        self.found: Rapprochement | None = None
        self._here: tuple[Here, ...] | None = None

    def add(self, grille: Grille, go_on: GoOn, *, text: str = "") -> Added:
        """Read one page more, and compare; raises EmptyTable, Abandoned, StorageFailure.

        `text` is what was pasted, if it was.
        """
        tableau = table.read(grille, go_on=go_on)
        alone = Releve()
        alone.add(tableau)
        if alone.is_empty:
            raise EmptyTable(NOTHING)
        added = self.releve.add(tableau)
        if added.is_news:
            self.texts += (text or text_of(grille),)
            # What was said to be all was not.
            self.complete = False
            self.compare()
        return added

    def resume(self, kept: PagesRead, go_on: GoOn) -> Rapprochement | None:
        """Read again what was read before a cut."""
        for text in kept.texts:
            self.releve.add(table.read(read_text(text), go_on=go_on))
        self.texts, self.complete = kept.texts, kept.complete
        return self.compare() if self.texts else None

    @property
    def kept(self) -> PagesRead | None:
        """Give what is to be kept in case the line is cut; None where nothing was read."""
        return PagesRead(self.texts, self.complete) if self.texts else None

    def compare(self) -> Rapprochement:
        """Compare what was read with the portefeuille, as it was read last."""
        if self._here is None:
            self._here = self._portefeuille.here()
        self.found = compare(self._here, self.releve, complete=self.complete)
        return self.found

    def compare_afresh(self) -> Rapprochement:
        """Read the portefeuille again, and compare."""
        self._here = None
        return self.compare()

    def forget(self) -> None:
        """Begin again: nothing was read."""
        self.releve, self.texts, self.found = Releve(), (), None
        self.complete = False


def text_of(grille: Grille) -> str:
    """Write a table as somebody would have pasted it, each line at its place."""
    written = StringIO()
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    last = 0
    for rangee in grille.rangees:
        written.write("\n" * (rangee.numero - 1 - last))
        # A tab on each line tells that they are what parts the cells.
        writer.writerow([*rangee.cells, *[""] * (2 - len(rangee.cells))])
        last = rangee.numero
    return written.getvalue()
