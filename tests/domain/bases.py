"""A base to write in, to hold and to break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from peewee import Database, PostgresqlDatabase

from bench.postgresql import OWNER
from models.storage.file_copy import own_connection
from models.tables import Cabinet

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize(
    "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


def add(nom: str = "Cabinet") -> Cabinet:
    return Cabinet.create(uid=uuid4(), nom=nom, cree_le=datetime.now(UTC))


def names() -> list[str]:
    return [cabinet.nom for cabinet in Cabinet.select().order_by(Cabinet.id)]


@contextmanager
def busy_base(url: str, base: Database) -> Iterator[None]:
    """Hold, from elsewhere, what the next gesture needs."""
    if isinstance(base, PostgresqlDatabase):
        with psycopg.connect(url) as other:
            other.execute("SELECT 1 FROM cabinet FOR UPDATE")
            yield
        return
    with own_connection(Path(url.removeprefix("sqlite:///"))) as other_base, other_base.atomic():
        other_base.execute_sql("UPDATE cabinet SET nom = nom")
        yield


def owner_url(url: str) -> str:
    """Give the address by which the base may be restored."""
    return re.sub("//[a-z]+@", f"//{OWNER}@", url)


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def spoil(path: Path) -> None:
    """Overwrite the middle of the table of cabinets."""
    with own_connection(path) as base:
        root = base.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'cabinet'")
        page = root.fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xaa" * 4096)


def names_in(file: Path) -> list[str]:
    with own_connection(file) as there:
        return [name for (name,) in there.execute_sql("SELECT nom FROM cabinet ORDER BY id")]
