"""A file to compare with the portefeuille, or a page pasted where its path is asked."""

from __future__ import annotations

from typing import NamedTuple

from models.importation.grille import Grille
from screens.files.table_window import PASTE_KEYS, TableWindow


class Page(NamedTuple):
    """What was read, and the text that was pasted; empty for a file."""

    grille: Grille
    text: str


class FichierModal(TableWindow[Page | None]):
    """Gives what was read; None if the person gives up."""

    TITLE = "Lire un fichier"
    PASTE = f"Collez ici une page de votre liste sur urssaf.fr {PASTE_KEYS}."
    OR_A_FILE = (
        "Ou le chemin d'un fichier : pages du portail enregistrées en texte, ou tableau "
        "(.xlsx, .xls, .ods, .csv, .txt). Tab complète."
    )

    async def take(self, grille: Grille, text: str) -> None:
        """Give it."""
        self.dismiss(Page(grille, text))
