"""States where another writes in the base: while one waits, once one gave up, what was changed."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.errors import StorageBusy
from models.fiche import Fiche
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.storage.causes import BUSY
from models.storage.failures import NOTHING_SAVED
from screens.access.login import LoginScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import employeur, fill, numero, siren
from tests.journeys.doors import PretendDoor
from tests.snapshots.parts import said, with_answer
from tests.snapshots.state import State

WAITS = "! Portefeuille occupé par une autre session. Nouvel essai"
GAVE_UP = "! Le portefeuille est occupé par une autre session"


class Taken(Portefeuille):
    """A portefeuille whose base another session holds."""

    def set_services(self, *_: Any, **__: Any) -> Fiche:
        raise StorageBusy(BUSY.sentence(NOTHING_SAVED))

    def enroll(self, *_: Any, **__: Any) -> Fiche:
        raise StorageBusy(BUSY.sentence(NOTHING_SAVED))


class TakenDoor(PretendDoor):
    """A door whose base another session holds."""

    def log_in(self, *_: str) -> Portefeuille:
        raise StorageBusy(BUSY.sentence())


def taken(inside: Portefeuille) -> Portefeuille:
    return Taken(inside._cabinet, inside._utilisateur, inside._vault, now=inside._now)


def panel(portefeuille: Portefeuille) -> Screen[Any]:
    fiche = portefeuille.enroll(employeur(1))
    return ServicesPanel(taken(portefeuille), fiche, modification=True)


def form(portefeuille: Portefeuille) -> Screen[Any]:
    compte = SaisieCompte(numero(7))
    saisie = Saisie(Regime.GENERAL, siren=siren(7), montant="0,00", comptes=(compte,))
    return ClientForm(taken(portefeuille), saisie, None)


def login(_: Portefeuille) -> Screen[Any]:
    return LoginScreen(TakenDoor())


def listed(portefeuille: Portefeuille) -> Screen[Any]:
    """Give a list whose first row a colleague removes; the watch that tells of it is F5."""
    fill(portefeuille, 3)
    screen = EtablissementsScreen(portefeuille)

    async def changed() -> None:
        portefeuille.terminate(portefeuille.page().fiches[0])
        screen.show_changes()

    screen.action_reload = changed  # type: ignore[method-assign]
    return screen


LOGIN = ("c", "enter", "x", "enter")
CARD = with_answer("#reponse")
"""What the card of the login says besides."""
BASE_BUSY = (
    State("connexion-base-occupee", login, LOGIN, until=WAITS, part=CARD),
    State("connexion-base-occupee-laissee", login, (*LOGIN, "escape"), until=GAVE_UP, part=CARD),
    State("formulaire-base-occupee", form, ("ctrl+s",), until=WAITS, part=said),
    State("formulaire-base-occupee-laissee", form, ("ctrl+s", "escape"), until=GAVE_UP, part=said),
    State("panneau-base-occupee", panel, ("2", "ctrl+s"), until=WAITS, part=said),
    State("liste-changee", listed, ("f5",), until="Un collègue", part=said),
    State(
        "panneau-base-occupee-laissee", panel, ("2", "ctrl+s", "escape"), until=GAVE_UP, part=said
    ),
)
