"""A window to have a table from: lines that are pasted in it, or the path of a file."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ScreenResultType
from textual.widgets import Input

from models.importation.grille import Grille
from screens.files.paths import PathRow
from screens.files.places import places_of
from screens.files.reading import NO_LINE, file_read, is_table, text_read
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.widgets.frame import TallFrame, Window
from screens.widgets.paragraph import Paragraph

PASTE_KEYS = "(clic droit dans PuTTY, Maj+Inser ou Ctrl+Maj+V ailleurs)"
NO_PATH = "Collez votre tableau, ou tapez le chemin d'un fichier."
NO_FILES = "Par SSH, les écrans ne lisent aucun fichier : collez les lignes dans cette fenêtre."


class TableWindow(Window[ScreenResultType]):
    """Reads what is pasted or named, hands it to `take`, and stays open on what it cannot read."""

    DEFAULT_CSS = """
    TableWindow {
        #fichier {
            margin: 1 0;
        }
    }
    """
    TITLE = "Lire un tableau"
    AUTO_FOCUS = "Field, FlatButton"
    BINDINGS = [
        Binding("ctrl+s,f10", "read", "Lire", id="table.read"),
        Binding("escape,f12", "give_up", "Annuler", id="table.give_up"),
    ]
    PASTE = ""
    """How to paste, and what."""
    OR_A_FILE = ""
    """What the file may be, where one may be named."""

    def compose(self) -> ComposeResult:
        """Lay out how to paste, and the path where one may be typed."""
        allowed = places_of(self.app).allowed
        with TallFrame(self.TITLE or ""):
            yield Paragraph(self.PASTE)
            if allowed:
                yield Paragraph(self.OR_A_FILE, id="fichier")
                yield PathRow("Fichier", takes_tables=True)
            with ButtonRow():
                if allowed:
                    yield FlatButton("Lire", variant="primary", id="lire")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    async def take(self, grille: Grille, text: str) -> None:
        """Do what is to be done of what was read, then leave; `text` is empty for a file."""
        raise NotImplementedError

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
        """Read a paste, and hand it on."""
        if (grille := await text_read(self, text)) is not None:
            await self.take(grille, text)

    @on(Input.Submitted)
    @on(FlatButton.Pressed, "#lire")
    @work(exclusive=True)
    async def action_read(self) -> None:
        """Read the file, and hand it on."""
        if not self.query_one(Field).value.strip():
            self.say(NO_PATH, "warning")
        elif (grille := await file_read(self, self.query_one(PathRow).path)) is not None:
            await self.take(grille, "")

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Read nothing."""
        self.dismiss(None)

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say that nothing but a paste is read where no file may be named."""
        return NO_FILES if action == "read" and not places_of(self.app).allowed else ""
