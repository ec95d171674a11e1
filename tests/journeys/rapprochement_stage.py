"""A rapprochement that somebody makes: what is pasted, and whom urssaf.fr has."""

from __future__ import annotations

from textual import events

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from tests.cabinet import employeur
from tests.journeys.list_stage import Session


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


async def paste(session: Session, text: str) -> None:
    await session.app.on_event(events.Paste(text))
    await session.press()


def known(inside: Portefeuille, *ranks: int) -> list[Fiche]:
    """Inscribe employers that urssaf.fr has."""
    return [inside.enroll(employeur(rank, deja_inscrit=True)) for rank in ranks]
