"""Why a key would do nothing now, in the words that a screen answers (answering_screen.py)."""

from __future__ import annotations

from models.fiche import Fiche
from models.search.criteres import Page

NO_ROW = "Aucun compte sous le curseur."

REMOVED = "Ce compte est supprimé ici : il reste à le résilier sur urssaf.fr (<.report>)."

NOTHING_TICKED = (
    "Aucun compte coché : <liste.tick> coche la ligne, <liste.tick_all> toute la liste."
)

WRITING = frozenset(
    {"add", "add_gerant", "add_many", "modify", "save", "modele", "terminate", "mark"}
    | {"tick", "change_ticked", "undo", "idle_save"}
)
ON_A_ROW = frozenset({"modify", "terminate", "data", "mark", "copy"})
ON_THE_LIVING = frozenset({"modify", "save", "idle_save", "modele", "terminate", "data", "tick"})


def why_not_on_list(
    action: str,
    parameters: tuple[object, ...],
    *,
    why_read_only: str,
    page: Page,
    current: Fiche | None,
    ticked: bool,
) -> str:
    """Say why `action` would do nothing now; empty if it would do something."""
    if action == "turn":
        return _no_page(page, forwards=parameters == (1,))
    if action == "go":
        return why_not_go(parameters, why_read_only)
    if not why_read_only and action == "change_ticked":
        return "" if ticked else NOTHING_TICKED
    if not why_read_only and action == "terminate" and ticked:
        return ""
    return why_not_on(current, action, why_read_only)


def why_not_on(fiche: Fiche | None, action: str, why_read_only: str) -> str:
    """Say why `action` would do nothing now of an inscription; empty if it would do something."""
    if action in WRITING and why_read_only:
        return why_read_only
    if action in ON_A_ROW and fiche is None:
        return NO_ROW
    if action in ON_THE_LIVING and fiche and fiche.retire_le:
        return REMOVED
    return ""


def why_not_go(parameters: tuple[object, ...], why_read_only: str) -> str:
    """Say why a door (screens/doors.py) would do nothing; empty if it would open."""
    return why_read_only if parameters[0] in WRITING else ""


def _no_page(page: Page, *, forwards: bool) -> str:
    if forwards:
        return "" if page.has_next else "Vous êtes sur la dernière page."
    return "" if page.has_previous else "Vous êtes sur la première page."
