"""The client under the cursor of the queue, beside it: what one will type on urssaf.fr."""

from __future__ import annotations

from models.fiche import Fiche
from models.labels import ToDo
from models.portefeuille import Portefeuille
from screens.ecarts.bare_values import bare_values
from screens.ecarts.fiche_words import described, title_of
from screens.flows.reporting import report_in_words
from screens.volet.beside import Beside
from screens.volet.drawn import MUTED, NAME, DrawnRow, block, paragraph


class QueueBeside(Beside[Fiche]):
    """Its values bare, as Entrée gives them one by one; a NIR stays masked."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__()
        self._portefeuille = portefeuille

    def rows_of(self, one: Fiche, width: int, height: int) -> list[DrawnRow]:  # noqa: ARG002
        """Give the rows of what is to be typed for it, or that nothing is any more."""
        if one.ecart is ToDo.AUCUN:
            return [*paragraph(one.called, width, NAME), *block(report_in_words(one), width)]
        rows = paragraph(title_of(one), width, NAME)
        rows += paragraph(described(one, self._portefeuille.now), width, MUTED)
        for line in bare_values(one):
            rows += block(line.value, width, heading=line.label)
        return rows
