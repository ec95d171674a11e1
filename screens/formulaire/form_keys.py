"""The keys of the form."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from screens.widgets.bindings import hidden

BINDINGS: list[BindingType] = [
    Binding("ctrl+s,f10", "save(False)", "Enregistrer", id="client_form.save"),
    Binding("escape,f12", "back", "Annuler", id="client_form.back"),
    Binding("f8", "boxes", "Aller aux cases", id="client_form.boxes"),
    Binding("f4", "more", "En savoir plus", id="client_form.more"),
    Binding("f2", "inscrit", "Déjà inscrit", id="client_form.inscrit"),
    Binding("f9", "add_compte", "Autre compte", id="client_form.add_compte"),
    hidden("ctrl+n", "save(True)", "Enregistrer et suivant", id="client_form.save_next"),
    hidden("u,ctrl+z", "undo_nothing", "Rien à annuler", id="client_form.no_undo", system=True),
    hidden("f3", "reveal", "Numéro de sécurité sociale", id="client_form.reveal"),
    hidden("f5", "reload", "Actualiser", id="client_form.reload"),
    hidden("f6", "modele", "Modèle de services", id="client_form.modele"),
    hidden("pageup,f7", "turn(-1)", "Compte précédent", priority=True, id="client_form.previous"),
    hidden("pagedown", "turn(1)", "Compte suivant", priority=True, id="client_form.next"),
    hidden("down", "app.focus_next", "Champ suivant", id="client_form.down"),
    hidden("up", "app.focus_previous", "Champ précédent", id="client_form.up"),
]
