"""What Accueil reads of the portefeuille whenever one comes to it."""

from __future__ import annotations

from dataclasses import dataclass

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.compteurs import Compteurs
from models.search.mine import Mine
from screens.constats.compared import last_in_words

RECENT = 15
"""The last accounts that a high window shows."""


@dataclass(frozen=True)
class Morning:
    """What is held and waits, what was changed last, what one's own dossiers ask.

    `mine` is None where it was not asked for. `typed`: how many of what was typed may be resumed.
    `compared`: when all of urssaf.fr was compared, in words.
    """

    compteurs: Compteurs
    recent: tuple[Fiche, ...]
    mine: Mine | None = None
    typed: int = 0
    compared: str = ""


def read(portefeuille: Portefeuille, *, wide: bool) -> Morning:
    """Read it; what one's own dossiers ask, only where a `wide` window shows it."""
    held = portefeuille.compteurs(), portefeuille.recent(RECENT)
    if not wide:
        return Morning(*held)
    typed = len(portefeuille.brouillons.interrupted())
    return Morning(*held, portefeuille.mine(), typed, last_in_words(portefeuille))
