"""Liste à pointer: what is to be done on urssaf.fr, written in a file to be printed or kept."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from models.bordereau import lines, writing
from models.bordereau.lines import Bordereau
from models.long_work import NOTHING_WRITTEN, GoOn
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.wording import count
from screens.files.file_window import FileWindow
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_long

WHAT = "Une ligne par compte, avec une case à cocher à la main. Sans numéro de sécurité sociale."


class BordereauModal(FileWindow):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    TITLE = "Liste à pointer"
    KINDS = ((".txt", "Texte, à imprimer"), (".csv", "CSV"), (".xlsx", "Excel"))

    def __init__(
        self, portefeuille: Portefeuille, criteres: Criteres, number: int, day: date
    ) -> None:
        super().__init__(WHAT, f"a-faire-{day.isoformat()}")
        self._portefeuille = portefeuille
        self._criteres = criteres
        self._number = number

    def refuse_name(self, path: Path) -> None:
        """Raise BadValue for a name that tells no kind."""
        writing.format_of(path)

    async def write(self, path: Path, *, replace: bool) -> str:
        """Read the list, then write it."""
        if (bordereau := await self._read()) is None:
            return ""
        write = partial(writing.write, bordereau, path, replace=replace)
        if (done := await carry_out(self, write, long=True)) is REFUSED:
            return ""
        return f"Liste à pointer écrite : {count(len(bordereau.fiches), 'compte')}, dans {done}"

    async def _read(self) -> Bordereau | None:
        def read(go_on: GoOn) -> Bordereau:
            return lines.read(self._portefeuille, self._criteres, go_on)

        return await carry_out_long(
            self, read, "Lecture de la liste", self._number, NOTHING_WRITTEN
        )
