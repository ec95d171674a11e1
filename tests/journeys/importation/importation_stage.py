"""Tables that come in, for the journeys of the importation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual import events
from textual.screen import Screen

from models.importation.files.opening import read_file, read_text
from models.portefeuille import Portefeuille
from models.tables import Inscription
from screens.importation.table_screen import ImportationScreen
from tests.cabinet import numero, siren
from tests.journeys.list_stage import Session

TABLEAUX = Path(__file__).parents[2] / "data" / "tableaux"


def table(*ranks: int, montant: str = "1 234,56") -> str:
    rows = (f"{siren(n)}\t{numero(n)}\t{montant}\tCLIENT {n:03d}" for n in ranks)
    return "\r".join(("Siren\tCompte\tMontant\tNom", *rows))


def screen_of(portefeuille: Portefeuille, text: str) -> ImportationScreen:
    return ImportationScreen(portefeuille, read_text(text))


def screen_of_file(portefeuille: Portefeuille, name: str) -> ImportationScreen:
    return ImportationScreen(portefeuille, read_file(TABLEAUX / name))


async def paste(session: Session, text: str) -> None:
    await session.app.on_event(events.Paste(text))
    await session.press()


def names() -> list[str]:
    rows = Inscription.select().order_by(Inscription.cle_nom)
    return [row.raison_sociale for row in rows]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def shows(session: Session, screen: type[Screen[Any]]) -> bool:
    """Tell whether a screen is on top; a key changes it, which `isinstance` makes one forget."""
    return isinstance(session.screen, screen)
