"""The client under the cursor of the queue, beside it: what one will type on urssaf.fr."""

from __future__ import annotations

from models.fiche import Fiche
from models.labels import ToDo
from models.portefeuille import Portefeuille
from screens.ecarts.bare_values import bare_values
from screens.ecarts.fiche_words import described, title_of
from screens.flows.reporting import report_in_words
from screens.liste.fiche_beside import FicheBeside


class QueueBeside(FicheBeside):
    """Its values bare, as Entrée gives them one by one; a NIR stays masked."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__()
        self._portefeuille = portefeuille

    def tell_of(self, fiche: Fiche) -> None:
        """Tell what is to be typed for it, or that nothing is any more."""
        if fiche.ecart is ToDo.AUCUN:
            self.tell(fiche.called, report_in_words(fiche))
            return
        values = (f"{line.label}\n{line.value}" for line in bare_values(fiche))
        self.tell(title_of(fiche), described(fiche, self._portefeuille.now), *values)
