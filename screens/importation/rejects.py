"""The file of the lines that were not inscribed: its name, then it is written."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.errors import BadValue
from models.exportation import files
from models.importation import rejects
from models.importation.choosing.correcting import widened
from models.importation.choosing.importation import Importation
from models.wording import count
from screens.flows.gestures import REFUSED, carry_out
from screens.importation.paths import PathRow
from screens.importation.places import places_of
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Choice
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.windows.confirm import ConfirmModal

KINDS = ((".xlsx", "Excel"), (".csv", "CSV"))
WHAT = (
    "Les lignes en erreur, à vérifier ou laissées de côté, avec leur motif. Corrigez-les, puis "
    "importez ce fichier. Les numéros de sécurité sociale n'y sont pas : ils sont à ressaisir."
)
KEPT = "Le fichier est resté comme il était."


class RejetsModal(Window[str]):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    TITLE = "Écrire les rejets"
    CSS_PATH = "rejects.tcss"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "write", "Écrire", id="rejects.write"),
        Binding("escape,f12", "give_up", "Annuler", id="rejects.give_up"),
    ]

    def __init__(self, importation: Importation, day: date) -> None:
        super().__init__()
        self._importation = importation
        self._file = f"rejets-{day.isoformat()}{KINDS[0][0]}"

    def compose(self) -> ComposeResult:
        """Lay out the path, and what the file is to be."""
        first = str(places_of(self.app).folder / self._file)
        with Frame(self.TITLE):
            yield Paragraph(WHAT)
            yield PathRow("Fichier", first)
            yield Choice(KINDS, id="format")
            with ButtonRow():
                yield FlatButton("Écrire", variant="primary", id="ecrire")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @on(Choice.Changed)
    def name_otherwise(self) -> None:
        """Give the file the ending of what was chosen."""
        field = self.query_one(Field)
        known = any(field.value.lower().endswith(end) for end, _ in KINDS)
        stem = field.value.rpartition(".")[0] if known else field.value
        field.value = f"{stem}{self.query_one(Choice).value}"

    @on(Input.Submitted)
    @on(Choice.Submitted)
    @on(FlatButton.Pressed, "#ecrire")
    @work(exclusive=True)
    async def action_write(self) -> None:
        """Write the file; one that is there is replaced once the person agrees."""
        path = self.query_one(PathRow).path
        try:
            rejects.format_of(path)
            replace = await self._may_replace(path)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        if replace is None:
            return
        importation = self._importation
        left, columns = importation.left(), widened(importation.colonnes)
        write = partial(rejects.write, path, columns, left, replace=replace)
        if (done := await carry_out(self, write, long=True)) is not REFUSED:
            self.dismiss(f"Rejets écrits : {count(len(left), 'ligne')}, dans {done}")

    async def _may_replace(self, path: Path) -> bool | None:
        """Tell whether a file is to be replaced; None if it is to stay, or nothing can be known."""
        try:
            if await carry_out(self, partial(files.refuse_existing, path)) is REFUSED:
                return None
        except files.AlreadyThere as there:
            question = ConfirmModal(str(there), details=("Le remplacer ?",), kept=KEPT)
            return True if await self.app.push_screen_wait(question) else None
        return False

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Write nothing."""
        self.dismiss("")
