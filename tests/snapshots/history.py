"""States of the journal."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.labels import Regime, Role, Service
from models.lot import LotServices, LotUndo
from models.portefeuille import Portefeuille
from models.services import Changement
from screens.journal import JournalScreen
from tests.cabinet import colleague_of, employeur, fill
from tests.snapshots.parts import said
from tests.snapshots.state import State

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})


def journal(portefeuille: Portefeuille) -> Screen[Any]:
    """Give a journal of two people, with a lot, what was undone, and a modèle."""
    fiches = fill(portefeuille, 4)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    LotServices(marc, fiches, Changement(opened=ATTESTATIONS)).run()
    first = portefeuille.get(fiches[0].uid)
    typed = employeur(1, montant="", raison_sociale="BOULANGERIE DUPONT", services=first.services)
    portefeuille.edit(first, typed)
    portefeuille.set_services(portefeuille.get(fiches[1].uid), DPAE)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    LotUndo(portefeuille, geste).run()
    portefeuille.terminate(portefeuille.get(fiches[3].uid))
    marc.modeles.keep("Employeur avec DSN", DPAE | ATTESTATIONS)
    marc.modeles.give("Employeur avec DSN", Regime.GENERAL)
    return JournalScreen(portefeuille)


JOURNAL = (
    State("journal", journal, svg=True),
    State("journal-vide", JournalScreen),
    State("journal-lot", journal, (*["down"] * 6, "enter")),
    State("journal-operation", journal, (*["down"] * 5, "enter"), svg=True),
    State("journal-annule", journal, ("down",) * 4),
    State("journal-annuler", journal, ("down", "down", "u"), part=said),
    State("journal-deja-annule", journal, (*["down"] * 4, "u"), part=said),
    State("journal-filtre", journal, ("f", "down", "space"), svg=True),
    State("journal-jour-faux", journal, ("f", "tab", *"31/02/2026", "enter"), part=said),
    State("journal-filtre-choisi", journal, ("f", "down", "space", "enter")),
)
JOURNAL_WITNESSES = ("journal", "journal-operation", "journal-filtre")
