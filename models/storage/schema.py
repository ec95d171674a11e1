"""The schema of a base: what it lacks, and bringing it up to date under a lock."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from peewee import Database

from models.command import command
from models.errors import NotFound, StorageFailure
from models.storage.engine import Engine
from models.storage.failures import explaining

MIGRATIONS = Path(__file__).parent.parent / "migrations"
HISTORY = "schema_migration"
ON_SERVER_ALONE = {"0006_noms_et_recherche", "0019_un_cabinet_a_la_fois"}
"""The migrations that leave an SQLite base as it is: it need not be copied before them."""
UPDATE_SECONDS = 60
DELETABLE = (
    "retour",
    "brouillon",
    "modele",
    "tentative",
    "travail",
    "presence",
    "seance",
)
READ_ONLY = (HISTORY,)
APPEND_ONLY = ("operation", "archive")


EXPECTED = "\nVérifiez --base, ou créez d'abord l'espace du cabinet, par exemple :\n" + command(
    "creer-espace --cabinet 'Cabinet Martin' --identifiant c.durand --mot-de-passe-stdin"
)
"""What to do where a base was expected that holds a cabinet."""


def pending(db: Database) -> tuple[str, ...]:
    """Name the migrations that `db` still lacks, in order."""
    applied = _applied(db)
    return tuple(name for name in _known() if name not in applied)


def latest(db: Database) -> str:
    """Name the last migration that `db` has; empty: it has none."""
    return max(_applied(db), default="")


def bring_up_to_date(db: Engine) -> None:
    """Create or update the schema of `db` where this may be done.

    Raises StorageFailure: `db` belongs to a newer program or to another one, or is PostgreSQL
    and the role does not own it; StorageBusy: another session is updating it.
    """
    with explaining("Mise à jour de la base"):
        if _tables(db):
            refuse_unusable(db)
        if not pending(db):
            return
        if db.may_change(HISTORY):
            migrate(db)
            return
        raise StorageFailure(
            f"La base attend une mise à jour : lancez « {command('migrer')} » "
            "avec le rôle propriétaire de la base."
        )


def migrate(db: Engine) -> tuple[str, ...]:
    """Run the pending migrations in one transaction and name them: all of them, or none.

    An SQLite base that already holds something is first copied beside itself, if it is to change.
    Raises StorageFailure and driver errors; nothing has changed then.
    """
    # Opening runs at each start and seldom migrates: 8 ms that the first screen need not pay.
    from playhouse.migrations import Runner  # noqa: PLC0415

    with db.alone(UPDATE_SECONDS):
        if _tables(db):
            refuse_unusable(db)
        todo = pending(db)
        if _applied(db) and set(todo) - ON_SERVER_ALONE:
            db.keep_aside(f"avant-{todo[0][:4]}")
        if todo:
            Runner(db, str(MIGRATIONS)).up()
            # Who used the base before uses the tables that are new.
            for role in db.readers(HISTORY):
                grant_application_role(db, role)
        return todo


def refuse_unusable(db: Database) -> None:
    """Raise StorageFailure if `db` is another program's, or is newer than this program."""
    refuse_foreign(db)
    refuse_newer(_applied(db))


def refuse_without_cabinet(db: Database) -> None:
    """Raise NotFound if `db` holds no cabinet, StorageFailure if it cannot be used at all."""
    with explaining("Ouverture de la base"):
        if tables := _tables(db):
            refuse_unusable(db)
        if "cabinet" not in tables or not _numbers(db):
            raise NotFound(f"Cette base ne contient aucun cabinet.{EXPECTED}")


def _numbers(db: Database) -> list[int]:
    """Give those of the cabinets, of a file that is looked at beside the open base too."""
    if isinstance(db, Engine):
        return db.cabinets()
    return [number for (number,) in db.execute_sql("SELECT id FROM cabinet")]


def refuse_foreign(db: Database) -> None:
    """Raise StorageFailure if `db` is another program's."""
    tables = _tables(db)
    if HISTORY not in tables:
        raise StorageFailure(
            "Cette base n'est pas une base Portefeuille "
            f"(tables trouvées : {', '.join(tables[:3]) or 'aucune'})."
        )


def refuse_newer(applied: Iterable[str]) -> None:
    """Raise StorageFailure if a migration that was `applied` is unknown to this program."""
    if set(applied) - set(_known()):
        raise StorageFailure(
            "Cette base vient d'une version plus récente de Portefeuille : "
            "mettez le programme à jour."
        )


def grant_application_role(db: Engine, role: str) -> list[str]:
    """Give `role` what the program needs and no more; it owns nothing and erases no journal.

    Gives the statements that this role may not run (`Engine.grant`). Raises StorageFailure: not
    PostgreSQL, no such role, not the owner.
    """
    with explaining(f"Droits du rôle {role}"):
        return db.grant(role, _rights)


def _rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in APPEND_ONLY:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE" if table in DELETABLE else "SELECT, INSERT, UPDATE"


def _known() -> list[str]:
    return sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))


def _tables(db: Database) -> list[str]:
    return [name for name in db.get_tables() if not name.startswith("sqlite_")]


def _applied(db: Database) -> set[str]:
    if HISTORY not in _tables(db):
        return set()
    return {name for (name,) in db.execute_sql(f"SELECT name FROM {HISTORY}")}
