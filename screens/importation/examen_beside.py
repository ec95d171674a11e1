"""The line of a table under the cursor, beside the lines: what is said of it, and its cells."""

from __future__ import annotations

from models.importation.choosing.importation import Importation
from models.importation.verdicts import Examen
from models.importation.words import veiled
from screens.importation.ligne import label_in_form
from screens.importation.lignes import told_of
from screens.volet.beside import Beside
from screens.volet.drawn import NAME, DrawnRow, block, paragraph


class ExamenBeside(Beside[Examen]):
    """A line, whole; a NIR is not shown."""

    def __init__(self, importation: Importation) -> None:
        super().__init__()
        self._importation = importation

    def rows_of(self, one: Examen, width: int, height: int) -> list[DrawnRow]:  # noqa: ARG002
        """Give the rows that tell of a line."""
        numero = one.ligne.numero
        if numero not in self._importation.examens:
            # It was inscribed a moment ago, under the window that says so.
            return []
        cells = (
            f"{label_in_form(column)} : {veiled(cell)}"
            for _, column, cell in self._importation.fields(numero)
            if cell.strip() and column.champ != "nir"
        )
        return [
            *paragraph(f"Ligne {numero} · {one.verdict.label}", width, NAME),
            *block(told_of(self._importation, one).strip(), width),
            *block("\n".join(cells), width),
        ]
