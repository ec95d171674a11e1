"""`f`: the lists that one goes through, one key after the other."""

from __future__ import annotations

from dataclasses import replace

from models.labels import Etat, Report
from models.search.criteres import Criteres


def next_filter(criteres: Criteres) -> Criteres:
    """Give what follows: radiés, à faire, refusés, à compléter, then all; the search stays."""
    plain = replace(criteres, etat=None, report=None, incomplete=False)
    lists = (
        plain,
        replace(plain, etat=Etat.RADIE),
        replace(plain, report=Report.A_FAIRE),
        replace(plain, report=Report.REFUSE),
        replace(plain, incomplete=True),
    )
    here = lists.index(criteres) if criteres in lists else 0
    return lists[(here + 1) % len(lists)]


def filter_told(words: str) -> str:
    """Say which list it is, and the key that leads to the next; without words it is all."""
    return f"Filtre : {words}. <liste.filter> : le suivant." if words else "Tous les comptes."
