"""What the portal's window asks and says of an inscription."""

from __future__ import annotations

from collections.abc import Iterable

from models.fiche import Fiche
from models.labels import Etat, Report, ToDo, Vu
from screens.flows.short_names import SHORT_REGIMES, short_number
from screens.windows.confirm import PORTAL, UNREMOVED, ConfirmModal

TERMINATE = "Veuillez confirmer la suppression immédiate de l'inscription"
NOTHING_TO_SAVE = "Aucune modification à enregistrer."
SAVED = "Votre modification a bien été prise en compte."
TO_REPORT = "Enregistré dans Portefeuille. À faire sur urssaf.fr."
NOTHING_TO_REPORT = "Enregistré dans Portefeuille. Rien à faire sur urssaf.fr."
STILL_OPEN = "L'accès sur urssaf.fr reste ouvert tant que vous ne l'avez pas retiré."
NOT_THERE = "Rien à retirer d'urssaf.fr : rien n'y a encore été inscrit."


def saved(fiche: Fiche) -> ConfirmModal:
    """Say that the commit is done, and what urssaf.fr does not know yet."""
    return ConfirmModal(SAVED, details=(_known(fiche),), question=False, heading=PORTAL)


def saved_in_words(fiche: Fiche) -> str:
    """Say the same in one sentence or two."""
    waits = fiche.report is Report.A_FAIRE
    return f"{SAVED} À faire sur urssaf.fr." if waits else SAVED


def _known(fiche: Fiche) -> str:
    return TO_REPORT if fiche.report is Report.A_FAIRE else NOTHING_TO_REPORT


def terminate_question(fiche: Fiche) -> ConfirmModal:
    """Ask before an inscription is taken out of the portefeuille."""
    state = "" if fiche.etat is Etat.ACTIF else f" ({fiche.etat.label})"
    named = f"{fiche.nom}{state}".strip()
    details = [named] if named else []
    if not fiche.est_radie:
        details.append("Ce compte n'est pas radié.")
    return ConfirmModal(
        f"{TERMINATE} {fiche.designation}",
        details=(*details, still_open((fiche,))),
        heading=PORTAL,
        kept=UNREMOVED,
    )


def still_open(fiches: Iterable[Fiche]) -> str:
    """Say what a removal leaves on urssaf.fr, where nothing may be yet."""
    return STILL_OPEN if any(fiche.vu is not Vu.ABSENT for fiche in fiches) else NOT_THERE


def removed(fiche: Fiche) -> str:
    """Say which inscription was taken out, and what is left to do."""
    who = f", {fiche.nom}" if fiche.raison_sociale else ""
    which = f"{SHORT_REGIMES[fiche.regime]} {short_number(fiche)}{who}"
    left = "Rien à faire" if fiche.ecart is ToDo.AUCUN else "À résilier"
    return f"Inscription supprimée : {which}. {left} sur urssaf.fr."


def leave_question() -> ConfirmModal:
    """Ask if what was typed may be lost."""
    return ConfirmModal(
        "Quitter sans enregistrer ?",
        details=("Ce qui n'est ni enregistré ni noté sera perdu.",),
    )
