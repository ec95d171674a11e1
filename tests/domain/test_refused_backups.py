"""What is not restored: what changed, what is damaged, another program's."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from peewee import Database

from bench.postgresql import Cluster
from models.errors import NotFound, StorageFailure
from models.storage import dumps, schema
from models.storage.backup import save_backup
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from tests.domain.bases import ON_POSTGRESQL, ON_SQLITE, add, names, owner_url, path_of, spoil

pytestmark = pytest.mark.looked_after


def test_a_backup_that_changed_is_not_restored(base: Database, base_url: str, target: Path) -> None:
    save_backup(target)
    add("Après")
    close_database()
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    with pytest.raises(StorageFailure, match="a changé depuis sa sauvegarde"):
        restore_backup(target, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Après"]


@pytest.mark.parametrize("content", [b"", b"Siren;Nom\n" * 500, b"PGDMP" + b"\x00" * 99])
def test_what_is_no_backup_is_not_restored(
    base: Database, base_url: str, target: Path, content: bytes
) -> None:
    add("Avant")
    close_database()
    target.write_bytes(content)
    with pytest.raises(StorageFailure):
        restore_backup(target, owner_url(base_url))
    with pytest.raises(NotFound):
        restore_backup(target.with_name("absente.db"), owner_url(base_url))
    open_database(base_url)
    assert names() == ["Avant"]


@ON_SQLITE
def test_a_damaged_backup_without_digest_is_not_restored(
    base: Database, base_url: str, target: Path
) -> None:
    for number in range(200):
        add(f"Cabinet {number}")
    save_backup(target)
    close_database()
    target.with_name(f"{target.name}.sha256").unlink()
    spoil(target)
    with pytest.raises(StorageFailure, match="endommagé"):
        restore_backup(target, base_url)
    assert sorted(path.name for path in path_of(base_url).parent.iterdir()) == [
        *("portefeuille.db", "sauvegardes")
    ]


@ON_SQLITE
def test_the_base_of_another_program_or_version_is_not_restored(
    base: Database, base_url: str, target: Path
) -> None:
    close_database()
    target.touch()
    with own_connection(target) as other:
        other.execute_sql("CREATE TABLE facture (id INTEGER)")
    with pytest.raises(StorageFailure, match="n'est pas une base Portefeuille"):
        restore_backup(target, base_url)
    target.write_bytes(b"")
    with own_connection(target) as newer:
        newer.execute_sql(f"CREATE TABLE {schema.HISTORY} (name TEXT)")
        newer.execute_sql(f"INSERT INTO {schema.HISTORY} VALUES ('9998_plus_tard')")
    with pytest.raises(StorageFailure, match="version plus récente"):
        restore_backup(target, base_url)


@ON_POSTGRESQL
def test_the_dump_of_another_program_is_not_restored(
    base: Database, base_url: str, target: Path, cluster: Cluster
) -> None:
    saved = save_backup(target.with_name("mardi.sauvegarde")).path
    close_database()
    with (
        cluster.database() as name,
        psycopg.connect(cluster.url(name), autocommit=True) as other,
    ):
        other.execute("CREATE TABLE facture (id INTEGER)")
        for history in ("DROP TABLE IF EXISTS {}", "CREATE TABLE {} AS SELECT '1' AS version"):
            other.execute(history.format(schema.HISTORY).encode())
            dumps.dump(cluster.url(name), target)
            with pytest.raises(StorageFailure, match="n'est pas une sauvegarde de Portef"):
                restore_backup(target, owner_url(base_url))
            target.unlink()
        other.execute(f"DROP TABLE {schema.HISTORY}")
        with pytest.raises(StorageFailure, match="n'est pas une base Portefeuille"):
            restore_backup(saved, cluster.url(name))
        other.execute("SELECT * FROM facture")


@ON_POSTGRESQL
def test_the_dump_of_a_newer_version_is_not_restored_and_an_update_is_undone(
    base: Database, base_url: str, target: Path
) -> None:
    add("Avant")
    save_backup(target)
    close_database()
    with psycopg.connect(owner_url(base_url)) as owner:
        owner.execute("CREATE TABLE plus_tard (cabinet_id BIGINT REFERENCES cabinet (id))")
        owner.execute(
            f"INSERT INTO {schema.HISTORY} (name, applied) VALUES ('9998_plus_tard', now())"
        )
    newer = target.with_name("plus-tard.sauvegarde")
    dumps.dump(owner_url(base_url), newer)
    with pytest.raises(StorageFailure, match="version plus récente"):
        restore_backup(newer, owner_url(base_url))
    # The upgrade is undone: what is there comes from a newer program, what is restored does not.
    restore_backup(target, owner_url(base_url))
    again = open_database(base_url)
    assert names() == ["Avant"]
    assert "plus_tard" not in again.get_tables()
