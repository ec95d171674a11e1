"""What narrows the journal, in words."""

from __future__ import annotations

from models.journal.days import show_day
from models.journal.lines import Filtre
from models.journal.verbs import title_of


def filter_in_words(filtre: Filtre) -> str:
    """Say what is chosen: « Claire Durand, Services, depuis le 12/06/2025 »; empty if nothing."""
    who = filtre.auteur.nom if filtre.auteur else ""
    verbe = title_of(filtre.verbe) if filtre.verbe else ""
    since = f"depuis le {show_day(filtre.depuis)}" if filtre.depuis else ""
    until = f"jusqu'au {show_day(filtre.jusqu_a)}" if filtre.jusqu_a else ""
    return ", ".join(filter(None, (who, verbe, since, until)))
