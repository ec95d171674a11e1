"""When a person last said that all of urssaf.fr was compared: Accueil tells it."""

from __future__ import annotations

from datetime import date

from models.portefeuille import Portefeuille

NAME = "rapprochement"
"""Of the preference that keeps the day."""


def remember_today(portefeuille: Portefeuille) -> None:
    """Keep that it was today."""
    portefeuille.remember(NAME, portefeuille.now.astimezone().date().isoformat())


def last_in_words(portefeuille: Portefeuille) -> str:
    """Say when it was; empty if it never was, or cannot be read."""
    try:
        day = date.fromisoformat(portefeuille.preference(NAME) or "")
    except ValueError:
        return ""
    return f"rapproché le {day:%d/%m/%Y}"
