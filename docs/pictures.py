"""The pictures of the README and of the guide, from the demonstration portefeuille.

`make pictures` writes them again, the same byte for byte while the screens do not change.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.screen import Screen

from docs import recording
from models.demo import seeding
from models.demo.names import TOUR_COMPTE, TOUR_SIREN
from models.labels import Etat, Regime
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.storage.opening import close_database, open_database
from screens.access.login import LoginScreen
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.reglages import ReglagesScreen
from tests.cabinet import open_portefeuille
from tests.journeys.doors import PretendDoor
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tui.app import Display
from tui.terminal.colours import Colours

IMAGES = Path(__file__).parent / "images"
FILM = "semaine"
SIZE, WIDE = (80, 24), (120, 40)
FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"

Make = Callable[[Portefeuille], Screen[Any]]


def login(_: Portefeuille) -> Screen[Any]:
    """Make the screen of whoever is not in yet."""
    return LoginScreen(PretendDoor())


def form(portefeuille: Portefeuille) -> Screen[Any]:
    """Make the form of an employer to inscribe."""
    return ClientForm.for_siren(portefeuille, TOUR_SIREN, Regime.GENERAL)


def radies(portefeuille: Portefeuille) -> Screen[Any]:
    """Make the list of the comptes radiés."""
    return EtablissementsScreen(portefeuille, Criteres(etats=frozenset({Etat.RADIE})))


def reglages(portefeuille: Portefeuille) -> Screen[Any]:
    """Make the choices of somebody who chose nothing yet."""
    return ReglagesScreen(portefeuille, {}, lambda *_: None)


PICTURES: dict[str, tuple[Make, Sequence[str]]] = {
    "connexion": (login, tuple("c.durand")),
    "accueil": (AccueilScreen, ()),
    "liste": (EtablissementsScreen, ("s", "s", "s", "down")),
    "liste-large": (EtablissementsScreen, ("s", "down", "down")),
    "formulaire": (
        form,
        (*"1234,56", "enter", *TOUR_COMPTE, *["tab"] * 2, *"BOULANGERIE DURAND", "f6", "enter"),
    ),
    "panneau": (EtablissementsScreen, ("slash", *"zin", "enter", "m", "6", "2")),
    "confirmation": (radies, ("x",)),
    "a-faire": (EtablissementsScreen, ("q", "f", "down", "down")),
    "journal": (EtablissementsScreen, ("j", "down")),
    "reglages": (reglages, ("down", "down")),
}
"""How each picture comes about: a screen, and the keys pressed on it."""
IN_A_WIDE_WINDOW = {"liste-large"}


def main() -> None:
    """Write every picture."""
    os.environ["TZ"] = "Europe/Paris"
    time.tzset()
    with TemporaryDirectory() as folder:
        open_database(Path(folder) / "demo.db")
        portefeuille = open_portefeuille(Path(folder))
        now = datetime(2026, 6, 12, 12, tzinfo=UTC)
        author = portefeuille._author()
        seeding.seed(author.cabinet, author.utilisateur, author.vault, now=now, size=248)
        for name, (make, keys) in PICTURES.items():
            size = WIDE if name in IN_A_WIDE_WINDOW else SIZE
            drawn = asyncio.run(_drawn(make(portefeuille), keys, size))
            (IMAGES / f"{name}.svg").write_text(light(drawn), "utf-8")
        recording.write(portefeuille, IMAGES / f"{FILM}.svg")
        close_database()


async def _drawn(screen: Screen[Any], keys: Sequence[str], size: tuple[int, int]) -> str:
    # What people see: OpenSSH does not hand COLORTERM on.
    app = Stage(screen, display=Display(colours=Colours.MANY))
    async with played(app, size) as pilot:
        await Session(app, pilot).press(*keys)
        return app.export_screenshot(title="Portefeuille", simplify=True)


def light(svg: str) -> str:
    """Take away the fonts that Textual fetches from afar; keep the spaces that begin a text."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", FONTS)
    svg = svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
