"""What is to be clicked on urssaf.fr, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.ecarts import Ecart, Numbers
from models.fiche import Fiche
from models.identifiers import numero_compte, siret
from models.labels import Service, ToDo

TO_DO = {
    ToDo.INSCRIRE: "inscrire ce client",
    ToDo.RESILIER: "résilier l'inscription",
    ToDo.INCONNU: "inconnu, à vérifier",
}


def clicks(ecart: Ecart) -> tuple[str, ...]:
    """Say each click of a change, in the order of the portal: `+ Attestations`, `- DPAE`."""
    return (
        *(f"+ {one.label}" for one in _in_order(ecart.ouvrir)),
        *(f"− {one.label}" for one in _in_order(ecart.fermer)),
        *(f"+ compte {_number(one)}" for one in ecart.ajouter),
        *(f"− compte {_number(one)}" for one in ecart.retirer),
    )


def to_do(fiche: Fiche) -> str:
    """Say what is to be done, after « À faire sur urssaf.fr »; empty if nothing is."""
    return ", ".join(clicks(fiche.difference)) or TO_DO.get(fiche.ecart, "")


def spelled(fiche: Fiche) -> str:
    """Say it without a sign, which a spreadsheet would take for the beginning of a formula."""
    ecart = fiche.difference
    if fiche.ecart in (ToDo.INSCRIRE, ToDo.INCONNU):
        return _list("cases", [one.label for one in _in_order(fiche.services)])
    said = (
        _list("cocher", [one.label for one in _in_order(ecart.ouvrir)]),
        _list("décocher", [one.label for one in _in_order(ecart.fermer)]),
        _list("ajouter le compte", [_number(one) for one in ecart.ajouter]),
        _list("retirer le compte", [_number(one) for one in ecart.retirer]),
    )
    return " ; ".join(filter(None, said))


def _list(what: str, names: Sequence[str]) -> str:
    return f"{what} : {', '.join(names)}" if names else ""


def _in_order(services: frozenset[Service]) -> Iterable[Service]:
    return (service for service in Service if service in services)


def _number(numbers: Numbers) -> str:
    if numbers.numero_compte:
        return numero_compte.show(numbers.numero_compte)
    return siret.show(numbers.siret) if numbers.siret else "(sans numéro)"
