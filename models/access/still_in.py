"""Whether who is in may stay: their access, their role and their SSH key are looked at again.

It is asked every few seconds while the screens are open: one row, by its number, on the connection
that is there. A base that does not answer keeps nobody out and puts nobody out.
"""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from typing import Any

from peewee import ModelSelect

from models.errors import Refusal
from models.labels import Role
from models.portefeuille import Portefeuille
from models.storage import prepared
from models.storage.failures import reading
from models.storage.in_sight import looking_at
from models.storage.opening import opened
from models.tables import Cabinet, CleSsh, Operation, Utilisateur
from models.tables.table import database
from models.writing.author import name_of

CLOSED, REMOVED, CHANGED = "desactiver_utilisateur", "retirer_cle_ssh", "changer_role"
SAID = {
    CLOSED: "Votre accès a été fermé{by}.",
    REMOVED: "La clé SSH de cette session a été retirée{by}.",
    CHANGED: "Votre rôle a été changé{by} : {role}. Reconnectez-vous.",
}
"""By the verb that put somebody out; an access that is no longer there was closed."""

_LATEST = 200
"""Operations of one kind among which the one that concerns this person is sought."""


def is_connected() -> bool:
    """Whether the base answered the last time: to ask costs no wait for a server that is gone."""
    return not database.is_closed()


def state_of_base() -> Hashable | None:
    """Give what is another after each write to the base; None: nothing tells, look at it."""
    with suppress(Refusal), reading():
        return opened().state()
    return None


def why_out(portefeuille: Portefeuille, empreinte: str = "") -> str | None:
    """Say why who is in, by the SSH key `empreinte` or by none, may not stay; empty if they may.

    None: the base did not answer.
    """
    author = portefeuille.author
    person = author.utilisateur
    if person is None:
        return ""
    with suppress(Refusal), looking_at(author.cabinet.id), reading():
        rows = [*prepared.run(_access, (), [person.id])]
        actif, role = rows[0] if rows else (False, "")
        if not actif:
            return _said(author.cabinet, CLOSED, person)
        if empreinte and not [*prepared.run(_key, (), [person.id, empreinte])]:
            return _said(author.cabinet, REMOVED, person, empreinte=empreinte)
        if role != portefeuille.role.value:
            return _said(author.cabinet, CHANGED, person, role=Role(role).label)
        return ""
    return None


def _access(person: Any) -> ModelSelect[Utilisateur]:
    return Utilisateur.select(Utilisateur.actif, Utilisateur.role).where(Utilisateur.id == person)


def _key(person: Any, empreinte: Any) -> ModelSelect[CleSsh]:
    theirs = (CleSsh.utilisateur == person) & (CleSsh.empreinte == empreinte)
    return CleSsh.select(CleSsh.id).where(theirs & CleSsh.retiree_le.is_null())


def _said(
    cabinet: Cabinet, done_by: str, person: Utilisateur, *, empreinte: str = "", role: str = ""
) -> str:
    """Say what was done, and by whom, where the journal tells."""
    mine = (Operation.cabinet == cabinet) & (Operation.verbe == done_by)
    latest = Operation.select().where(mine).order_by(Operation.rang.desc()).limit(_LATEST)
    wanted = {"utilisateur": str(person.uid)} | ({"empreinte": empreinte} if empreinte else {})
    done = next((one for one in latest if wanted.items() <= one.details.items()), None)
    by = f" par {name_of(done.utilisateur)}" if done and done.utilisateur else ""
    return SAID[done_by].format(by=by, role=role)
