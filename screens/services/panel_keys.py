"""The keys of the services panel: those that read, and those that change boxes."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from screens.services.box_keys import NO_SUCH_BOX
from screens.widgets.bindings import hidden

BINDINGS: list[BindingType] = [
    Binding("m,f2", "modify", "Modifier", id="services_panel.modify"),
    Binding("ctrl+s,f10", "save", "Enregistrer", id="services_panel.save"),
    hidden("ctrl+s,f10", "idle_save", "Enregistrer", id="services_panel.idle"),
    Binding("escape,f12", "close", "Fermer", id="services_panel.close"),
    Binding("escape,f12", "cancel", "Annuler", id="services_panel.cancel"),
    Binding("x,delete", "terminate", "✕ Résilier", id="services_panel.terminate"),
    Binding("d", "data", "Données", id="services_panel.data"),
    Binding("s,pagedown,f8", "turn(1)", "Suivant", id="services_panel.next"),
    hidden("p,pageup,f7", "turn(-1)", "Précédent", id="services_panel.previous"),
    Binding("delete", "terminate_from_boxes", "✕ Résilier", id="services_panel.end"),
    Binding("pagedown,f8", "turn_boxes(1)", "Suivant", id="services_panel.next_boxes"),
    hidden("pageup,f7", "turn_boxes(-1)", "Précédent", id="services_panel.previous_boxes"),
    hidden("r", "mark(False)", "Fait sur urssaf.fr", id="services_panel.report"),
    hidden("n", "mark(True)", "Refusé par urssaf.fr", id="services_panel.refuse"),
    hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="services_panel.undo"),
    hidden("ctrl+z", "undo_nothing", "Rien à annuler", id="services_panel.no_undo", system=True),
    hidden("y", "copy", "Copier", id="services_panel.copy"),
    hidden("j", "journal", "Journal du client", id="services_panel.journal"),
    hidden("f4", "more", "En savoir plus", id="services_panel.more"),
    hidden("f6", "modele", "Modèle de services", id="services_panel.modele"),
    hidden("f5", "reload", "Actualiser", id="services_panel.reload"),
    hidden("left", "app.focus_previous", "Bouton précédent", id="services_panel.left"),
    hidden("right", "app.focus_next", "Bouton suivant", id="services_panel.right"),
    hidden("up", "scroll_boxes(-1)", "Lire plus haut", id="services_panel.up"),
    hidden("down", "scroll_boxes(1)", "Lire plus bas", id="services_panel.down"),
]

READING = frozenset(
    {
        *("close", "modify", "idle_save", "terminate", "data", "turn", "mark", "undo", "copy"),
        "journal",
    }
)
"""What only the consultation has: in modification letters are boxes and nothing else."""

CHANGING = frozenset({"cancel", "save", "terminate_from_boxes", "turn_boxes", "undo_nothing"})
"""What only the modification has."""

NOT_A_BOX = f"{NO_SUCH_BOX} <.cancel> : revenir à la consultation."
UNUSED_KEY = "Cette touche ne fait rien ici. Les cases se cochent en modification : <.modify>."
NOTHING_TO_SAVE = "Rien à enregistrer : <.modify> ouvre la modification."


def belongs(action: str, *, editing: bool) -> bool:
    """Tell whether the mode has this action."""
    return action not in (READING if editing else CHANGING)


def mode_in_words(*, editing: bool) -> str:
    """Name the mode, as the portal's panel does."""
    return "Mode modification" if editing else "Mode consultation"
