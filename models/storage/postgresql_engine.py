"""The shared engine: a PostgreSQL server, for who outgrows one machine."""

from __future__ import annotations

from typing import Any

from peewee import PostgresqlDatabase

from models.errors import StorageFailure
from models.storage.drivers import psycopg

OLDEST = 15
SCHEMES = ("postgresql://", "postgres://")

OPTIONS = {
    "statement_timeout": "5s",
    "lock_timeout": "250ms",
    "idle_in_transaction_session_timeout": "15s",
    "synchronous_commit": "on",
    # What a key waits for: a page that an index leads to is in memory or on an SSD, two workers
    # take longer to start than they save, and a fragment may be found once or everywhere.
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "plan_cache_mode": "force_custom_plan",
}
CONNECTION: dict[str, Any] = {
    "connect_timeout": 2,  # seconds, as the three below
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "application_name": "portefeuille",
}


class PostgresqlBase(PostgresqlDatabase):
    """A PostgreSQL base whose server is recent enough."""

    def _initialize_connection(self, conn: Any) -> None:  # noqa: ARG002 - Peewee's signature
        if self.server_version < OLDEST * 10000:
            raise StorageFailure(
                f"Ce serveur PostgreSQL est trop ancien (version {self.server_version // 10000}) : "
                f"il faut PostgreSQL {OLDEST} ou plus récent."
            )


def postgresql_base(url: str) -> PostgresqlBase:
    """Describe the base at `url`, still closed; raises StorageFailure without psycopg 3."""
    if psycopg is None:
        raise StorageFailure(
            "Il manque le pilote PostgreSQL : installez « portefeuille[postgresql] »."
        )
    address = url.partition("://")[2]
    return PostgresqlBase(
        f"postgresql://{address}",
        prefer_psycopg3=True,
        autoconnect=False,
        encoding="utf8",
        options=" ".join(f"-c {name}={value}" for name, value in OPTIONS.items()),
        **CONNECTION,
    )
