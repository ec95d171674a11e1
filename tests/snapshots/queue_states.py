"""The states of the queue: its list, its clients, the list to tick."""

from __future__ import annotations

from models.labels import Service
from models.portefeuille import Portefeuille
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from tests.cabinet import employeur, independant
from tests.snapshots.state import State


def queued(portefeuille: Portefeuille) -> QueueScreen:
    """Leave something of each kind to be done on urssaf.fr."""
    boxes = frozenset({Service.ATTESTATIONS, Service.SITUATION, Service.DPAE, Service.PAIEMENT})
    known = [employeur(rank, deja_inscrit=True) for rank in (21, 22, 23)]
    changed, reduced, removed = (portefeuille.enroll(saisie) for saisie in known)
    portefeuille.set_services(changed, frozenset({Service.ATTESTATIONS}))
    portefeuille.set_services(reduced, boxes)
    portefeuille.terminate(removed)
    portefeuille.enroll(employeur(24, services=boxes))
    portefeuille.enroll(independant(25))
    return QueueScreen(portefeuille, Filters())


QUEUE = (
    State("bordereau", queued, ("e",), svg=True),
    State("bordereau-refuse", queued, ("e", *["backspace"] * 4, "enter")),
    State("file-vide", lambda p: QueueScreen(p, Filters())),
    State("file", queued, svg=True),
    State("file-cochee", queued, ("space", "space")),
    State("recopie", queued, ("enter", "down"), svg=True),
    State("recopie-changer", queued, ("end", "up", "enter")),
    State("recopie-suivant", queued, ("enter", "ctrl+s")),
)
QUEUED = ("bordereau", "file-cochee", "recopie")
"""A telling one of each screen."""
