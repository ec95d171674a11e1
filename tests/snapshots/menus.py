"""What can be done on a screen, beside what its menu offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.actions import parse
from textual.app import App
from textual.screen import Screen

from screens.help.actions import menu_of
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.button import FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.field import Field
from screens.widgets.key_names import bindings_of
from screens.widgets.nav import Nav
from screens.widgets.rows import RowList

MOVES = {
    *("Ligne précédente", "Ligne suivante", "Première ligne", "Dernière ligne"),
    *("Case précédente", "Case suivante", "Services en ligne", "Courriels"),
    *("Choix précédent", "Choix suivant", "Valeur précédente", "Valeur suivante"),
    *("Réglage précédent", "Réglage suivant", "Bouton précédent", "Bouton suivant"),
    *("Onglet précédent", "Onglet suivant", "Champ précédent", "Champ suivant"),
    *("Valider", "Lire plus bas", "Lire plus haut", "Rien à annuler"),
}
"""What the arrows and Entrée do, and what does nothing: nobody looks for that in a menu."""
WHERE_ONE_STANDS = (Choice, Field, FlatButton, Nav, ServiceBoxes, Tick)
"""What is done there is done to what has the focus: to each of the boxes by its name besides."""


def unoffered_on(screen: Screen[Any]) -> Iterator[str]:
    """Name what a key does here, with the focus where it could be, and the menu does not offer."""
    offered = {(one.node, one.action) for one in menu_of(screen)}
    lists = [*screen.query(RowList)][:1]
    for node in (screen, *screen.focus_chain):
        if isinstance(node, WHERE_ONE_STANDS) and not node.has_focus:
            continue
        if isinstance(node, RowList) and not (node.has_focus or node in lists):
            continue
        for around in node.ancestors_with_self:
            for binding in () if isinstance(around, App) else bindings_of(around):
                _, name, parameters = parse(binding.action)
                is_done = around.check_action(name, parameters) is True
                is_offered = (around, binding.action) in offered
                if is_done and not is_offered and binding.description not in MOVES:
                    yield f"{binding.id} {binding.description}"
