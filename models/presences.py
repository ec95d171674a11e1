"""What colleagues have open of the queue: it is told, and never keeps anybody from anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from models.errors import Refusal
from models.storage.failures import gesture, reading
from models.tables import Cabinet, Presence, Utilisateur

FORGOTTEN = timedelta(minutes=30)
"""After so long a session was killed, or its person is elsewhere."""


class Presences:
    """Who has what open in a cabinet; what the base refuses is left unsaid."""

    def __init__(
        self, cabinet: Cabinet, person: Utilisateur | None, now: Callable[[], datetime]
    ) -> None:
        self._cabinet = cabinet
        self._person = person
        self._now = now

    def tell(self, session: UUID, inscription: UUID) -> None:
        """Say that `session` has this inscription open, and no longer the one before."""
        if self._person is None:
            return
        ours = Presence.cabinet == self._cabinet
        old = Presence.depuis < self._now() - FORGOTTEN
        with suppress(Refusal), gesture():
            Presence.delete().where(ours, old | (Presence.session == session)).execute()
            Presence.create(
                session=session,
                cabinet=self._cabinet,
                utilisateur=self._person,
                inscription_uid=inscription,
                depuis=self._now(),
            )

    def leave(self, session: UUID) -> None:
        """Say that `session` has nothing open any more."""
        with suppress(Refusal), gesture():
            Presence.delete().where(
                Presence.cabinet == self._cabinet, Presence.session == session
            ).execute()

    def elsewhere(self, inscriptions: Sequence[UUID]) -> dict[UUID, str]:
        """Give who among the colleagues has which of these open."""
        rows = (
            Presence.select(Presence.inscription_uid, Utilisateur.nom, Utilisateur.identifiant)
            .join(Utilisateur)
            .where(
                Presence.cabinet == self._cabinet,
                Presence.inscription_uid.in_(list(inscriptions)),
                Presence.depuis >= self._now() - FORGOTTEN,
                Presence.utilisateur != self._person,
            )
            .order_by(Presence.depuis)
        )
        with suppress(Refusal), reading():
            found: Iterable[tuple[UUID, str, str]] = rows.tuples().execute()
            return {uid: nom or identifiant for uid, nom, identifiant in found}
        return {}
