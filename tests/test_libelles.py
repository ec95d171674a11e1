"""Every label of the fiche stands on its screen, in the portal's words."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from textual.screen import Screen
from textual.widget import Widget

from models.labels import Etat, Regime
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.storage.opening import close_database, open_database
from screens.access.login import LoginScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.flows.questions import saved, terminate_question
from screens.help.aide import AideScreen
from screens.services_panel import ServicesPanel
from screens.windows.bulle import services_explained
from tests.cabinet import employeur, gerant, independant, numero, open_portefeuille, siren
from tests.journeys.doors import PretendDoor
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.quiet import played

pytestmark = pytest.mark.xdist_group("labels")
"""One worker has them all: what they read is read once."""

CASES = Path(__file__).parent / "donnees/libelles.csv"


@dataclass(frozen=True)
class Label:
    """A row of libelles.csv."""

    libelle: str
    ecran: str
    ou: str


def labels() -> list[Label]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [Label(**row) for row in csv.DictReader(file)]


Make = Callable[[Portefeuille], Screen[Any]]


def panel(portefeuille: Portefeuille, *, modification: bool = False) -> Screen[Any]:
    comptes = (SaisieCompte(numero(1), etat=Etat.RADIE, code_postal="09110", ville="SAVIGNAC"),)
    fiche = portefeuille.with_siren(siren(1)) or (
        portefeuille.enroll(employeur(1, comptes=comptes)),
    )
    return ServicesPanel(portefeuille, fiche[0], modification=modification)


def listing(portefeuille: Portefeuille) -> Screen[Any]:
    for saisie in (
        employeur(1),
        independant(2),
        independant(3, regime=Regime.PROFESSION_LIBERALE),
        gerant(4),
    ):
        portefeuille.enroll(saisie)
    return EtablissementsScreen(portefeuille)


SCREENS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "connexion": (lambda _: LoginScreen(PretendDoor()), ()),
    "liste": (listing, ()),
    "inscription": (
        EtablissementsScreen,
        ("a", *siren(9), "enter", "e", "1", "enter", *numero(9), "ctrl+s", "enter"),
    ),
    "en savoir plus": (EtablissementsScreen, ("f4",)),
    "A": (lambda p: ClientForm.for_siren(p, siren(7), Regime.GENERAL), ()),
    "B": (lambda p: ClientForm.for_siren(p, siren(7), Regime.ARTISAN_COMMERCANT), ()),
    "C": (lambda p: ClientForm.for_gerant(p, numero(7)), ()),
    "panneau": (panel, ()),
    "modification": (lambda p: panel(p, modification=True), ()),
    "bulle": (lambda _: services_explained(), ()),
    "question": (lambda p: terminate_question(p.enroll(employeur(1))), ()),
    "fait": (lambda p: saved(p.enroll(employeur(1))), ()),
    "aide": (lambda _: AideScreen("Gérer les établissements", (), ""), ()),
}

PLACES = {
    "connexion": ("connexion",),
    "gérer les établissements": ("liste", "inscription", "en savoir plus"),
    "formulaire A": ("A",),
    "formulaire B": ("B",),
    "formulaire C": ("C",),
    "formulaires et panneau en modification": ("A", "B", "C", "modification"),
    "formulaires et panneau": ("bulle",),
    "panneau des services": ("panneau",),
    "panneau en consultation": ("panneau",),
    "panneau et formulaires": ("panneau", "modification", "A", "B", "C"),
    "confirmation": ("question", "fait"),
    "gérer les établissements et panneau": ("panneau",),
    "toutes": ("aide",),
}
EVERYWHERE = {"formulaires et panneau en modification", "panneau et formulaires"}
"""Where the label has to stand on each of the screens, not on one of them."""


def own_text(widget: Widget) -> str:
    """Give what a widget draws, without what stands beside it."""
    rows = [widget.render_line(y) for y in range(widget.size.height)]
    return " ".join("".join(segment.text for segment in row).strip() for row in rows)


def columns(widget: Widget) -> str:
    """Give what a widget with two columns draws, one column after the other."""
    rows = ["".join(s.text for s in widget.render_line(y)) for y in range(widget.size.height)]
    return " ".join([row[:34].strip() for row in rows] + [row[34:].strip() for row in rows])


@cache
def text_of(name: str) -> str:
    """Open a screen and read it, widget by widget, then row by row."""
    make, keys = SCREENS[name]
    with TemporaryDirectory() as folder:
        open_database(Path(folder) / "p.db")
        app = Stage(make(open_portefeuille(Path(folder))))
        seen: list[str] = []

        async def look() -> None:
            async with played(app, (80, 24)) as pilot:
                session = Session(app, pilot)
                await session.press(*keys)
                seen.append("\n".join(session.lines))
                for widget in app.screen.query(Widget):
                    seen.append(own_text(widget))
                    seen.append(columns(widget))

        asyncio.run(look())
        close_database()
    return " ".join(" ".join(seen).replace("\xa0", " ").split())


def stands(label: Label, name: str) -> bool:
    words = " ".join(label.libelle.replace("\xa0", " ").split())
    text = text_of(name)
    capital = words[:1].upper() + words[1:]
    return words in text or capital in text


@pytest.mark.parametrize("label", labels(), ids=lambda one: one.libelle[:40])
def test_the_label_stands_on_its_screen(label: Label) -> None:
    names = PLACES[label.ecran]
    found = [name for name in names if stands(label, name)]
    wanted = len(names) if label.ecran in EVERYWHERE else 1
    assert len(found) >= wanted, f"on {found or 'no screen'} of {names}"


def test_a_label_that_stands_nowhere_is_seen() -> None:
    assert not any(stands(Label("Rchercher", "", ""), name) for name in SCREENS)
