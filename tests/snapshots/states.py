"""The states of every screen that a person meets."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from textual.screen import Screen

from models.access.sign_in import CLOSED
from models.errors import LoginRefused
from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.sealing.vault import Vault
from models.search.criteres import Criteres
from screens.access.login import LoginScreen
from screens.access.oubli import OubliScreen
from screens.access.secret_once import Secret, SecretOnce
from screens.access.verrou import VerrouScreen
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.flows.questions import saved, terminate_question
from screens.inscription_groupee import InscriptionGroupeeScreen
from screens.lot import LotScreen
from screens.services_panel import ServicesPanel
from screens.windows.bulle import services_explained
from screens.windows.copie import CopieScreen, lines_of
from screens.windows.progression import ProgressionScreen
from screens.windows.type_client import TypeModal
from tests.cabinet import NIR, colleague_of, employeur, fill, gerant, independant, numero, siren
from tests.journeys.doors import PretendDoor
from tests.snapshots.answers import ANSWERED
from tests.snapshots.busy_base import BASE_BUSY
from tests.snapshots.refused_saves import REFUSED
from tests.snapshots.state import Make, Pasted, State
from tests.snapshots.wrong_entries import WRONG_ENTRIES
from tests.snapshots.wrong_fields import WRONG

BOXES = frozenset({Service.DPAE, Service.PAIEMENT, Service.COURRIEL_ATTESTATIONS})
RADIE = SaisieCompte(
    numero(1), siret=siren(1) + "00015", etat=Etat.RADIE, code_postal="09110", ville="SAVIGNAC"
)
LOGIN = ("c", "enter", "x", "enter")
PHRASE = "correct cheval pile agrafe lune tasse vent"
FORGOTTEN = (*"CODE", "tab", Pasted(PHRASE), "tab", Pasted(PHRASE), "ctrl+s")
NUMBER = ("shift+tab", "shift+tab", "end", "ctrl+u")
"""To the account number of form C, which is emptied."""


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


def given(portefeuille: Portefeuille) -> Portefeuille:
    portefeuille.modeles.keep("Employeur avec DSN", BOXES)
    portefeuille.modeles.give("Employeur avec DSN", Regime.GENERAL)
    return portefeuille


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


def refusing(refusal: str) -> Make:
    """Show a login that answers so."""

    class Refusing(PretendDoor):
        def log_in(self, *_: str) -> Portefeuille:
            raise LoginRefused(refusal)

    return lambda _: LoginScreen(Refusing())


def secrets(_: Portefeuille) -> Screen[Any]:
    cle = "CVSZ M600 MZWT B7WY 0SFJ YMRB K1JX ZWPH\nSZQ8 X0FY CAAE ET55 2XGS WGP5 REQ6 XW29"
    return SecretOnce(
        [
            Secret("Code de secours", "AAAAA-BBBBB-CCCCC-DDDDD"),
            Secret("Clé principale, gardée aussi dans le fichier cle-principale", cle),
        ]
    )


def without_key(portefeuille: Portefeuille) -> Portefeuille:
    """Open the same portefeuille where the main key is not."""
    client(portefeuille, regime=Regime.ARTISAN_COMMERCANT, nir=NIR, montant="")
    cabinet, person = portefeuille._cabinet, portefeuille._utilisateur
    return Portefeuille(cabinet, person, Vault.absent(cabinet.uid), now=portefeuille._now)


def many(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 27)
    return EtablissementsScreen(portefeuille)


def one_page(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 3)
    return EtablissementsScreen(portefeuille)


def several_comptes(portefeuille: Portefeuille) -> Screen[Any]:
    etats = (Etat.ACTIF, Etat.SUSPENDU, Etat.RADIE)
    comptes = tuple(
        SaisieCompte(numero(rank), etat=etat, code_postal="69001", ville="LYON")
        for rank, etat in enumerate(etats, start=1)
    )
    return ServicesPanel(portefeuille, client(portefeuille, comptes=comptes))


def suspended(portefeuille: Portefeuille) -> Screen[Any]:
    compte = SaisieCompte(numero(1), etat=Etat.SUSPENDU, code_postal="69001", ville="LYON")
    return ServicesPanel(portefeuille, client(portefeuille, comptes=(compte,)))


def hinted(portefeuille: Portefeuille) -> Screen[Any]:
    boxes = frozenset({Service.DPAE, Service.COURRIEL_ATTESTATIONS})
    fiche = portefeuille.enroll(independant(2, services=boxes), forced=True)
    return ServicesPanel(portefeuille, fiche, modification=True)


def removed_panel(portefeuille: Portefeuille) -> Screen[Any]:
    return ServicesPanel(portefeuille, portefeuille.terminate(client(portefeuille)))


def form_conflict(portefeuille: Portefeuille) -> Screen[Any]:
    fiche = client(portefeuille)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.edit(fiche, employeur(1, note="Vu par Marc", services=BOXES, montant=""), forced=True)
    return ClientForm.for_edit(portefeuille, fiche)


def gone(portefeuille: Portefeuille) -> Screen[Any]:
    fiche = client(portefeuille)
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR).terminate(fiche)
    return ServicesPanel(portefeuille, fiche, modification=True)


def form_c(portefeuille: Portefeuille) -> Screen[Any]:
    return ClientForm.for_gerant(portefeuille, numero(7))


def double(portefeuille: Portefeuille) -> Screen[Any]:
    client(portefeuille)
    return ClientForm.for_siren(portefeuille, siren(9), Regime.GENERAL)


def lot(portefeuille: Portefeuille) -> Screen[Any]:
    return LotScreen(portefeuille, fill(portefeuille, 12))


def lot_left(portefeuille: Portefeuille) -> Screen[Any]:
    fiches = fill(portefeuille, 3)
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR).set_services(fiches[0], BOXES)
    return LotScreen(portefeuille, fiches)


async def never(_: Screen[Any]) -> int | None:
    await asyncio.Event().wait()
    return None


def progression(_: Portefeuille) -> Screen[Any]:
    return ProgressionScreen("Modification des services", 150, 1_400, never)


def pasted(portefeuille: Portefeuille) -> Screen[Any]:
    portefeuille.enroll(employeur(5))
    rows = (
        f"{siren(1)}\t{numero(1)}\t1 234,56\tBOULANGERIE DU PONT",
        f"{siren(2)}\t1,17E+17\t100\tDUPONT",
        f"{siren(3)}\t{numero(3)}\t12.500\tGARAGE",
        f"123456789\t{numero(4)}\t0\tTAXI",
        f"{siren(5)}\t{numero(5)}\t0\tÉPICERIE",
    )
    text = "\n".join(("Siren\tCompte\tMontant\tNom", *rows))
    return InscriptionGroupeeScreen(portefeuille, text)


def door() -> PretendDoor:
    return PretendDoor()


CONNEXION = (
    State("connexion", login, svg=True),
    State("connexion-refusee", login, ("c", "enter", "x", "enter")),
    State("connexion-vide", login, ("tab", "enter")),
    State("connexion-bloquee", refusing("Trop d'essais. Réessayez dans 90 secondes."), LOGIN),
    State("connexion-acces-ferme", refusing(CLOSED), LOGIN),
    State("premier-demarrage", first_run, svg=True),
    State("premier-demarrage-erreurs", first_run, ("tab", "x", "f10")),
    State("mot-de-passe-oublie", login, ("f3",), svg=True),
    State("mot-de-passe-oublie-refuse", lambda _: OubliScreen(door(), "c"), FORGOTTEN),
    State("secrets", secrets, svg=True),
    State("secrets-pas-notes", secrets, ("o", "enter")),
    State("verrou", lambda _: VerrouScreen(door(), "c.durand", "Claire Durand"), svg=True),
    State("verrou-refuse", lambda _: VerrouScreen(door(), "c", "Claire Durand"), ("x", "enter")),
)
LISTE = (
    State("accueil-vide", AccueilScreen),
    State("accueil", lambda p: AccueilScreen(several(p)), svg=True),
    State("accueil-demonstration", lambda p: AccueilScreen(several(p), demo=True)),
    State("accueil-cle-absente", lambda p: AccueilScreen(without_key(p))),
    State("accueil-consultation-seule", lambda p: AccueilScreen(reader(several(p))), ("a",)),
    State("accueil-quitter", AccueilScreen, ("escape",)),
    State("liste-vide", EtablissementsScreen),
    State("liste", listed, svg=True),
    State("liste-une-page", one_page),
    State("liste-milieu", many, ("s", "down")),
    State("liste-derniere-page", listed, ("end", "end")),
    State("liste-fin", many, ("end", "end", "s")),
    State("liste-vue-dossier", listed, ("v",)),
    State("liste-recherche", listed, ("slash", *"savignac")),
    State("liste-recherche-vaine", listed, ("slash", *"zzz")),
    State("liste-numero-vain", one_page, ("tab", *"732829320", "enter")),
    State("liste-siren-faux", listed, ("a", *"12", "enter")),
    State("liste-siren-douteux", one_page, ("a", *"123456789", "enter")),
    State("liste-gerant-deja-inscrit", one_page, ("g", *numero(1), "enter")),
    State("liste-inscrit", one_page, ("g", *numero(7), "enter", "ctrl+s", "enter")),
    State("liste-a-reporter", removed_too),
    State("liste-radies", listed, ("f",)),
    State("liste-reportee", listed, ("r", "o")),
    State("liste-effacer-preuves", listed, ("r",)),
    State("liste-resiliee", listed, ("x", "o")),
    State("liste-cochee", many, ("space", "down", "space")),
    State("liste-toute-cochee", many, ("asterisk",)),
    State("liste-consultation-seule", lambda p: EtablissementsScreen(reader(several(p))), ("x",)),
    State("liste-cle-absente", lambda p: EtablissementsScreen(without_key(p))),
    State("type", lambda _: TypeModal(siren(1), ()), svg=True),
    State("type-deja-inscrit", lambda p: TypeModal(siren(1), (client(p),))),
    State("copie", lambda p: CopieScreen(lines_of(client(p), p.cabinet_nom)), svg=True),
)
FORMULAIRE = (
    State("formulaire-a", form_a, svg=True),
    State("formulaire-a-erreur", form_a, (*"12.500", "tab")),
    State("formulaire-a-erreurs", form_a, ("ctrl+s",)),
    State("formulaire-a-avertissement", form_a, (*"1", "tab", *"999000000900000001", "tab")),
    State("formulaire-a-doute", form_a, (*"1", "tab", *"999000000900000001", "ctrl+s")),
    State("formulaire-a-deja-inscrit", form_a, ("f2",)),
    State("formulaire-a-numero-double", double, (*"1", "tab", *numero(1), "ctrl+s")),
    State("formulaire-a-modele", lambda p: form_a(given(p))),
    State("formulaire-b", form_b, svg=True),
    State("formulaire-b-erreur", form_b, (*"180017505600005", "tab")),
    State("formulaire-b-erreurs", form_b, ("ctrl+s",)),
    State("formulaire-b-conseils", form_b, (*["tab"] * 13, "1", "e")),
    State("formulaire-c", form_c, svg=True),
    State("formulaire-c-erreurs", form_c, (*NUMBER, "ctrl+s")),
    State("formulaire-c-doute", form_c, (*NUMBER, *"999000000900000001", "ctrl+s")),
    State("formulaire-modification", two_comptes),
    State("formulaire-autre-compte", two_comptes, ("f8",)),
    State("formulaire-compte-ajoute", two_comptes, ("f9",)),
    State("formulaire-conflit", form_conflict, ("ctrl+u", *"99", "ctrl+s")),
    State("formulaire-conflit-relu", form_conflict, ("ctrl+u", *"99", "ctrl+s", "f5")),
    State("formulaire-inchange", two_comptes, ("ctrl+s",)),
    State("formulaire-consultation", lambda p: ClientForm.for_edit(reader(p), client(p)), ("f2",)),
    State("formulaire-abandon", form_a, ("1", "escape")),
    State("formulaire-aide-champ", form_a, ("f4",)),
)
PANNEAU = (
    State("panneau", panel, svg=True),
    State("panneau-comptes", several_comptes),
    State("panneau-suspendu", suspended),
    State("panneau-resilie", removed_panel),
    State("panneau-reporte", panel, ("r", "o")),
    State("panneau-refuse", panel, ("u", *"compte inconnu", "enter")),
    State("panneau-modification", panel, ("m", "6", "d"), svg=True),
    State("panneau-conseils", hinted, ("1", "1")),
    State("panneau-abandon", panel, ("m", "6", "escape")),
    State("panneau-conflit", conflict, ("2", "ctrl+s")),
    State("panneau-conflit-relu", conflict, ("2", "ctrl+s", "f5")),
    State("panneau-disparu", gone, ("2", "ctrl+s")),
    State("panneau-consultation-seule", lambda p: ServicesPanel(reader(p), client(p)), ("m",)),
    State("confirmation", lambda p: terminate_question(client(p)), svg=True),
    State("fait", lambda p: saved(client(p)), svg=True),
    State("refus", panel, ("u", *"compte inconnu"), svg=True),
    State("modeles-aucun", panel, ("f6",)),
    State("modeles", with_modele, ("f6", "d"), svg=True),
    State("modele-a-remplacer", with_modele, ("f6", "tab", *"paiement seul", "enter")),
    State("modele-applique", with_modele, ("f6", "enter")),
    State("bulle-services", lambda _: services_explained(), svg=True),
    State("bulle-etranger", panel, ("m", *["down"] * 7, "f4")),
)
PLUSIEURS = (
    State("lot", lot, svg=True),
    State("lot-essai", lot, ("6", "1", "1", "a")),
    State("lot-nombre", lot, ("6", "ctrl+s", "3", "enter"), svg=True),
    State("lot-fait", lot, ("6", "ctrl+s", *"12", "enter")),
    State("lot-laisse", lot_left, ("6", "ctrl+s", *"3", "enter")),
    State("lot-resilier", many, ("asterisk", "x")),
    State("progression", progression, svg=True),
    State("inscription-groupee-vide", InscriptionGroupeeScreen),
    State("inscription-groupee", pasted, ("down",), svg=True),
    State("inscription-groupee-question", pasted, ("ctrl+s",)),
    State("inscription-groupee-faite", pasted, ("ctrl+s", "o")),
    State("inscription-groupee-ligne", pasted, ("down", "enter"), svg=True),
)
MET = CONNEXION + LISTE + FORMULAIRE + PANNEAU + PLUSIEURS + ANSWERED
STATES = MET + WRONG + WRONG_ENTRIES + REFUSED + BASE_BUSY

_WITNESSES = frozenset(
    [
        "connexion-refusee",
        "premier-demarrage-erreurs",
        "mot-de-passe-oublie-refuse",
        "secrets-pas-notes",
        "verrou-refuse",
        "accueil",
        "liste-recherche",
        "liste-cochee",
        "liste-consultation-seule",
        "type",
        "copie",
        "formulaire-a-erreurs",
        "formulaire-b-conseils",
        "formulaire-c",
        "formulaire-autre-compte",
        "panneau",
        "panneau-modification",
        "panneau-conflit",
        "confirmation",
        "fait",
        "refus",
        "modeles",
        "bulle-services",
        "lot-essai",
        "lot-nombre",
        "progression",
        "inscription-groupee",
        "inscription-groupee-ligne",
    ]
)
ONE_OF_EACH = tuple(state for state in STATES if state.name in _WITNESSES)
"""A telling state of each screen, for what takes long to look at."""
