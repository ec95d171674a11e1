"""The limits of the application's role, the hosts of an address, what is said of them."""

from __future__ import annotations

from select import select

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bench.postgresql import APPLICATION, OWNER, TEMPLATE, Cluster
from models.errors import StorageBusy, StorageLost
from models.storage.causes import LOST, TOO_LONG, cause_of
from models.storage.failures import gesture, reading
from models.storage.opening import opened
from models.storage.postgresql_engine import postgresql_base
from models.storage.schema import grant_application_role
from models.storage.server_roles import LIMITS
from models.tables import Cabinet
from tests.domain.espace.people import enter
from tui.verbs import about

NEW = "nouvelle"
SHOWN = "SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name"


def rename(after: str = "SELECT 1", before: str = "SELECT 1") -> None:
    with gesture():
        opened().execute_sql(before)
        Cabinet.update(nom="Ailleurs").execute()
        opened().execute_sql(after)


def leave_open() -> None:
    """Stop in the middle of a gesture, until the server has said its last word."""
    Cabinet.update(nom="Ailleurs").execute()
    opened().execute_sql("SET LOCAL idle_in_transaction_session_timeout = '20ms'")
    select([opened().connection().fileno()], [], [])
    Cabinet.update(nom="Plus loin").execute()


@pytest.mark.postgresql
def test_the_role_itself_has_the_limits(address: str, owner: str, cluster: Cluster) -> None:
    """Whatever connects by it, and whoever forgets to ask."""
    cluster.execute(f"DROP ROLE IF EXISTS {NEW}")
    cluster.execute(f"CREATE ROLE {NEW} LOGIN")
    try:
        base = postgresql_base(owner)
        with base.connection_context():
            left = grant_application_role(base, NEW)
        assert len(left) == len(LIMITS), "an owner may not set them"
        with psycopg.connect(owner.replace(OWNER, "postgres"), autocommit=True) as administrator:
            for statement in left:
                administrator.execute(statement.encode())
        with base.connection_context():
            assert grant_application_role(base, NEW) == []
        with psycopg.connect(owner.replace(OWNER, NEW)) as plain:
            assert dict(plain.execute(SHOWN, (list(LIMITS),)).fetchall()) == LIMITS
    finally:
        with psycopg.connect(owner.replace(OWNER, "postgres"), autocommit=True) as administrator:
            administrator.execute(f"DROP OWNED BY {NEW}".encode())
        cluster.execute(f"DROP ROLE {NEW}")


@pytest.mark.postgresql
@pytest.mark.usefixtures("address")
def test_what_is_too_slow_is_said_and_nothing_is_saved() -> None:
    enter("c.durand")
    too_slow = "^Le serveur met trop de temps à répondre\u00a0: rien n'a été enregistré. Réessayez"
    with pytest.raises(StorageBusy, match=too_slow):
        rename("SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(60)")
    with reading():
        assert Cabinet.get().nom == "Cabinet Martin"


@pytest.mark.postgresql
@pytest.mark.usefixtures("address")
def test_a_gesture_that_was_left_open_is_said_and_nothing_is_saved() -> None:
    enter("c.durand")
    # What the server says last may come before it is asked: the driver then tells less.
    told = f"({TOO_LONG.what}|{LOST.what})\u00a0: rien n'a été enregistré"
    with pytest.raises(StorageLost, match=told), gesture():
        leave_open()
    with reading():
        assert Cabinet.get().nom == "Cabinet Martin"
    assert cause_of(psycopg.errors.IdleInTransactionSessionTimeout()) is TOO_LONG


@pytest.mark.postgresql
@pytest.mark.usefixtures("address")
def test_a_server_that_only_reads_is_left_for_another() -> None:
    enter("c.durand")
    with pytest.raises(StorageLost, match="un autre a peut-être pris sa place"):
        rename(before="SET TRANSACTION READ ONLY")
    assert opened().is_closed()


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("postgresql://moi:secret@h1,h2:5433/base", "read-write"),
        ("postgresql:///base?host=/a,/b&port=1,2", "read-write"),
        ("postgresql://h1,h2/base?target_session_attrs=primary", "primary"),
        ("postgresql://moi:secret@h1/base", None),
    ],
)
def test_among_several_hosts_the_one_that_writes_is_sought(address: str, asked: str | None) -> None:
    base = postgresql_base(address)
    assert base.connect_params.get("target_session_attrs") == asked
    assert conninfo_to_dict(base.database)["host"] == conninfo_to_dict(address)["host"]
    assert "secret" not in about._base(address)["adresse"]


@pytest.mark.postgresql
def test_each_connection_is_sought_among_the_hosts(cluster: Cluster) -> None:
    with cluster.database(TEMPLATE) as name:
        base = postgresql_base(
            f"postgresql://{APPLICATION}@/{name}?host=/nowhere,{cluster.folder}"
            f"&port={cluster.port},{cluster.port}"
        )
        for _ in range(2):
            with base.connection_context():
                assert base.cabinets() == []
