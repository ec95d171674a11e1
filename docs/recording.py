"""The film of the README: a week of the demonstration, from a table to what is undone.

`make pictures` makes it again, the same byte for byte while the screens do not change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.film import Film, Picture
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from tests.cabinet import numero, siren
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.parts import strips_of
from tests.snapshots.state import Pasted, reach

SIZE = (80, 24)
TITLES = "Siren\tRaison sociale\tType\tN° compte\tMontant\tVille\tResponsable"
CLIENTS = {
    "ATELIER DU LAVOIR": "112,50",
    "BRASSERIE DU CANAL": "3 408,00",
    "CORDONNERIE PETIT": "96,20",
    "DROGUERIE DU MARCHÉ": "12.500",
    "ÉPICERIE NOËL": "640,75",
}
"""Fictitious, and the montant of each: one of them is doubtful."""


def _line(rank: int, name: str, montant: str) -> str:
    cells = (siren(rank), name, "Employeur", numero(rank), montant, "ALBI", "Claire Durand")
    return "\t".join(cells)


TABLE = "\n".join([TITLES, *(_line(29_000 + n, *one) for n, one in enumerate(CLIENTS.items(), 1))])
LONG, USUAL, SHORT = 3.0, 1.8, 0.5


@dataclass(frozen=True)
class Scene:
    """What is said while keys are pressed; each of them is seen for some seconds."""

    caption: str
    keys: Sequence[str]
    seconds: float = USUAL


WEEK = (
    Scene("Lundi. Le portefeuille du cabinet, avec les mots du portail.", ("",), LONG),
    Scene(
        "Un tableau collé d'Excel : chaque colonne dit comme quoi elle est lue.",
        (Pasted(TABLE),),
        LONG,
    ),
    Scene("Chaque ligne est prête, ou dit pourquoi elle ne l'est pas.", ("ctrl+s",), USUAL),
    Scene("Douze mille cinq cents, ou douze et demi ?", ("down", "down", "down"), LONG),
    Scene("Elle se corrige sur place.", ("enter", "ctrl+u", *"12500"), USUAL),
    Scene("Prête, elle aussi.", ("ctrl+s",), USUAL),
    Scene("Rien n'est écrit avant cette question.", ("ctrl+s",), LONG),
    Scene("Cinq clients inscrits, d'un geste.", ("o", "enter"), USUAL),
    Scene("Retour à la liste.", ("escape",), USUAL),
    Scene("Mardi. q : ce qu'urssaf.fr ne sait pas encore, et quoi y cliquer.", ("q",), LONG),
    Scene("Les champs, nus, dans l'ordre du portail : il reste à recopier.", ("enter",), LONG),
    Scene("^S marque le dossier fait, et ouvre le suivant.", ("ctrl+s",), USUAL),
    Scene("^S, encore.", ("ctrl+s",), USUAL),
    Scene("Retour à la file.", ("escape",), USUAL),
    Scene("Vendredi. Une erreur ? u l'annule, un autre jour aussi.", ("escape", "u"), LONG),
    Scene("Rien n'est perdu : le journal garde les deux gestes.", ("o", "enter"), USUAL),
    Scene("j : qui a fait quoi, avant, après.", ("j",), LONG),
)


def write(portefeuille: Portefeuille, path: Path) -> None:
    """Play the week on a portefeuille, and write its film."""
    path.write_text(Film(asyncio.run(_played(portefeuille))).svg(), "utf-8")


async def _played(portefeuille: Portefeuille) -> list[Picture]:
    app = Stage(EtablissementsScreen(portefeuille))
    pictures = []
    async with played(app, SIZE) as pilot:
        session = Session(app, pilot)
        for scene in WEEK:
            for rank, key in enumerate(scene.keys, 1):
                await reach(session, (key,) if key else ())
                await session.press()
                seconds = scene.seconds if rank == len(scene.keys) else SHORT
                pictures.append(Picture(scene.caption, strips_of(app.screen, None), seconds))
    return pictures
