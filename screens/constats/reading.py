"""What was read of urssaf.fr in a session, and what comparing it found: no widget in sight."""

from __future__ import annotations

from models.errors import EmptyTable
from models.importation import table
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

    def add(self, grille: Grille, go_on: GoOn) -> Added:
        """Read one page more, and compare; raises EmptyTable, Abandoned, StorageFailure."""
        tableau = table.read(grille, go_on=go_on)
        alone = Releve()
        alone.add(tableau)
        if alone.is_empty:
            raise EmptyTable(NOTHING)
        added = self.releve.add(tableau)
        if added.is_news:
            # What was said to be all was not.
            self.complete = False
            self.compare()
        return added

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
