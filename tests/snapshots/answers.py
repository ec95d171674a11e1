"""States where a screen answers a key that changes nothing, or asks before it does."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.labels import Etat, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.copie import CopieScreen, lines_of
from screens.etablissements import EtablissementsScreen
from screens.flows.questions import terminate_question
from screens.services_panel import ServicesPanel
from tests.cabinet import NIR, employeur, fill, gerant, independant, numero
from tests.snapshots.parts import Row, answer, said, with_answer
from tests.snapshots.state import Pasted, State


def listed(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 3)
    return EtablissementsScreen(portefeuille)


def none_radie(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 3)
    return EtablissementsScreen(portefeuille, Criteres(etats=frozenset({Etat.RADIE})))


def panel(portefeuille: Portefeuille) -> Screen[Any]:
    return ServicesPanel(portefeuille, portefeuille.enroll(employeur(1)))


def kept(portefeuille: Portefeuille) -> Screen[Any]:
    portefeuille.modeles.keep("Employeur avec DSN", frozenset({Service.DPAE}))
    return panel(portefeuille)


def gerant_panel(portefeuille: Portefeuille) -> Screen[Any]:
    return ServicesPanel(portefeuille, portefeuille.enroll(gerant(13, raison_sociale="L'ÂGE D'OR")))


def masked(portefeuille: Portefeuille) -> Screen[Any]:
    fiche = portefeuille.enroll(independant(2, nir=NIR), forced=True)
    return ClientForm.for_edit(portefeuille, fiche)


def gerant_form(portefeuille: Portefeuille) -> Screen[Any]:
    return ClientForm.for_edit(portefeuille, portefeuille.enroll(gerant(13)))


def copied(portefeuille: Portefeuille) -> Screen[Any]:
    return CopieScreen(lines_of(portefeuille.enroll(employeur(1)), portefeuille.cabinet_nom))


def radie_without_name(portefeuille: Portefeuille) -> Screen[Any]:
    compte = SaisieCompte(numero(1), etat=Etat.RADIE)
    saisie = employeur(1, raison_sociale="", comptes=(compte,))
    return terminate_question(portefeuille.enroll(saisie))


ANSWERED = (
    State("confirmation-radie-sans-nom", radie_without_name),
    State("accueil-onglet-absent", AccueilScreen, ("shift+tab",) * 3 + ("right", "enter")),
    State("liste-refusee", listed, ("n", "enter", *"compte inconnu", "enter")),
    State("liste-refuser", listed, ("n",), part=said),
    State("liste-rien-supprime", listed, ("x", "p"), part=answer),
    State("liste-numero-masque", listed, (Pasted(f"BOULANGERIE {NIR}"),)),
    State("liste-actualisee", listed, ("f5",)),
    State("liste-radies-aucun", none_radie),
    State("panneau-dernier", panel, ("s",)),
    State("panneau-resilier", panel, ("x",)),
    State("panneau-gerant", gerant_panel),
    State("formulaire-b-modification", masked, part=with_answer(Row("nir"))),
    State("formulaire-c-modification", gerant_form, part=with_answer(Row("numero_compte"))),
    State("modele-a-supprimer", kept, ("f6", "x"), part=said),
    State("menu-cherche", listed, ("ctrl+p", *"rep")),
    State("menu-vain", panel, ("ctrl+p", *"zzz")),
    State("copie-envoyee", copied, ("down", "enter")),
)
