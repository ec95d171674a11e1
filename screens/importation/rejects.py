"""The file of the lines that were not inscribed: its name, then it is written."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from models.importation import rejects
from models.importation.choosing.correcting import widened
from models.importation.choosing.importation import Importation
from models.wording import count
from screens.files.file_window import FileWindow
from screens.flows.gestures import REFUSED, carry_out

WHAT = (
    "Les lignes en erreur, à vérifier ou laissées de côté, avec leur motif. Corrigez-les, puis "
    "importez ce fichier. Les numéros de sécurité sociale n'y sont pas : ils sont à ressaisir."
)


class RejetsModal(FileWindow):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    TITLE = "Écrire les rejets"
    KINDS = ((".xlsx", "Excel"), (".csv", "CSV"))

    def __init__(self, importation: Importation, day: date) -> None:
        super().__init__(WHAT, f"rejets-{day.isoformat()}")
        self._importation = importation

    def refuse_name(self, path: Path) -> None:
        """Raise BadValue for a name that tells no kind."""
        rejects.format_of(path)

    async def write(self, path: Path, *, replace: bool) -> str:
        """Write what is left."""
        left, columns = self._importation.left(), widened(self._importation.colonnes)
        write = partial(rejects.write, path, columns, left, replace=replace)
        if (done := await carry_out(self, write, long=True)) is REFUSED:
            return ""
        return f"Rejets écrits : {count(len(left), 'ligne')}, dans {done}"
