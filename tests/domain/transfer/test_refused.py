"""What is not moved to PostgreSQL, and what is seen before it is kept there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.postgresql import APPLICATION, TEMPLATE, Cluster
from models.errors import KeyMissing, NotFound, Refusal, StorageBusy, StorageFailure, Unsound
from models.sealing.vault import MainKey
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database, opened
from models.storage.schema import HISTORY
from models.storage.transferred import ENDING
from models.tables import Compteur
from models.transfer import filling
from models.transfer.transfer import _without_password, transfer
from tests.domain.bases import add
from tests.domain.espace.people import NOW
from tests.domain.transfer.moving import Move, key_of, rows_in
from tests.tries import some

pytestmark = pytest.mark.postgresql


def test_a_base_that_has_another_cabinet_is_left(move: Move, target: str) -> None:
    open_database(target)
    add("Cabinet Petit")
    close_database()
    there = rows_in(target)
    with pytest.raises(Refusal, match=r"un autre cabinet \(Cabinet Petit\)"):
        move()
    assert rows_in(target) == there


def refused(move: Move, target: str, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        move()
    assert not any(rows_in(target).values())


def test_what_is_not_sound_is_not_moved(move: Move, source: Path, target: str) -> None:
    with own_connection(source) as base:
        base.execute_sql("UPDATE inscription SET note = 'x'")
    refused(move, target, Unsound, r"base.db n'est pas saine.\nClients changés hors")


def test_without_its_key_it_is_not_moved(source: Path, target: str) -> None:
    for key in (None, MainKey.drawn()):
        with pytest.raises(KeyMissing):
            transfer(source, target, key, NOW, lambda _done, _whole: None)
    assert not any(rows_in(target).values())


def test_one_that_somebody_has_open_is_to_be_tried_again(
    move: Move, source: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.storage.file_copy.WAIT_SECONDS", 0)
    with own_connection(source) as other:
        other.execute_sql("SELECT 1 FROM cabinet").fetchone()
        refused(move, target, StorageBusy, "ouverte dans une autre session")
    assert not move().already


def test_a_server_that_goes_in_the_middle_leaves_nothing_and_is_told(
    move: Move, target: str, source: Path, cluster: Cluster
) -> None:
    name = target.partition("?")[0].rpartition("/")[2]

    def stop(done: int, whole: int) -> None:
        if 2 * done >= whole:
            cluster.execute(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )

    with pytest.raises(StorageFailure, match="La connexion à PostgreSQL"):
        move(stop)
    assert not source.with_name(f"base.db{ENDING}").exists()
    assert not any(rows_in(target).values())
    assert not move().already


SPOILT = {
    "a row less": "DELETE FROM modele",
    "a row changed": "UPDATE utilisateur SET preferences = '{}'",
    "an instant": "UPDATE archive SET retire_le = cree_le",
    "a proof": "UPDATE inscription SET nir = decode('0100', 'hex') WHERE nir IS NOT NULL",
    "a draft": "UPDATE brouillon SET contenu = decode('01', 'hex')",
    "the journal": "DELETE FROM retour",
}


@pytest.mark.parametrize("sql", some([*SPOILT.values()]))
def test_what_is_not_the_same_there_is_seen_before_it_is_kept(
    move: Move, source: Path, target: str, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    number = filling.Filling._number

    def spoil(self: filling.Filling) -> None:
        number(self)
        opened().execute_sql(sql)

    monkeypatch.setattr(filling.Filling, "_number", spoil)
    refused(move, target, Unsound, "n'est pas ce qui est parti")
    assert not source.with_name(f"base.db{ENDING}").exists()
    open_database(source)


def test_totals_that_the_server_counted_wrong_are_seen(
    move: Move, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = filling.Filling._number

    def spoil(self: filling.Filling) -> None:
        number(self)
        Compteur.update(nombre=9).execute()

    monkeypatch.setattr(filling.Filling, "_number", spoil)
    refused(move, target, Unsound, "Les totaux de la liste")


def test_the_addresses_that_cannot_be_are_refused(
    source: Path, target: str, cluster: Cluster, tmp_path: Path
) -> None:
    def to(url: str, file: Path = source) -> str:
        with pytest.raises(Refusal) as caught:
            transfer(file, url, key_of(source), NOW, lambda _done, _whole: None)
        return str(caught.value)

    with cluster.database() as name:
        assert "est vide. Préparez-la" in to(cluster.url(name))
    open_database(target).execute_sql(f"DELETE FROM {HISTORY} WHERE name >= '0018'")
    close_database()
    assert "attend une mise à jour" in to(target)
    with cluster.database(TEMPLATE) as name:
        assert "Donnez son adresse avec le rôle" in to(cluster.url(name, APPLICATION))
        assert "Il n'y a pas de base dans" in to(cluster.url(name), tmp_path / "absente.db")
    with pytest.raises(NotFound):
        transfer(source, cluster.url("absente"), key_of(source), NOW, lambda _done, _whole: None)
    (tmp_path / "autre.db").write_bytes(b"Siren;Nom\n" * 900)
    with cluster.database(TEMPLATE) as name:
        assert "pas une base Portefeuille" in to(cluster.url(name), tmp_path / "autre.db")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://moi:secret@serveur/cabinets", "postgresql://serveur/cabinets"),
        ("postgresql://moi@un:5432,deux:5433/cabinets", "postgresql://un:5432,deux:5433/cabinets"),
        ("postgresql:///b?host=/run&port=5&password=s", "postgresql:///b?host=/run&port=5"),
    ],
)
def test_an_address_is_shown_without_who_comes_in(url: str, shown: str) -> None:
    assert _without_password(url) == shown
