"""The states of every screen that a person meets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual.screen import Screen

from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Role, Service
from models.portefeuille import Portefeuille
from models.recherche import Criteres
from models.saisie import SaisieCompte
from screens.accueil import AccueilScreen
from screens.bulle import services_explained
from screens.client_form import ClientForm
from screens.confirm_modal import saved, terminate_question
from screens.copie import CopieScreen, lines_of
from screens.etablissements import EtablissementsScreen
from screens.login import LoginScreen
from screens.secret_once import Secret, SecretOnce
from screens.services_panel import ServicesPanel
from screens.type_modal import TypeModal
from screens.verrou import VerrouScreen
from tests.cabinet import colleague_of, employeur, fill, gerant, independant, numero, siren
from tests.journeys.test_login import PretendDoor

BOXES = frozenset({Service.DPAE, Service.PAIEMENT, Service.COURRIEL_ATTESTATIONS})
RADIE = SaisieCompte(
    numero(1), siret=siren(1) + "00015", etat=Etat.RADIE, code_postal="09110", ville="SAVIGNAC"
)
Make = Callable[[Portefeuille], Screen[Any]]


@dataclass(frozen=True)
class State:
    """A state of a screen: how it is made, and the keys that lead to it."""

    name: str
    make: Make
    keys: Sequence[str] = ()
    size: tuple[int, int] = (80, 24)
    svg: bool = False


def client(portefeuille: Portefeuille, **changes: Any) -> Fiche:
    return portefeuille.enroll(employeur(1, services=BOXES, **changes), forced=True)


def several(portefeuille: Portefeuille) -> Portefeuille:
    """Inscribe what a list may hold: radié, long and odd names, gérants, several comptes."""
    fill(portefeuille, 9)
    shops = tuple(SaisieCompte(numero(100 + rank), ville="LYON") for rank in range(3))
    long_name = "SOCIETE D'EXPLOITATION DES ETABLISSEMENTS DUPONT ET FILS REUNIS"
    for saisie in (
        employeur(10, raison_sociale=long_name, comptes=shops),
        employeur(11, raison_sociale="[/red] [@click=app.quit]日本語"),
        independant(12, comptes=(replace(RADIE, numero_compte=numero(12), siret=""),)),
        gerant(13, raison_sociale="L'ÂGE D'OR"),
        independant(14, raison_sociale=""),
    ):
        portefeuille.enroll(saisie)
    return portefeuille


def removed_too(portefeuille: Portefeuille) -> Screen[Any]:
    first, second = fill(portefeuille, 2)
    portefeuille.mark_report(first, Report.FAIT)
    portefeuille.terminate(second)
    return EtablissementsScreen(portefeuille, Criteres(report=Report.A_FAIRE))


def reader(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)


def conflict(portefeuille: Portefeuille) -> Screen[Any]:
    fiche = client(portefeuille)
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR).set_services(fiche, frozenset())
    return ServicesPanel(portefeuille, fiche, modification=True)


def listed(portefeuille: Portefeuille) -> Screen[Any]:
    return EtablissementsScreen(several(portefeuille))


def panel(portefeuille: Portefeuille) -> Screen[Any]:
    return ServicesPanel(portefeuille, client(portefeuille, comptes=(RADIE,)))


def with_modele(portefeuille: Portefeuille) -> Screen[Any]:
    portefeuille.modeles.keep("Employeur avec DSN", BOXES | {Service.SUIVI_DSN})
    portefeuille.modeles.keep("Paiement seul", frozenset({Service.PAIEMENT}))
    return panel(portefeuille)


def form_a(portefeuille: Portefeuille) -> Screen[Any]:
    return ClientForm.for_siren(portefeuille, siren(7), Regime.GENERAL)


def form_b(portefeuille: Portefeuille) -> Screen[Any]:
    return ClientForm.for_siren(portefeuille, siren(7), Regime.ARTISAN_COMMERCANT)


def two_comptes(portefeuille: Portefeuille) -> Screen[Any]:
    comptes = (RADIE, SaisieCompte(numero(2), ville="LYON"))
    return ClientForm.for_edit(portefeuille, client(portefeuille, comptes=comptes))


def first_run(_: Portefeuille) -> Screen[Any]:
    return LoginScreen(PretendDoor(first_run=True))


def login(_: Portefeuille) -> Screen[Any]:
    return LoginScreen(PretendDoor())


STATES = (
    State("connexion", login, svg=True),
    State("connexion-refusee", login, ("c", "enter", "x", "enter")),
    State("premier-demarrage", first_run, svg=True),
    State("premier-demarrage-erreurs", first_run, ("tab", "x", "f10")),
    State("mot-de-passe-oublie", login, ("f3",)),
    State(
        "secrets",
        lambda _: SecretOnce([Secret("Code de secours", "AAAAA-BBBBB-CCCCC-DDDDD")]),
    ),
    State("verrou", lambda _: VerrouScreen(PretendDoor(), "c.durand", "Claire Durand")),
    State("accueil-vide", AccueilScreen),
    State("accueil", lambda p: AccueilScreen(several(p)), svg=True),
    State("accueil-large", lambda p: AccueilScreen(several(p)), size=(120, 40)),
    State("liste-vide", EtablissementsScreen),
    State("liste", listed, svg=True),
    State("liste-large", listed, size=(120, 40)),
    State("liste-derniere-page", listed, ("end", "end")),
    State("liste-vue-dossier", listed, ("v",)),
    State("liste-recherche", listed, ("slash", *"savignac")),
    State("liste-recherche-vaine", listed, ("slash", *"zzz")),
    State("liste-siren-faux", listed, ("a", *"12", "enter")),
    State("liste-a-reporter", removed_too),
    State("liste-consultation-seule", lambda p: EtablissementsScreen(reader(several(p))), ("x",)),
    State("type", lambda _: TypeModal(siren(1), ()), svg=True),
    State("type-deja-inscrit", lambda p: TypeModal(siren(1), (client(p),))),
    State("copie", lambda p: CopieScreen(lines_of(client(p), p.cabinet_nom))),
    State("formulaire-a", form_a, svg=True),
    State("formulaire-a-large", form_a, size=(120, 40)),
    State("formulaire-a-erreur", form_a, (*"12.500", "tab")),
    State("formulaire-a-erreurs", form_a, ("ctrl+s",)),
    State("formulaire-a-avertissement", form_a, (*"1", "tab", *"999000000900000001", "tab")),
    State("formulaire-a-deja-inscrit", form_a, ("f2",)),
    State("formulaire-b", form_b, svg=True),
    State("formulaire-b-erreur", form_b, (*"180017505600005", "tab")),
    State("formulaire-c", lambda p: ClientForm.for_gerant(p, numero(7)), svg=True),
    State("formulaire-modification", two_comptes),
    State("formulaire-abandon", form_a, ("1", "escape")),
    State("panneau", panel, svg=True),
    State("panneau-large", panel, size=(120, 40)),
    State("panneau-modification", panel, ("m", "6", "d"), svg=True),
    State("panneau-conflit", conflict, ("2", "ctrl+s")),
    State("panneau-consultation-seule", lambda p: ServicesPanel(reader(p), client(p)), ("m",)),
    State("confirmation", lambda p: terminate_question(client(p)), svg=True),
    State("fait", lambda p: saved(client(p)), svg=True),
    State("refus", panel, ("u", *"compte inconnu")),
    State("panneau-refuse", panel, ("u", *"compte inconnu", "enter")),
    State("liste-consultation-large", listed, ("v",), size=(120, 40)),
    State("modeles-aucun", panel, ("f6",)),
    State("modeles", with_modele, ("f6",), svg=True),
    State("modele-applique", with_modele, ("f6", "enter")),
    State("bulle-services", lambda _: services_explained()),
    State("bulle-etranger", panel, ("m", *["down"] * 7, "f4")),
)
