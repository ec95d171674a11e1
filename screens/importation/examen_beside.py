"""The line of a table under the cursor, beside the lines: what is said of it, and its cells."""

from __future__ import annotations

from models.importation.choosing.importation import Importation
from models.importation.verdicts import Examen
from models.importation.words import veiled
from screens.importation.ligne import label_in_form
from screens.importation.lignes import told_of
from screens.widgets.beside import FROM, Beside


class ExamenBeside(Beside):
    """A line, whole; a NIR is not shown."""

    def __init__(self, importation: Importation) -> None:
        super().__init__()
        self._importation = importation

    def show(self, examen: Examen | None) -> None:
        """Tell of a line, if the window has room for it."""
        if self.screen.size.width < FROM:
            return
        if examen is None:
            self.tell()
            return
        numero = examen.ligne.numero
        cells = (
            f"{label_in_form(column)} : {veiled(cell)}"
            for _, column, cell in self._importation.fields(numero)
            if cell.strip() and column.champ != "nir"
        )
        told = told_of(self._importation, examen).strip()
        self.tell(f"Ligne {numero} · {examen.verdict.label}", told, "\n".join(cells))
