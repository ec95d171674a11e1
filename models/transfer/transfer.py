"""Moving the cabinet of an SQLite file to PostgreSQL: in one transaction, or not at all.

All is copied with its numbers, which the seals of the rows and of the journal hold, then read
again, compared and verified before it is committed: whoever is killed leaves nothing, and whoever
begins again doubles nothing. The file is left as it was, and a mark beside it says where to go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from models.access.espace import open_vault
from models.cleaning import one_line
from models.command import command
from models.errors import KeyMissing, Refusal, StorageFailure, Unsound
from models.sealing.vault import ABSENT, MainKey
from models.storage.backup import check_database
from models.storage.database_file import absolute
from models.storage.drivers import server_driver
from models.storage.failures import explaining, reading
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database, refuse_nothing
from models.storage.restoring import closed_to_others
from models.storage.schema import HISTORY, pending, refuse_unusable, refuse_without_cabinet
from models.storage.transferred import mark_transferred
from models.tables import Cabinet, Operation
from models.transfer.filling import TRANSFERRED, Filling, Told
from models.writing.verifying import verify

LAST = """SELECT cabinet.uid, operation.rang, operation.sceau FROM cabinet
LEFT JOIN operation ON operation.cabinet_id = cabinet.id ORDER BY operation.rang DESC LIMIT 1"""
NOTHING_MOVED = "Rien n'a été transféré"


@dataclass(frozen=True)
class Transfer:
    """What was moved, to `where`: the rows of each table, and all operations of the journal.

    `mark` is the file that says so beside the base, `nir` what came of reading one there;
    `already`: an earlier time had moved all of it.
    """

    cabinet: str
    where: str
    mark: Path
    operations: int
    rows: Mapping[str, int] = field(default_factory=dict)
    nir: str = ""
    already: bool = False


def transfer(
    source: Path, target: str, main_key: MainKey | None, now: datetime, told: Told
) -> Transfer:
    """Move the cabinet of the file `source` to the migrated PostgreSQL base at the URL `target`.

    Raises NotFound: one of them is not there; Unsound: the file is not sound, or what came is not
    what left; KeyMissing; Refusal: that base has another cabinet, or this one as it was;
    StorageBusy: somebody has the file open, or moves it too; StorageFailure.
    """
    source, where = absolute(source), _without_password(target)
    refuse_nothing(source)
    last = _last_of(source)
    if main_key is None:
        raise KeyMissing(f"{NOTHING_MOVED} : les sceaux ne pourraient être vérifiés. {ABSENT}")
    try:
        _open_target(target)
        already = _is_there(source, last)
        if not already:
            _refuse_unsound(source, main_key)
        with explaining("Transfert"), closed_to_others(source) as base:
            if base is None:
                raise StorageFailure(f"{source} est endommagé.")
            _open_target(target)
            filling = Filling(base, main_key, now, told)
            if not already:
                filling.run()
            # Before anybody may open the file again.
            mark = mark_transferred(source, where, now)
            with reading():
                cabinet, operations = one_line(Cabinet.get().nom), Operation.select().count()
    finally:
        close_database()
    return Transfer(cabinet, where, mark, operations, filling.rows, filling.nir, already)


def _open_target(target: str) -> None:
    """Open a base that is up to date, and that this role may fill."""
    base = open_database(target, migrate=False)
    base.see_all()
    with explaining("PostgreSQL"):
        if not base.get_tables():
            raise StorageFailure(f"{NOTHING_MOVED} : la base d'arrivée est vide. {_MIGRATE}")
        refuse_unusable(base)
        if pending(base):
            raise StorageFailure(
                f"{NOTHING_MOVED} : la base d'arrivée attend une mise à jour. {_MIGRATE}"
            )
        if not base.may_change(HISTORY):
            raise StorageFailure(
                f"{NOTHING_MOVED} : ce rôle ne peut pas tout écrire dans la base d'arrivée. "
                "Donnez son adresse avec le rôle qui en est propriétaire."
            )


_MIGRATE = "Préparez-la d'abord, avec le rôle qui en est propriétaire, par exemple :\n" + command(
    "--base postgresql://proprietaire@serveur/cabinets migrer --role-application portefeuille"
)


class _Last(NamedTuple):
    """The last operation of the journal of a file, and its cabinet."""

    cabinet: UUID
    rank: int
    seal: bytes


def _last_of(source: Path) -> _Last:
    """Read it; NotFound: the file holds no cabinet."""
    with explaining(source), own_connection(source) as base:
        refuse_without_cabinet(base)
        uid, rank, seal = base.execute_sql(LAST).fetchone()
    return _Last(UUID(uid), rank or 0, seal or b"")


def _is_there(source: Path, last: _Last) -> bool:
    """Tell whether the open base holds all of the file already.

    Raises Refusal: it holds another cabinet, or this one as it was before the file changed.
    """
    with reading():
        cabinet = Cabinet.get_or_none(Cabinet.uid == last.cabinet)
        others = Cabinet.select().where(Cabinet.id != (cabinet.id if cabinet else 0))
        if other := others.first():
            raise Refusal(
                f"{NOTHING_MOVED} : la base d'arrivée contient un autre cabinet "
                f"({one_line(other.nom)}). Les sceaux tiennent aux numéros des lignes, que deux "
                "cabinets auraient en commun : donnez à celui-ci une base à lui sur ce serveur."
            )
        if cabinet is None:
            return False
        mine = Operation.select().where(Operation.cabinet == cabinet)
        there = {
            row.rang: row for row in mine.where(Operation.rang.in_([last.rank, last.rank + 1]))
        }
    same, after = there.get(last.rank), there.get(last.rank + 1)
    if same and same.sceau == last.seal and after and after.verbe == TRANSFERRED:
        return True
    raise Refusal(
        f"{NOTHING_MOVED} : ce cabinet est déjà dans la base d'arrivée, et {source} n'est plus "
        "ce qu'il était quand il y a été transféré. Voyez dans le journal de chacune laquelle "
        "garder."
    )


def _refuse_unsound(source: Path, main_key: MainKey) -> None:
    """Raise Unsound unless the file is sound, and this key is its own, which KeyMissing says."""
    open_database(source, create=False)
    with reading():
        cabinet = Cabinet.get()
        vault = open_vault(cabinet, main_key)
        if not vault.is_open:
            raise KeyMissing(vault.why)
        wrong = [*check_database(), *verify(cabinet, vault).wrong]
    close_database()
    if wrong:
        raise Unsound("\n".join([f"{NOTHING_MOVED} : {source} n'est pas saine.", *wrong]))


def _without_password(url: str) -> str:
    """Write an address as people may read it, without who comes in either."""
    driver = server_driver()
    known = driver.conninfo.conninfo_to_dict(url) if driver else {}
    host, port, base = (str(known.get(name, "")) for name in ("host", "port", "dbname"))
    if "/" in host:
        return f"postgresql:///{base}?host={host}{port and f'&port={port}'}"
    places = zip_longest(host.split(","), port.split(",") if port else [], fillvalue="")
    return f"postgresql://{','.join(f'{one}:{at}' if at else one for one, at in places)}/{base}"
