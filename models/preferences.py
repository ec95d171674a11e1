"""What a person likes, kept from one sign in to the next: the view of the list, for one."""

from __future__ import annotations

import json

from models.storage.failures import gesture
from models.tables import Cabinet, Utilisateur
from models.writing import journal


def remember(cabinet: Cabinet, person: Utilisateur, name: str, value: str) -> None:
    """Keep one more, whatever another session of this person has kept since the sign in."""
    with gesture():
        journal.lock(cabinet)
        kept = _read(Utilisateur.get_by_id(person.id))
        preferences = journal.canonical(kept | {name: value})
        mine = Utilisateur.id == person.id
        Utilisateur.update(preferences=preferences).where(mine).execute()
    person.preferences = preferences


def preference(person: Utilisateur, name: str) -> str | None:
    """Give one that was remembered, if any."""
    value = _read(person).get(name)
    return value if isinstance(value, str) else None


def _read(person: Utilisateur) -> dict[str, object]:
    """Read them; nothing, if they cannot be read: a view is not worth a refusal."""
    try:
        kept = json.loads(person.preferences)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
