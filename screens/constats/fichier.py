"""A file to compare with the portefeuille, or a page pasted where its path is asked."""

from __future__ import annotations

from models.importation.grille import Grille
from models.rapprochement.releve import Added
from screens.constats.reading import Reading
from screens.constats.taking import take_table
from screens.files.table_window import PASTE_KEYS, TableWindow


class FichierModal(TableWindow[Added | None]):
    """Adds what was read to a rapprochement, and gives it; None if the person gives up."""

    TITLE = "Comparer avec urssaf.fr"
    PASTE = f"Collez ici une page de votre liste sur urssaf.fr {PASTE_KEYS}."
    OR_A_FILE = (
        "Ou le chemin d'un fichier : pages du portail enregistrées en texte, ou tableau "
        "(.xlsx, .xls, .ods, .csv, .txt). Tab complète."
    )

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    async def take(self, grille: Grille, text: str) -> None:
        """Compare it, then leave; what was typed stays where there is nothing to compare in it."""
        if added := await take_table(self, self._reading, grille, text):
            self.dismiss(added)
