"""Opening a base of a PostgreSQL server: what is refused, what is set."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bench.postgresql import APPLICATION, OWNER, TEMPLATE, Cluster
from models.errors import NotFound, StorageFailure
from models.storage import postgresql_engine, schema
from models.storage.opening import close_database, open_database
from tests.pseudo_terminal import ROOT


@pytest.mark.postgresql
def test_postgresql_settings_are_in_force(cluster: Cluster) -> None:
    with cluster.database(TEMPLATE) as name:
        address = cluster.url(name, APPLICATION).removeprefix("postgresql://")
        base = open_database(f"postgres://{address}")
        shown = [
            base.execute_sql(f"SHOW {setting}").fetchone()[0]
            for setting in (
                *("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"),
                *("synchronous_commit", "client_encoding", "application_name"),
            )
        ]
        close_database()
    assert shown == ["5s", "250ms", "15s", "on", "UTF8", "portefeuille"]


@pytest.mark.postgresql
def test_an_old_postgresql_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_engine, "OLDEST", 99)
    with pytest.raises(StorageFailure, match="il faut PostgreSQL 99 ou plus récent"):
        open_database(cluster.url("postgres"))


AS_PEEWEE_IS_TOLD = """
import sys
if sys.argv[1] == "later":
    from models.storage import drivers, opening
    opening.open_database(sys.argv[2])
    assert "psycopg" not in sys.modules, "a base in a file needs no driver of servers"
    drivers.server_driver()
import peewee
for owner in (peewee, peewee.Psycopg3Adapter):
    names = sorted({*vars(owner)} - {"__builtins__", "__doc__"})
    print(*(f"{name}={vars(owner)[name]!r}".partition(" at 0x")[0] for name in names), sep="\\n")
"""


def test_peewee_has_of_the_driver_what_it_would_have_taken_itself(tmp_path: Path) -> None:
    taken, given = (
        subprocess.check_output(
            [sys.executable, "-c", AS_PEEWEE_IS_TOLD, when, str(tmp_path / "base.db")],
            cwd=ROOT,
            env={"PYTHONHASHSEED": "0"},  # sets are told in one order
        )
        for when in ("itself", "later")
    )
    assert taken == given
    assert b"txn_inerror" in taken


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_engine, "server_driver", lambda: None)
    with pytest.raises(StorageFailure, match=r"installez «\u00a0portefeuille\[postgresql\]"):
        open_database("postgresql://localhost/base")


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        with pytest.raises(StorageFailure, match="connexion à PostgreSQL est impossible") as said:
            open_database(f"postgresql://moi:mot-de-passe@127.0.0.1:{port}/base")
    assert "mot-de-passe" not in str(said.value)


@pytest.mark.postgresql
@pytest.mark.parametrize("role", [OWNER, APPLICATION])
def test_a_postgresql_base_that_is_not_there_is_said(cluster: Cluster, role: str) -> None:
    with pytest.raises(NotFound, match="Il n'y a pas de base «\u00a0absente\u00a0»"):
        open_database(cluster.url("absente", role))


@pytest.mark.postgresql
def test_a_role_that_is_not_there_says_nothing_of_the_base(cluster: Cluster) -> None:
    for name in ("absente", "postgres"):
        with pytest.raises(StorageFailure, match="connexion à PostgreSQL est impossible"):
            open_database(cluster.url(name, "personne"))


@pytest.mark.postgresql
def test_a_base_that_lets_nobody_in_is_not_said_to_be_missing(cluster: Cluster) -> None:
    with cluster.database() as name:
        cluster.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        with pytest.raises(StorageFailure, match="connexion à PostgreSQL est impossible"):
            open_database(cluster.url(name))


@pytest.mark.postgresql
@pytest.mark.parametrize(("role", "said"), [(APPLICATION, "attend une mise à jour"), (OWNER, "")])
def test_only_the_owner_of_a_postgresql_base_updates_it(
    cluster: Cluster, role: str, said: str
) -> None:
    with cluster.database() as name:
        if said:
            with pytest.raises(StorageFailure, match=said):
                open_database(cluster.url(name, role))
        else:
            assert schema.pending(open_database(cluster.url(name, role))) == ()
            close_database()
