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
KEPT = "Enregistré dans Portefeuille."
TO_REPORT = f"{KEPT} À faire sur urssaf.fr."
NOTHING_TO_REPORT = f"{KEPT} Rien à faire sur urssaf.fr."
STILL_OPEN = "L'accès sur urssaf.fr reste ouvert tant que vous ne l'avez pas retiré."
NOT_THERE = "Rien à retirer d'urssaf.fr : rien n'y a encore été inscrit."


def saved(fiche: Fiche, before: Fiche | None = None) -> ConfirmModal:
    """Say that the commit is done, and whether urssaf.fr has to know of it.

    `before` is the client as it was, of whom something may wait that was not changed.
    """
    return ConfirmModal(SAVED, details=(_known(fiche, before),), question=False, heading=PORTAL)


def saved_in_words(fiche: Fiche, before: Fiche | None) -> str:
    """Say the same in one sentence or two."""
    told = _known(fiche, before) == TO_REPORT
    return f"{SAVED} À faire sur urssaf.fr." if told else SAVED


def _known(fiche: Fiche, before: Fiche | None) -> str:
    if fiche.report is not Report.A_FAIRE:
        return NOTHING_TO_REPORT
    return TO_REPORT if before is None or fiche.adds_to_do(before) else KEPT


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
