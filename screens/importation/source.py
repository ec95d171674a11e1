"""Where a table to import comes from: pasted here, or in a file."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.importation.grille import Grille
from models.portefeuille import Portefeuille
from screens.files.reading import text_read
from screens.files.table_window import PASTE_KEYS, TableWindow
from screens.importation.table_screen import ImportationScreen
from screens.widgets.answering_screen import AnsweringScreen


async def import_text(
    screen: AnsweringScreen[Any], portefeuille: Portefeuille, text: str
) -> str:  # fmt: skip
    """Read a paste and open it; gives what is to be said."""
    grille = await text_read(screen, text)
    return (await opened(screen, portefeuille, grille) if grille else None) or ""


async def opened(screen: Screen[Any], portefeuille: Portefeuille, grille: Grille) -> str | None:
    """Open a table; gives what is to be said once one is back, None if it was not understood."""
    return await screen.app.push_screen_wait(ImportationScreen(portefeuille, grille))


class SourceModal(TableWindow[str]):
    """Gives what is to be said of what was inscribed; empty if nothing was."""

    TITLE = "Importer"
    PASTE = (
        "Collez ici les lignes de votre tableur, ou les pages de votre liste sur urssaf.fr "
        f"{PASTE_KEYS}.\n\n"
        "Une ligne par client, les colonnes dans n'importe quel ordre ; une ligne de titres aide à "
        "les reconnaître."
    )
    OR_A_FILE = "Ou le chemin d'un fichier : .xlsx, .xls, .ods, .csv, .tsv ou .txt (Tab complète)."

    def __init__(self, portefeuille: Portefeuille) -> None:
        super().__init__()
        self._portefeuille = portefeuille

    async def take(self, grille: Grille, text: str) -> None:  # noqa: ARG002
        """Open the table, and leave once one is back; what was typed stays if it is no table."""
        if (said := await opened(self, self._portefeuille, grille)) is not None:
            self.dismiss(said)
