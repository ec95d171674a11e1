"""Liste à pointer: what is to be done on urssaf.fr, written in a file to be printed or kept."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.bordereau import lines, writing
from models.bordereau.lines import Bordereau
from models.errors import BadValue
from models.long_work import GoOn
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.wording import count
from screens.flows.files import LONGEST, may_replace, with_ending
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_long
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Choice
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph

KINDS = ((".txt", "Texte, à imprimer"), (".csv", "CSV"), (".xlsx", "Excel"))
WHAT = "Une ligne par compte, avec une case à cocher à la main. Sans numéro de sécurité sociale."


class BordereauModal(Window[str]):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    TITLE = "Liste à pointer"
    CSS_PATH = "bordereau.tcss"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "write", "Écrire", id="bordereau.write"),
        Binding("escape,f12", "give_up", "Annuler", id="bordereau.give_up"),
    ]

    def __init__(
        self, portefeuille: Portefeuille, criteres: Criteres, number: int, day: date
    ) -> None:
        super().__init__()
        self._portefeuille = portefeuille
        self._criteres = criteres
        self._number = number
        self._first = f"~/a-faire-{day.isoformat()}{KINDS[0][0]}"

    def compose(self) -> ComposeResult:
        """Lay out the path, and what the file is to be."""
        with Frame(self.TITLE):
            yield Paragraph(WHAT)
            yield FieldRow("Fichier", Field(value=self._first, max_length=LONGEST), id="chemin")
            yield Choice(KINDS, id="format")
            with ButtonRow():
                yield FlatButton("Écrire", variant="primary", id="ecrire")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @on(Choice.Changed)
    def name_otherwise(self) -> None:
        """Give the file the ending of what was chosen."""
        field = self.query_one(Field)
        ending = self.query_one(Choice).value
        field.value = with_ending(field.value, ending, (end for end, _ in KINDS))

    @on(Input.Submitted)
    @on(Choice.Submitted)
    @on(FlatButton.Pressed, "#ecrire")
    @work(exclusive=True)
    async def action_write(self) -> None:
        """Write the file; one that is there is replaced once the person agrees."""
        path = Path(self.query_one(Field).value.strip())
        try:
            writing.format_of(path)
            replace = await may_replace(self, path)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        if replace is None or (bordereau := await self._read()) is None:
            return
        done = await carry_out(
            self, partial(writing.write, bordereau, path, replace=replace), long=True
        )
        if done is not REFUSED:
            rows = count(len(bordereau.fiches), "compte")
            self.dismiss(f"Liste à pointer écrite : {rows}, dans {done}")

    async def _read(self) -> Bordereau | None:
        def read(go_on: GoOn) -> Bordereau:
            return lines.read(self._portefeuille, self._criteres, go_on)

        return await carry_out_long(self, read, "Lecture de la liste", self._number)

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Write nothing."""
        self.dismiss("")
