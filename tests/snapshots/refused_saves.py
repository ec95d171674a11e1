"""States where the form or the base refuses what is saved, whatever its fields hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from models.labels import Regime, Role, Service
from models.modeles import Modeles, ModeleServices
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.tables.table import database
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import colleague_of, employeur, fill, gerant, numero, siren
from tests.snapshots.parts import said
from tests.snapshots.state import Pasted, State

COMPTE = SaisieCompte(numero(7))
UNKNOWN = Pasted("999000000900000001")


def without_file(portefeuille: Portefeuille) -> Portefeuille:
    """Remove the base under somebody who is at work."""
    Path(database.database).unlink()
    return portefeuille


def filled(portefeuille: Portefeuille, *, rank: int = 7) -> Screen[Any]:
    """Show form A with all that it asks for."""
    saisie = Saisie(Regime.GENERAL, siren=siren(rank), montant="0,00", comptes=(COMPTE,))
    return ClientForm(portefeuille, saisie, None)


def same_siren(portefeuille: Portefeuille) -> Screen[Any]:
    portefeuille.enroll(employeur(7, comptes=(SaisieCompte(numero(8)),)))
    return filled(portefeuille)


def same_number(portefeuille: Portefeuille) -> Screen[Any]:
    portefeuille.enroll(gerant(7, raison_sociale=""))
    return filled(portefeuille)


def known(portefeuille: Portefeuille) -> Screen[Any]:
    return ClientForm.for_edit(portefeuille, portefeuille.enroll(employeur(7)))


def changed_twice(portefeuille: Portefeuille) -> Screen[Any]:
    """Open the form on a client whose town and name a colleague changes meanwhile."""
    there = portefeuille.enroll(employeur(7))
    held = SaisieCompte(numero(7), ville="TOULOUSE", id=there.comptes[0].id)
    theirs = employeur(7, raison_sociale="BOULANGERIE PETIT", note="Vue mardi", comptes=(held,))
    colleague_of(portefeuille, "Zoé Petit", Role.COLLABORATEUR).edit(there, theirs)
    return ClientForm.for_edit(portefeuille, there)


def listed(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 3)
    return EtablissementsScreen(without_file(portefeuille))


class Leaving(Modeles):
    """Modèles that a colleague removes as soon as they were read."""

    def all(self) -> tuple[ModeleServices, ...]:
        found = super().all()
        for one in found:
            self.remove(one.nom)
        return found


class Shared(Portefeuille):
    """A portefeuille where a colleague removes modèles."""

    @property
    def modeles(self) -> Modeles:
        return Leaving(self._cabinet, self.role, self._author)


def with_colleague(portefeuille: Portefeuille) -> Screen[Any]:
    portefeuille.modeles.keep("Employeur avec DSN", frozenset({Service.DPAE}))
    fiche = portefeuille.enroll(employeur(7))
    cabinet, person, vault = (
        portefeuille._cabinet,
        portefeuille._utilisateur,
        portefeuille._vault,
    )
    return ServicesPanel(Shared(cabinet, person, vault, now=portefeuille._now), fiche)


TWICE = (*["tab"] * 3, "end", Pasted(" & FILS"), *["tab"] * 4, Pasted(" CEDEX"), "ctrl+s")
REFUSED = (
    State("formulaire-modifie-ailleurs", changed_twice, TWICE, part=said),
    State("conflit", changed_twice, (*TWICE, "f5"), svg=True),
    State("conflit-choisi", changed_twice, (*TWICE, "f5", "space")),
    State("formulaire-relu", changed_twice, (*TWICE, "f5", "ctrl+s"), part=said),
    State("formulaire-siren-deja-inscrit", same_siren, ("ctrl+s",), part=said),
    State("formulaire-siren-deja-inscrit-laisse", same_siren, ("ctrl+s", "escape"), part=said),
    State("formulaire-numero-deja-pris", same_number, ("ctrl+s", "escape"), part=said),
    State(
        "formulaire-deux-comptes-un-numero", filled, ("f9", Pasted(numero(7)), "ctrl+s"), part=said
    ),
    State(
        "formulaire-autre-compte-sans-numero",
        filled,
        ("f9", *["tab"] * 6, "L", "ctrl+s"),
        part=said,
    ),
    State("formulaire-numero-efface", known, ("tab", "end", "ctrl+u", "ctrl+s"), part=said),
    State(
        "formulaire-modification-doute",
        known,
        ("tab", "end", "ctrl+u", UNKNOWN, "ctrl+s"),
        part=said,
    ),
    State(
        "formulaire-modification-doute-laisse",
        known,
        ("tab", "end", "ctrl+u", UNKNOWN, "ctrl+s", "escape"),
        part=said,
    ),
    State("modeles-disparu", with_colleague, ("f6", "d", "enter")),
    State("formulaire-base-disparue", lambda p: filled(without_file(p)), ("ctrl+s",), part=said),
    State("liste-base-disparue", listed),
    State("accueil-base-disparue", lambda p: AccueilScreen(without_file(p))),
)
