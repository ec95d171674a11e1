"""The sessions that are open: who is in, since when, from where."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.errors import Refusal
from models.storage.failures import gesture, reading
from models.storage.in_sight import looking_at
from models.storage.opening import opened
from models.tables import Cabinet, Seance, Utilisateur
from models.writing.author import BY_KEY


@dataclass(frozen=True)
class Ouverte:
    """A session that is open; `origine` is the source of who is in (models.access.sources)."""

    utilisateur_id: int
    depuis: datetime
    origine: str

    @property
    def empreinte(self) -> str:
        """The fingerprint of the SSH key by which they came; empty: by none."""
        return self.origine.removeprefix(BY_KEY) if self.origine.startswith(BY_KEY) else ""


class Seances:
    """The sessions of a cabinet; what the base refuses to keep is left unsaid."""

    def __init__(
        self, cabinet: Cabinet, person: Utilisateur | None, now: Callable[[], datetime]
    ) -> None:
        self._cabinet = cabinet
        self._person = person
        self._now = now

    def begin(self, session: UUID, origine: str) -> None:
        """Say that this person is in; what sessions that were killed left goes."""
        if self._person is None:
            return
        with suppress(Refusal), gesture():
            opened().claim(session)
            rows = self._rows()
            left = {row.session for row in rows} - opened().claimed([row.session for row in rows])
            Seance.delete().where(Seance.session.in_(list(left))).execute()
            Seance.create(
                session=session,
                cabinet=self._cabinet,
                utilisateur=self._person,
                depuis=self._now(),
                origine=origine,
            )

    def hold(self, session: UUID) -> None:
        """Hold it again: the connection by which it was held was lost."""
        with suppress(Refusal), reading():
            opened().claim(session)

    def end(self, session: UUID) -> None:
        """Say that the session ends."""
        with suppress(Refusal), looking_at(self._cabinet.id), gesture():
            Seance.delete().where(Seance.session == session).execute()
            opened().let_go(session)

    def all(self) -> tuple[Ouverte, ...]:
        """Give those that live, the oldest first; StorageFailure."""
        with reading():
            rows = self._rows()
            alive = opened().claimed([row.session for row in rows]) if rows else frozenset()
        return tuple(
            Ouverte(row.utilisateur_id, row.depuis, row.origine)
            for row in rows
            if row.session in alive
        )

    def _rows(self) -> list[Seance]:
        mine = Seance.select().where(Seance.cabinet == self._cabinet)
        return list(mine.order_by(Seance.depuis))
