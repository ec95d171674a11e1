"""What is said of a client of the queue before its values: what is to be done, since when."""

from __future__ import annotations

from datetime import datetime

from models.fiche import Fiche
from models.wording import count


def title_of(fiche: Fiche) -> str:
    """Say what is to be done, and for whom."""
    return f"{fiche.ecart.label} : {fiche.called}"


def described(fiche: Fiche, now: datetime, who: str = "") -> str:
    """Say since when, under which régime and dossier; and `who` else has it open, if anybody."""
    days = fiche.days_waiting(now)
    since = count(days, "jour") if days > 0 else "aujourd'hui"
    dossier = f"dossier {fiche.code_dossier}" if fiche.code_dossier else ""
    radie = "radié" if fiche.est_radie else ""
    opened = f"Ouvert aussi par {who}" if who else ""
    parts = (opened, f"À faire depuis {since}", fiche.regime.label, dossier, radie)
    return " · ".join(filter(None, parts))
