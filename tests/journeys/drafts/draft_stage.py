"""What several journeys do with what is typed: a cut, and the next sign-in."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.importation.files.opening import read_text
from models.labels import Service
from models.portefeuille import Portefeuille
from models.tables import Brouillon
from screens.accueil import AccueilScreen
from screens.importation.table_screen import ImportationScreen
from screens.windows.reprise import RepriseModal
from tests.cabinet import numero, siren
from tests.journeys.form_stage import fill
from tests.journeys.list_stage import Session, Steps, play

ROWS = (f"{siren(n)}\t{numero(n)}\t{100 * n}\tCLIENT {n}" for n in (1, 2, 3))
LINES = "\n".join(("Siren\tCompte\tMontant\tNom", *ROWS)).replace(siren(2), "123456789")
BOXES = frozenset({Service.DPAE, Service.SITUATION})


def kept() -> int:
    return Brouillon.select().count()


def nothing_kept() -> bool:
    return kept() == 0


def cut(screen: Screen[Any], steps: Steps) -> None:
    """Type on a screen until the line is cut."""
    play(screen, steps)
    assert kept() == 1


def back(inside: Portefeuille, steps: Steps) -> None:
    """Sign in again."""
    play(AccueilScreen(inside), steps)


def offered(session: Session) -> bool:
    return isinstance(session.screen, RepriseModal)


async def not_offered(session: Session) -> None:
    assert isinstance(session.screen, AccueilScreen)


async def type_form_a(session: Session) -> None:
    await fill(session, [("montant", "12,50"), ("numero_compte", numero(1)), ("ville", "ALBI")])


async def tick(session: Session) -> None:
    await session.press("1", "6")


def table(inside: Portefeuille) -> ImportationScreen:
    """Give a table of three lines, of which the second is doubtful."""
    return ImportationScreen(inside, read_text(LINES))
