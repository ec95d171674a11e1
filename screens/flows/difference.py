"""What is to be clicked on urssaf.fr, in words."""

from __future__ import annotations

from collections.abc import Iterable

from models.ecarts import Ecart, Numbers
from models.fiche import Fiche
from models.identifiers import numero_compte, siret
from models.labels import Report, Service, ToDo, Vu

TO_DO = {
    ToDo.INSCRIRE: "inscrire ce client",
    ToDo.RESILIER: "résilier l'inscription",
    ToDo.INCONNU: "inconnu, à vérifier",
}


def clicks(ecart: Ecart) -> tuple[str, ...]:
    """Say each click of a change, in the order of the portal: `+ Attestations`, `- DPAE`."""
    return (
        *(f"+ {one.label}" for one in _in_order(ecart.ouvrir)),
        *(f"− {one.label}" for one in _in_order(ecart.fermer)),
        *(f"+ compte {_number(one)}" for one in ecart.ajouter),
        *(f"− compte {_number(one)}" for one in ecart.retirer),
    )


def to_do(fiche: Fiche) -> str:
    """Say what is to be done, after « À faire sur urssaf.fr »; empty if nothing is."""
    return ", ".join(clicks(fiche.difference)) or TO_DO.get(fiche.ecart, "")


def difference_in_words(fiche: Fiche) -> str:
    """Say it in a sentence without its point, or that nothing is to be done."""
    if fiche.ecart is ToDo.AUCUN:
        never = fiche.vu is Vu.ABSENT and fiche.report_le is None
        return "Rien à faire sur urssaf.fr" if never else Report.FAIT.label
    if fiche.ecart is ToDo.INCONNU:
        return fiche.vu.label
    return f"À faire sur urssaf.fr : {to_do(fiche)}"


def _in_order(services: frozenset[Service]) -> Iterable[Service]:
    return (service for service in Service if service in services)


def _number(numbers: Numbers) -> str:
    if numbers.numero_compte:
        return numero_compte.show(numbers.numero_compte)
    return siret.show(numbers.siret) if numbers.siret else "(sans numéro)"
