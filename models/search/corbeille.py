"""The corbeille: what was removed, the newest removal first, page by page.

What was undone of an inscription is not in it.
"""

from __future__ import annotations

from uuid import UUID

from peewee import Expression, ModelSelect

from models.fiche import Fiche
from models.sealing.vault import Vault
from models.search import fiches
from models.search.criteres import After, Anchor, Before, Edge, From, Key, Page
from models.tables import Cabinet, Inscription


def key_of(fiche: Fiche) -> Key:
    """Give the place of `fiche` in the corbeille."""
    return Key((fiche.retire_le or fiche.modifie_le,), fiche.id)


def page(cabinet: Cabinet, anchor: Anchor, size: int, vault: Vault) -> Page:
    """Read at most `size` removals on one side of a place, or at an end."""
    found = _removed(cabinet)
    upwards = anchor is Edge.LAST or isinstance(anchor, Before)
    asked = found if isinstance(anchor, Edge) else found.where(_beside(anchor))
    numbers = [row.id for row in _in_order(asked, upwards=upwards).limit(size)]
    shown = fiches.of_ids(numbers[::-1] if upwards else numbers, vault)
    total = found.count()
    if not shown:
        return Page((), 0, total)
    first, last = key_of(shown[0]), key_of(shown[-1])
    start = found.where(_beside(Before(first))).count()
    more = found.where(_beside(After(last))).exists()
    return Page(shown, start, total, has_previous=start > 0, has_next=bool(more))


def uids(cabinet: Cabinet, most: int) -> tuple[UUID, ...]:
    """Give the newest removals, `most` at most."""
    rows = _in_order(_removed(cabinet, Inscription.uid), upwards=False)
    return tuple(row.uid for row in rows.limit(most))


def _removed(cabinet: Cabinet, *more: object) -> ModelSelect[Inscription]:
    mine = (Inscription.cabinet == cabinet) & Inscription.retire_le.is_null(False)
    return Inscription.select(Inscription.id, *more).where(mine, ~Inscription.annulee)


def _in_order(query: ModelSelect[Inscription], *, upwards: bool) -> ModelSelect[Inscription]:
    columns = (Inscription.retire_le, Inscription.id)
    return query.order_by(*(one.asc() if upwards else one.desc() for one in columns))


def _beside(anchor: After | Before | From) -> Expression:
    (instant,), number = anchor.key.values, anchor.key.id
    when, row = Inscription.retire_le, Inscription.id
    if isinstance(anchor, Before):
        return (when > instant) | ((when == instant) & (row > number))
    later = row <= number if isinstance(anchor, From) else row < number
    return (when < instant) | ((when == instant) & later)
