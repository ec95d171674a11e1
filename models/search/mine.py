"""What waits for one person in the morning: the dossiers that are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.labels import ToDo
from models.sealing.vault import Vault
from models.search.compteurs import REFUSES
from models.search.criteres import WAITING, Criteres, Edge, Tri
from models.search.listing import Listing
from models.tables import Cabinet, Inscription, Utilisateur

LATELY = timedelta(days=7)
"""How far back one looks for what others changed."""


@dataclass(frozen=True)
class Waiting:
    """How many wait (None: more than COUNTED), and how many days the oldest has."""

    number: int | None
    days: int


@dataclass(frozen=True)
class Mine:
    """What the dossiers of one person ask.

    `total`: how many there are (None: more than COUNTED). `a_faire`: what the queue holds of them,
    of each kind that it does. `par_d_autres`: those that somebody else changed `LATELY`.
    """

    total: int | None
    a_faire: Mapping[ToDo, Waiting]
    refuses: int | None
    par_d_autres: int


def count(cabinet: Cabinet, person: Utilisateur, now: datetime, vault: Vault) -> Mine:
    """Count what the dossiers of `person` ask, at `now`."""
    mine = Criteres(responsables=frozenset({person.uid}))

    def counted(criteres: Criteres) -> int | None:
        return Listing(cabinet, criteres).standing()[0]

    a_faire = {}
    for kind in ToDo:
        if kind in WAITING:
            criteres = replace(mine, ecarts=frozenset({kind}), tri=Tri.A_FAIRE)
            page = Listing(cabinet, criteres).page(Edge.FIRST, 1, vault)
            if page.fiches:
                a_faire[kind] = Waiting(page.total, page.fiches[0].days_waiting(now))
    by_others = Inscription.modifie_par.is_null() | (Inscription.modifie_par != person)
    changed = Inscription.select().where(
        Inscription.cabinet == cabinet,
        Inscription.responsable == person,
        Inscription.retire_le.is_null(),
        Inscription.modifie_le >= now - LATELY,
        by_others,
    )
    refuses = counted(replace(REFUSES, responsables=mine.responsables))
    return Mine(counted(mine), a_faire, refuses, changed.count())
