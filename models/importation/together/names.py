"""Names that many clients share: those of towns, when two columns were exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.cleaning import fold
from models.importation.doubts import Doubt, Nature
from models.importation.lines import Ligne
from models.importation.words import veiled
from models.wording import show_number

FEWEST_CLIENTS = 10
"""Clients of a table of which the names tell something together."""

SHARED = 3
"""Clients who have one name, from which it is no coincidence."""


def doubt_shared_names(lignes: Sequence[Ligne]) -> Sequence[Ligne]:
    """Doubt the names that several Sirens share, where most clients of the table have such one.

    In a true list nearly all names are different, and towns come again and again.
    """
    clients = [one for one in lignes if not one.ignoree and one.saisie.siren]
    of_name: defaultdict[str, set[str]] = defaultdict(set)
    for one in clients:
        of_name[fold(one.saisie.raison_sociale)].add(one.saisie.siren)
    shared = {name: len(some) for name, some in of_name.items() if name and len(some) >= SHARED}
    sirens = {one.saisie.siren for one in clients}
    if len(sirens) < FEWEST_CLIENTS or sum(shared.values()) * 2 <= len(sirens):
        return lignes
    return [_doubted(one, shared.get(fold(one.saisie.raison_sociale), 0)) for one in lignes]


def _doubted(ligne: Ligne, clients: int) -> Ligne:
    if not clients or ligne.ignoree:
        return ligne
    name, many = veiled(ligne.saisie.raison_sociale), show_number(clients)
    said = f"« {name} » est le nom de {many} clients : est-ce la colonne des noms ?"
    doubt = Doubt("raison_sociale", said, Nature.COLONNE)
    return replace(ligne, doutes=(*ligne.doutes, doubt))
