"""The doors that Accueil and the list share: keys that open another screen of the portefeuille."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from textual.binding import Binding
from textual.screen import Screen

from models.labels import Role
from models.portefeuille import Portefeuille
from models.rights import ADMINISTRATORS, READERS
from screens.liste.filters import Filters
from screens.widgets.bindings import hidden

Opening = Callable[[Portefeuille, Filters], Screen[str]]
"""What makes a screen of somebody's portefeuille; it gives back what is to be said of what it did.

`Filters` are the facets and the order that the session keeps.
"""


class Door(NamedTuple):
    """A key, what it opens, and what loads that: Accueil waits for nothing that it does not show.

    `name` is that of its binding: `accueil.name`, `etablissements.name`. `roles` may open it.
    """

    name: str
    key: str
    label: str
    load: Callable[[], Opening]
    roles: frozenset[Role] = READERS


def _importation() -> Opening:
    from screens.importation.source import SourceModal

    return lambda portefeuille, _: SourceModal(portefeuille)


def _queue() -> Opening:
    from screens.queue import QueueScreen

    return QueueScreen


def _journal() -> Opening:
    from screens.journal import JournalScreen

    return lambda portefeuille, _: JournalScreen(portefeuille)


def _corbeille() -> Opening:
    from screens.corbeille import CorbeilleScreen

    return lambda portefeuille, _: CorbeilleScreen(portefeuille)


def _rapprochement() -> Opening:
    from screens.rapprochement import RapprochementScreen

    return lambda portefeuille, _: RapprochementScreen(portefeuille)


def _equipe() -> Opening:
    from screens.equipe import EquipeScreen

    return lambda portefeuille, _: EquipeScreen(portefeuille)


DOORS = (
    Door("add_many", "i", "Importer un tableau", _importation),
    Door("queue", "q", "À faire sur urssaf.fr", _queue),
    Door("journal", "j", "Journal", _journal),
    Door("corbeille", "b", "Corbeille", _corbeille),
    Door("rapprochement", "ctrl+r", "Rapprocher d'urssaf.fr", _rapprochement),
    Door("equipe", "ctrl+t", "Équipe", _equipe, ADMINISTRATORS),
)


def bindings_of(screen: str) -> list[Binding]:
    """Give the bindings of the doors on `screen`, whose `action_go` takes the name of one."""
    return [hidden(d.key, f"go('{d.name}')", d.label, id=f"{screen}.{d.name}") for d in DOORS]


def why_closed(portefeuille: Portefeuille, name: object) -> str:
    """Say why a door opens to others than this person; empty if it opens."""
    (door,) = (door for door in DOORS if door.name == name)
    if portefeuille.role in door.roles:
        return ""
    return f"« {door.label} » est réservé aux administrateurs du cabinet."


async def go(screen: Screen[Any], portefeuille: Portefeuille, filters: Filters, name: str) -> str:
    """Open what is behind a door; gives what is to be said once one is back."""
    (opening,) = (door.load() for door in DOORS if door.name == name)
    return await screen.app.push_screen_wait(opening(portefeuille, filters)) or ""
