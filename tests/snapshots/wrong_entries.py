"""States where what is typed outside the forms is wrong: doors, list, modals, pasted lines."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.access.new_user import Faults
from models.access.passwords import check_password_rule
from models.access.sign_in import CLOSED, TOO_MANY
from models.errors import (
    AccessClosed,
    BadFields,
    LoginRefused,
    Refusal,
    StorageFailure,
    TooManyTries,
)
from models.labels import Service
from models.portefeuille import Portefeuille
from models.storage.sqlite_engine import GONE
from screens.access.login import LoginScreen
from screens.access.oubli import OubliScreen
from screens.access.verrou import VerrouScreen
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import employeur, fill, numero, siren
from tests.journeys.doors import PretendDoor
from tests.snapshots.importing import WRONG_LINES
from tests.snapshots.parts import said
from tests.snapshots.state import Make, Pasted, State
from tests.snapshots.wrong_fields import Strict

PHRASE, OTHER = Pasted("correct cheval pile agrafe lune tasse vent"), Pasted("un autre")
LOGIN = ("c", "enter", "x", "enter")
ESPACE = (Pasted("Cabinet Martin"), "tab", "tab", Pasted("c.durand"), "tab", "tab")
"""To the password of the espace."""
TOO_SOON = TOO_MANY.format("3 minutes")


class Refusing(PretendDoor):
    """A door that answers so to whatever it is asked."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self._refusal = refusal

    def log_in(self, *_: str) -> Portefeuille:
        raise self._refusal

    def reset_password(self, *_: str | None) -> str:
        raise self._refusal


def weak(password: str = "azazazazazazaz") -> BadFields:
    """Give what is answered to a password that the rule refuses."""
    faults = Faults()
    faults.read(
        "mot_de_passe",
        lambda: check_password_rule(password, identifiant="c", cabinet="Martin"),
        None,
    )
    return BadFields(faults.sentences)


def login(refusal: Refusal) -> Make:
    return lambda _: LoginScreen(Refusing(refusal))


def lost(refusal: Refusal) -> Make:
    return lambda _: OubliScreen(Refusing(refusal), "c.durand")


def forgotten(_: Portefeuille) -> Screen[Any]:
    return OubliScreen(Strict(), "c.durand")


def locked(refusal: Refusal) -> Make:
    return lambda _: VerrouScreen(Refusing(refusal), "c.durand", "Claire Durand")


def espace(_: Portefeuille) -> Screen[Any]:
    return LoginScreen(Strict(first_run=True))


def listed(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 3)
    return EtablissementsScreen(portefeuille)


def panel(portefeuille: Portefeuille, *services: Service) -> Screen[Any]:
    fiche = portefeuille.enroll(employeur(1, services=frozenset(services)))
    return ServicesPanel(portefeuille, fiche)


WRONG_DOORS = (
    State("connexion-mot-de-passe-vide", login(weak()), ("c", "enter", "enter")),
    State("connexion-espace-existe", login(weak()), ("f2",)),
    State("connexion-base-disparue", login(StorageFailure(GONE)), LOGIN),
    State("espace-passes-differents", espace, (*ESPACE, PHRASE, "tab", OTHER, "f10")),
    State("espace-deja-cree", espace, (*ESPACE, PHRASE, "tab", PHRASE, "f10")),
    State(
        "espace-textes-trop-longs",
        espace,
        (Pasted("CABINET " * 14), "tab", "tab", Pasted("c" * 110), "tab", Pasted("N" * 110), "f10"),
    ),
    State("mot-de-passe-oublie-vide", lambda _: OubliScreen(Strict(), ""), ("ctrl+s",)),
    State("mot-de-passe-oublie-sans-code", forgotten, (*("tab", PHRASE) * 2, "ctrl+s")),
    State("mot-de-passe-oublie-differents", forgotten, ("B", "tab", PHRASE, "tab", OTHER, "f10")),
    State("mot-de-passe-oublie-faible", forgotten, ("B", "tab", OTHER, "tab", OTHER, "f10")),
    State(
        "mot-de-passe-oublie-devine",
        lost(weak("Christophe-Paris-1975!")),
        ("B", "tab", OTHER, "tab", OTHER, "ctrl+s"),
    ),
    State("verrou-vide", locked(LoginRefused("")), ("enter",)),
    State("verrou-trop-d-essais", locked(TooManyTries(TOO_SOON)), ("x", "enter")),
    State("verrou-acces-ferme", locked(AccessClosed(CLOSED)), ("x", "enter")),
)
WRONG_NUMBERS = (
    State("liste-siren-vide", listed, ("a", "enter")),
    State("liste-siren-lettres", listed, ("a", Pasted("BOULANGERIE"), "enter")),
    State("liste-siren-siret", listed, ("a", Pasted(siren(7) + "00012"), "enter"), part=said),
    State("liste-siren-compte", listed, ("a", Pasted(numero(7)), "enter")),
    State("liste-gerant-vide", listed, ("g", "enter")),
    State("liste-gerant-court", listed, ("g", Pasted("117"), "enter")),
    State("liste-gerant-douteux", listed, ("g", Pasted("999000000900000001"), "enter"), part=said),
    State("liste-recherche-siren", listed, (*["shift+tab"] * 3, Pasted("BOULANGERIE"), "enter")),
    State("liste-recherche-compte", listed, (*["shift+tab"] * 2, Pasted("1" * 25), "enter")),
    State("liste-recherche-sans-lettre", listed, ("slash", Pasted("&"))),
    State("liste-rien-coche", listed, ("c",)),
)
WRONG_IN_MODALS = (
    State("refus-trop-long", panel, ("n", "enter", Pasted("compte inconnu " * 8))),
    State("modeles-sans-nom", lambda p: panel(p, Service.DPAE), ("f6", "enter")),
    State("modeles-sans-case", panel, ("f6", Pasted("Sans rien"), "enter")),
)
WRONG_ENTRIES = WRONG_DOORS + WRONG_NUMBERS + WRONG_IN_MODALS + WRONG_LINES
