"""The states of the corbeille."""

from __future__ import annotations

from models.lot import LotTerminate
from models.portefeuille import Portefeuille
from screens.corbeille import CorbeilleScreen
from tests.cabinet import employeur, fill, gerant, independant
from tests.snapshots.beginnings import reader
from tests.snapshots.parts import said
from tests.snapshots.state import State


def emptied(portefeuille: Portefeuille) -> Portefeuille:
    """Remove what urssaf.fr has, had, and never had."""
    for fiche in fill(portefeuille, 4):
        portefeuille.terminate(portefeuille.report(fiche))
    done = portefeuille.corbeille().fiches[0]
    portefeuille.report(done)
    odd = employeur(11, raison_sociale="[/red] [@click=app.quit]日本語")
    for saisie in (
        odd,
        gerant(13, raison_sociale="L'ÂGE D'OR"),
        independant(14, raison_sociale=""),
    ):
        portefeuille.terminate(portefeuille.enroll(saisie))
    return portefeuille


def all_removed(portefeuille: Portefeuille) -> Portefeuille:
    """Remove more than any window shows."""
    LotTerminate(portefeuille, fill(portefeuille, 120)).run()
    return portefeuille


CORBEILLE = (
    State("corbeille", lambda p: CorbeilleScreen(emptied(p)), svg=True),
    State("corbeille-vide", CorbeilleScreen),
    State("corbeille-cochee", lambda p: CorbeilleScreen(all_removed(p)), ("s", "space", "space")),
    State("corbeille-restaurer", lambda p: CorbeilleScreen(emptied(p)), ("t",), part=said),
    State("corbeille-restauree", lambda p: CorbeilleScreen(emptied(p)), ("t", "enter")),
    State("corbeille-consultation-seule", lambda p: CorbeilleScreen(reader(emptied(p))), ("t",)),
)
