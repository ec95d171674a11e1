"""An inscription in few cells: its régime and its boxes in a word, its name, its number."""

from __future__ import annotations

from models.fiche import Fiche
from models.identifiers import siren
from models.labels import Etat, Regime, Service

SHORT_REGIMES = {
    Regime.GENERAL: "Général",
    Regime.ARTISAN_COMMERCANT: "Artisan",
    Regime.PROFESSION_LIBERALE: "Libéral",
    Regime.GERANT_MAJORITAIRE: "Gérant",
}


SHORT_SERVICES = {
    Service.DPAE: "DPAE",
    Service.DECLARATION: "Déclaration",
    Service.PAIEMENT: "Paiement",
    Service.SITUATION: "Situation",
    Service.ECHANGES: "Echanges",
    Service.ATTESTATIONS: "Attestations",
    Service.CONTENTIEUX: "Contentieux",
    Service.ETRANGER: "Étranger",
    Service.SUIVI_DSN: "Suivi DSN",
    Service.COURRIEL_BIS: "courriel BIS",
    Service.COURRIEL_CERTIFICAT: "courriel certificat",
    Service.COURRIEL_PERIODE: "courriel période",
    Service.COURRIEL_MESSAGES: "courriel messages",
    Service.COURRIEL_ATTESTATIONS: "courriel attestations",
    Service.COURRIEL_CONTENTIEUX: "courriel contentieux",
}
"""The boxes, each in a word or two."""

SHORT_ETATS = {Etat.RADIE: "Radié", Etat.SUSPENDU: "Susp."}


def name_with_etat(fiche: Fiche, *, short: bool = False) -> str:
    """Give the name, after the state when it is not the usual one: `(Radié) MME FAURE`.

    `short`: in few cells, `(Susp.)`.
    """
    label = SHORT_ETATS.get(fiche.etat, "") if short else fiche.etat.label
    etat = "" if fiche.etat is Etat.ACTIF else f"({label}) "
    if fiche.retire_le is not None:
        etat = "(Supprimé) "
    return etat + (fiche.nom if fiche.raison_sociale else "(sans nom)")


def short_number(fiche: Fiche) -> str:
    """Give the Siren, or the end of the account number of who has none, in eleven cells."""
    if fiche.siren:
        return siren.show(fiche.siren)
    number = next((compte.numero_compte for compte in fiche.comptes if compte.numero_compte), None)
    return f"…{number[-10:]}" if number else "–"
