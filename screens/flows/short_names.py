"""An inscription in the few cells of a row: its régime in a word, its name, its number."""

from __future__ import annotations

from models.fiche import Fiche
from models.identifiers import siren
from models.labels import Etat, Regime

SHORT_REGIMES = {
    Regime.GENERAL: "Général",
    Regime.ARTISAN_COMMERCANT: "Artisan",
    Regime.PROFESSION_LIBERALE: "Libéral",
    Regime.GERANT_MAJORITAIRE: "Gérant",
}


SHORT_ETATS = {Etat.RADIE: "Radié", Etat.SUSPENDU: "Susp."}


def name_with_etat(fiche: Fiche, *, short: bool = False) -> str:
    """Give the name, after the state when it is not the usual one: `(Radié) MME FAURE`.

    `short`: in few cells, `(Susp.)`.
    """
    label = SHORT_ETATS.get(fiche.etat, "") if short else fiche.etat.label
    etat = "" if fiche.etat is Etat.ACTIF else f"({label}) "
    if fiche.retire_le is not None:
        etat = "(Résilié) "
    return etat + (fiche.nom if fiche.raison_sociale else "(sans nom)")


def short_number(fiche: Fiche) -> str:
    """Give the Siren, or the end of the account number of who has none, in eleven cells."""
    if fiche.siren:
        return siren.show(fiche.siren)
    number = next((compte.numero_compte for compte in fiche.comptes if compte.numero_compte), None)
    return f"…{number[-10:]}" if number else "–"
