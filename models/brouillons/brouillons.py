"""The drafts of one person: kept while she types, gone once saved, given back after a cut."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from peewee import Expression

from models.brouillons.contents import Content, Plain, TableTyped, read
from models.errors import Conflict, Refusal
from models.labels import Ecran
from models.sealing.vault import Vault
from models.storage.failures import gesture, reading
from models.storage.opening import opened
from models.tables import Brouillon, Cabinet, Utilisateur
from models.writing.author import refuse_old_key

FORGOTTEN = timedelta(days=30)
"""After so long nobody comes back to it."""
TAKEN = "Cette saisie vient d'être reprise ou effacée dans une autre fenêtre."


@dataclass(frozen=True)
class Interrupted:
    """What was typed and not saved; `contenu` is None where what was sealed cannot be read.

    `is_open`: a session that lives has it.
    """

    uid: UUID
    session: UUID
    ecran: Ecran
    inscription: UUID | None
    modifie_le: datetime
    contenu: Content | None = field(repr=False)
    is_open: bool = False


class Brouillons:
    """What one person has typed and not saved; nothing is kept for the command line (None).

    A screen that types is a `session`, which it holds: what ends it lets go of it.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        person: Utilisateur | None,
        vault: Vault,
        now: Callable[[], datetime],
        gesture: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._cabinet = cabinet
        self._person = person
        self._vault = vault
        self._now = now
        self._gesture = gesture

    def begin(self, uid: UUID, session: UUID, content: Content) -> None:
        """Keep what is typed for the first time, and hold `session`.

        Raises KeyMissing, StorageBusy, StorageFailure. Of who was put out a moment ago it is kept
        all the same: they find it again once their access is.
        """
        if (person := self._person) is None:
            return
        sealed = {"contenu": self._sealed(uid, content), "corrections": self._aside(uid, content)}
        with gesture():
            refuse_old_key(self._cabinet, self._vault)
            opened().claim(session)
            # The answer to a try before may have been lost.
            self._delete(uid)
            Brouillon.create(
                cabinet=self._cabinet,
                uid=uid,
                utilisateur=person,
                ecran=content.ecran.value,
                inscription_uid=content.inscription,
                session=session,
                modifie_le=self._now(),
                **sealed,
            )

    def keep(self, uid: UUID, session: UUID, content: Content, before: Content) -> bool:
        """Keep what is typed now, where `before` is kept; refusals as `begin`.

        Tells whether `session` has it still: another may have taken it up, or erased it.
        """
        if self._person is None:
            return True
        changes: dict[str, object] = {
            "modifie_le": self._now(),
            "inscription_uid": content.inscription,
            "corrections": self._aside(uid, content),
        }
        # A table is large, and stays as it was read.
        if not (isinstance(content, TableTyped) and content.is_of(before)):
            changes["contenu"] = self._sealed(uid, content)
        with gesture():
            refuse_old_key(self._cabinet, self._vault)
            opened().claim(session)
            mine = self._named(uid) & (Brouillon.session == session)
            return bool(Brouillon.update(changes).where(mine).execute())

    def end(self, uid: UUID) -> None:
        """Forget a draft that was saved or given up; StorageBusy, StorageFailure."""
        with gesture():
            self._delete(uid)

    @contextmanager
    def ending(self, uid: UUID) -> Iterator[None]:
        """Do what the block does, and forget the draft, in one transaction."""
        with self._gesture():
            yield
            self._delete(uid)

    def hold(self, session: UUID) -> None:
        """Say that a screen is open; StorageBusy, StorageFailure. Its thread keeps it so."""
        with reading():
            opened().claim(session)

    def let_go(self, session: UUID) -> None:
        """Hold `session` no longer."""
        with reading():
            opened().let_go(session)

    def interrupted(self) -> tuple[Interrupted, ...]:
        """Give what was typed and not saved, the last one first; StorageFailure.

        A session that lives has some of it open: another window, or one whose line is cut, and
        which does not know it yet.
        """
        if self._person is None or not self._vault.is_open:
            return ()
        with reading():
            rows = self._rows()
            held = opened().claimed([row.session for row in rows]) if rows else frozenset()
            # A screen that closes forgets what it has before it lets go of it.
            still = {row.uid for row in self._rows()} if rows else set()
        there = (row for row in rows if row.uid in still)
        return tuple(self._read(row, is_open=row.session in held) for row in there)

    def _rows(self) -> list[Brouillon]:
        return list(Brouillon.select().where(self._mine()).order_by(Brouillon.modifie_le.desc()))

    def take(self, interrupted: Interrupted, session: UUID) -> None:
        """Take a draft up on a screen that opens; Conflict if another screen did so before."""
        with gesture():
            mine = self._named(interrupted.uid) & (Brouillon.session == interrupted.session)
            if not Brouillon.update(session=session).where(mine).execute():
                raise Conflict(TAKEN)

    def purge(self) -> None:
        """Forget what is so old that nobody comes back to it, whoever opens the base."""
        old = Brouillon.modifie_le < self._now() - FORGOTTEN
        due = (Brouillon.cabinet == self._cabinet) & old
        with reading():
            if not Brouillon.select().where(due).exists():
                return
        with gesture():
            Brouillon.delete().where(due).execute()

    def _read(self, row: Brouillon, *, is_open: bool = False) -> Interrupted:
        content = None
        try:
            contenu = self._opened(row.uid, "contenu", row.contenu)
            aside = row.corrections and self._opened(row.uid, "corrections", row.corrections)
            content = read(Ecran(row.ecran), row.inscription_uid, contenu, aside or {})
        except (Refusal, KeyError, TypeError, ValueError):
            # Altered, or of a program that writes it otherwise: it is shown, to be erased.
            content = None
        return Interrupted(
            row.uid,
            row.session,
            Ecran(row.ecran),
            row.inscription_uid,
            row.modifie_le,
            content,
            is_open,
        )

    def _sealed(self, uid: UUID, content: Content) -> bytes:
        return self._in_vault(uid, "contenu", content.plain())

    def _aside(self, uid: UUID, content: Content) -> bytes | None:
        if not isinstance(content, TableTyped):
            return None
        return self._in_vault(uid, "corrections", content.corrections.plain())

    def _in_vault(self, uid: UUID, field: str, plain: Plain) -> bytes:
        # In ASCII: what a terminal sends may be no text at all.
        return self._vault.seal(json.dumps(plain).encode(), row=uid, field=field)

    def _opened(self, uid: UUID, field: str, sealed: bytes) -> Plain:
        plain: Plain = json.loads(self._vault.open(sealed, row=uid, field=field))
        return plain

    def _delete(self, uid: UUID) -> None:
        Brouillon.delete().where(self._named(uid)).execute()

    def _mine(self) -> Expression:
        return (Brouillon.cabinet == self._cabinet) & (Brouillon.utilisateur == self._person)

    def _named(self, uid: UUID) -> Expression:
        return self._mine() & (Brouillon.uid == uid)
