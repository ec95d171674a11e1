"""Where a table comes from: pasted here, or in a file."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.importation.grille import Grille
from models.portefeuille import Portefeuille
from screens.importation.paths import PathRow
from screens.importation.places import places_of
from screens.importation.reading import NO_LINE, file_read, is_table, text_read
from screens.importation.table_screen import ImportationScreen
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph

PASTE = (
    "Collez ici les lignes de votre tableur, ou les pages de votre liste sur urssaf.fr "
    "(clic droit dans PuTTY, Maj+Inser ou Ctrl+Maj+V ailleurs).\n\n"
    "Une ligne par client, les colonnes dans n'importe quel ordre ; une ligne de titres aide à "
    "les reconnaître."
)
OR_A_FILE = "Ou le chemin d'un fichier : .xlsx, .xls, .ods, .csv, .tsv ou .txt (Tab complète)."
NO_PATH = "Collez votre tableau, ou tapez le chemin d'un fichier."


async def import_grille(
    screen: AnsweringScreen[Any], portefeuille: Portefeuille, grille: Grille | None
) -> str:
    """Open what was read, if anything was; gives what is to be said of what became of it."""
    if grille is None:
        return ""
    return await screen.app.push_screen_wait(ImportationScreen(portefeuille, grille))


async def import_text(
    screen: AnsweringScreen[Any], portefeuille: Portefeuille, text: str
) -> str:  # fmt: skip
    """Read a paste and open it; gives what is to be said."""
    return await import_grille(screen, portefeuille, await text_read(screen, text))


class SourceModal(Window[str]):
    """Gives what is to be said of what was inscribed; empty if nothing was."""

    TITLE = "Importer"
    CSS_PATH = "source.tcss"
    AUTO_FOCUS = "Field, FlatButton"
    BINDINGS = [
        Binding("ctrl+s,f10", "read", "Lire", id="source.read"),
        Binding("escape,f12", "give_up", "Annuler", id="source.give_up"),
    ]

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__()
        self._portefeuille = portefeuille

    def compose(self) -> ComposeResult:
        """Lay out how to paste, and the path where one may be typed."""
        allowed = places_of(self.app).allowed
        with Frame(self.TITLE):
            yield Paragraph(PASTE)
            if allowed:
                yield Paragraph(OR_A_FILE, id="fichier")
                yield PathRow("Fichier", takes_tables=True)
            with ButtonRow():
                if allowed:
                    yield FlatButton("Lire", variant="primary", id="lire")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @on(Field.Table)
    async def take_table(self, event: Field.Table) -> None:
        """Take the lines pasted in the field."""
        event.stop()
        await self.take_text(event.text)

    async def take_text(self, text: str) -> None:
        """Read the lines pasted here."""
        if is_table(text):
            self.read_text(text)
        else:
            self.say(NO_LINE, "error")

    @work(exclusive=True)
    async def read_text(self, text: str) -> None:
        """Read a paste, and open it."""
        await self._open(await text_read(self, text))

    @on(Input.Submitted)
    @on(FlatButton.Pressed, "#lire")
    @work(exclusive=True)
    async def action_read(self) -> None:
        """Read the file, and open it."""
        rows = self.query(PathRow)
        if not rows or not self.query_one(Field).value.strip():
            self.say(NO_PATH, "warning")
            return
        await self._open(await file_read(self, rows.first().path))

    async def _open(self, grille: Grille | None) -> None:
        """Open what was read, and leave once one is back."""
        if grille is not None:
            self.dismiss(await import_grille(self, self._portefeuille, grille))

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Import nothing."""
        self.dismiss("")
