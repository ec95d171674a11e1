"""The states of who comes back after a cut."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from textual.screen import Screen

from models.brouillons.contents import BoxesTyped, ClientTyped, Content, Corrections, TableTyped
from models.labels import Regime, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from screens.accueil import AccueilScreen
from tests.cabinet import NOON, colleague_of, employeur, fill, siren
from tests.snapshots.parts import said
from tests.snapshots.state import State


def cut(portefeuille: Portefeuille, content: Content, *, minutes: int = 0) -> None:
    """Leave what was typed, so many minutes ago."""
    session, drafts = uuid4(), portefeuille.brouillons
    drafts._now = lambda: NOON - timedelta(minutes=minutes)
    drafts.begin(uuid4(), session, content)
    drafts.let_go(session)


def new_client(portefeuille: Portefeuille) -> Screen[Any]:
    cut(portefeuille, ClientTyped(employeur(1), Saisie(Regime.GENERAL, siren=siren(1))))
    return AccueilScreen(portefeuille)


def three(portefeuille: Portefeuille) -> Screen[Any]:
    (fiche,) = fill(portefeuille, 1)
    boxes = BoxesTyped(frozenset(), fiche.services, fiche.uid, fiche.version)
    cut(portefeuille, boxes, minutes=90)
    cut(portefeuille, TableTyped((), Corrections(number=12)), minutes=40)
    return new_client(portefeuille)


def changed(portefeuille: Portefeuille) -> Screen[Any]:
    (fiche,) = fill(portefeuille, 1)
    before = Saisie(Regime.GENERAL, siren=siren(1))
    cut(portefeuille, ClientTyped(employeur(1), before, fiche.uid, fiche.version))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(fiche, frozenset({Service.DPAE}))
    return AccueilScreen(portefeuille)


REPRISES = (
    State("reprise", new_client, svg=True),
    State("reprise-plusieurs", three, ("down",)),
    State("reprise-plus-tard", three, ("escape",), part=said),
    State("reprise-effacee", new_client, ("x", "enter"), part=said),
    State("reprise-reprise", new_client, ("enter",), part=said),
    State("reprise-changee", changed, ("enter",), part=said),
)
