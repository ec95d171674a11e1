"""The gestures that a filter finds, each by an index of migration 0010."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from peewee import ColumnBase, ModelSelect

from models.journal.lines import Auteur, Filtre
from models.tables import Cabinet, Operation, Utilisateur
from models.writing.gestes import FIRST

DOUBT = timedelta(days=1)
"""How far the clocks of those who write may be wrong: between two instants, ranks are then sure."""


def gestures(cabinet: Cabinet, filtre: Filtre) -> ModelSelect[Operation]:
    """Select the first operation of each gesture, or all operations where they are not folded."""
    asked: list[ColumnBase] = [Operation.cabinet == cabinet]
    if filtre.clients:
        asked.append(Operation.inscription_uid.in_(list(filtre.clients)))
    elif filtre.is_folded:
        asked.append(Operation.premier == FIRST)
    if filtre.auteur:
        asked.append(_of(cabinet, filtre.auteur))
    if filtre.verbe:
        asked.append(Operation.verbe == filtre.verbe)
    if filtre.depuis:
        asked += _since(cabinet, midnight(filtre.depuis))
    if filtre.jusqu_a:
        asked += _until(cabinet, midnight(filtre.jusqu_a + timedelta(days=1)))
    return Operation.select().where(*asked)


def midnight(day: date) -> datetime:
    """Give the instant at which a day begins here."""
    return datetime.combine(day, time()).astimezone()


def _of(cabinet: Cabinet, auteur: Auteur) -> ColumnBase:
    """Ask for a person, or for the command line."""
    if auteur.uid is None:
        return Operation.utilisateur.is_null()
    mine = (Utilisateur.cabinet == cabinet) & (Utilisateur.uid == auteur.uid)
    person = Utilisateur.get_or_none(mine)
    return Operation.utilisateur == (person.id if person else 0)


def _since(cabinet: Cabinet, instant: datetime) -> list[ColumnBase]:
    """Ask for what is not before an instant, and only from the rank on where that may begin."""
    early = _edge(cabinet).where(Operation.instant < instant - DOUBT)
    last = early.order_by(Operation.instant.desc(), Operation.rang.desc()).first()
    found: list[ColumnBase] = [Operation.instant >= instant]
    return [*found, Operation.rang > last.rang] if last else found


def _until(cabinet: Cabinet, instant: datetime) -> list[ColumnBase]:
    """Ask for what is before an instant, and only up to the rank where that may end."""
    late = _edge(cabinet).where(Operation.instant >= instant + DOUBT)
    first = late.order_by(Operation.instant, Operation.rang).first()
    found: list[ColumnBase] = [Operation.instant < instant]
    return [*found, Operation.rang < first.rang] if first else found


def _edge(cabinet: Cabinet) -> ModelSelect[Operation]:
    return Operation.select(Operation.rang).where(
        Operation.cabinet == cabinet, Operation.premier == FIRST
    )
