"""What waits for one person in the morning: the dossiers that are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import SQL, fn

from models.labels import Report, ToDo
from models.search.criteres import COUNTED
from models.tables import Cabinet, Inscription, Utilisateur

LATELY = timedelta(days=7)
"""How far back one looks for what others changed."""


@dataclass(frozen=True)
class Waiting:
    """How many wait, and how many days the oldest has."""

    number: int
    days: int


@dataclass(frozen=True)
class Mine:
    """What the dossiers of one person ask.

    `a_faire`: what the queue holds of them, of each kind that it does. `par_d_autres`: those that
    somebody else changed `LATELY`, among the last COUNTED that were.
    """

    a_faire: Mapping[ToDo, Waiting]
    refuses: int
    par_d_autres: int


def count(cabinet: Cabinet, person: Utilisateur, now: datetime) -> Mine:
    """Count what the dossiers of `person` ask, at `now`."""
    return Mine(
        _waiting(cabinet, person, now), _refused(cabinet, person), _changed(cabinet, person, now)
    )


def _waiting(cabinet: Cabinet, person: Utilisateur, now: datetime) -> dict[ToDo, Waiting]:
    rows: Iterable[tuple[str, int, datetime]] = (
        Inscription.select(
            Inscription.ecart, fn.COUNT(Inscription.id), fn.MIN(Inscription.report_le)
        )
        .where(
            Inscription.cabinet == cabinet,
            # Written out, for SQLite to see that its index is about the same.
            Inscription.ecart != SQL(f"'{ToDo.AUCUN.value}'"),
            Inscription.report == Report.A_FAIRE,
            Inscription.responsable == person,
        )
        .group_by(Inscription.ecart)
        .tuples()
        .execute()
    )
    today = now.astimezone().date()
    return {
        ToDo(kind): Waiting(number, (today - oldest.astimezone().date()).days)
        for kind, number, oldest in rows
    }


def _refused(cabinet: Cabinet, person: Utilisateur) -> int:
    found = Inscription.select().where(
        Inscription.cabinet == cabinet,
        Inscription.report == Report.REFUSE,
        # Not by the index of the responsables: somebody may have all the dossiers.
        Inscription.responsable + 0 == person.id,
    )
    return int(found.count())


def _changed(cabinet: Cabinet, person: Utilisateur, now: datetime) -> int:
    """Look among the last that anybody changed, COUNTED at most: an import changes thousands."""
    last: Iterable[tuple[int | None, int | None]] = (
        Inscription.select(Inscription.responsable, Inscription.modifie_par)
        .where(
            Inscription.cabinet == cabinet,
            Inscription.retire_le.is_null(),
            Inscription.modifie_le >= now - LATELY,
        )
        .order_by(Inscription.modifie_le.desc(), Inscription.id.desc())
        .limit(COUNTED)
        .tuples()
        .execute()
    )
    return sum(whose == person.id and by != person.id for whose, by in last)
