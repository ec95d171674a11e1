"""What a state begins with: a screen, on a portefeuille that holds what it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.screen import Screen

from models.errors import LoginRefused
from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Role, Service
from models.long_work import GoOn
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.sealing.vault import Vault
from models.search.criteres import Criteres
from screens.access.login import LoginScreen
from screens.access.secret_once import Secret, SecretOnce
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.liste.facettes import FacettesModal
from screens.lot import LotScreen
from screens.services_panel import ServicesPanel
from screens.windows.progression import ProgressionScreen
from tests.cabinet import NIR, colleague_of, employeur, fill, gerant, independant, numero, siren
from tests.journeys.doors import PretendDoor
from tests.snapshots.state import Make

BOXES = frozenset({Service.DPAE, Service.PAIEMENT, Service.COURRIEL_ATTESTATIONS})
RADIE = SaisieCompte(
    numero(1), siret=siren(1) + "00015", etat=Etat.RADIE, code_postal="09110", ville="SAVIGNAC"
)


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


def with_dossiers(portefeuille: Portefeuille) -> Portefeuille:
    """Give this person dossiers: to inscribe, refused, changed by a colleague."""
    me = portefeuille.personnes()[0].uid
    first, second, _ = (
        portefeuille.enroll(employeur(rank, responsable=me, services=BOXES)) for rank in (1, 2, 3)
    )
    portefeuille.refuse(first, motif="compte inconnu")
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(second, frozenset())
    return portefeuille


def removed_too(portefeuille: Portefeuille) -> Screen[Any]:
    first, second = fill(portefeuille, 2)
    portefeuille.report(first)
    portefeuille.terminate(second)
    return EtablissementsScreen(portefeuille, Criteres(reports=frozenset({Report.A_FAIRE})))


def reader(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)


def conflict(portefeuille: Portefeuille) -> Screen[Any]:
    fiche = client(portefeuille)
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR).set_services(fiche, frozenset())
    return ServicesPanel(portefeuille, fiche, modification=True)


def listed(portefeuille: Portefeuille) -> Screen[Any]:
    return EtablissementsScreen(several(portefeuille))


def filled_facets(portefeuille: Portefeuille) -> Screen[Any]:
    return FacettesModal(several(portefeuille), Criteres())


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


async def never(_: Screen[Any], _go_on: GoOn) -> None:
    """Neither go on nor end."""


def progression(_: Portefeuille) -> Screen[Any]:
    window: ProgressionScreen[None] = ProgressionScreen("Modification des services", 1_400, never)
    window._done = 150
    window.carry_on = lambda: None  # type: ignore[assignment,method-assign,return-value]
    return window


def door() -> PretendDoor:
    return PretendDoor()
