"""Trying a backup: all of it is read, nothing that is there changes, nothing is left."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest

from bench.postgresql import Cluster
from models.backups.age_files import decrypter, encrypter
from models.backups.age_keys import create_identity
from models.backups.one_nir import READ
from models.backups.throwaway import DATABASE, PREFIX, empty_database, private_folder
from models.backups.trial import NO_KEY, NO_SERVER, Proof, try_backup
from models.errors import NotFound, StorageFailure
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.storage.backup import save_backup
from models.storage.opening import close_database
from models.tables import Inscription, Operation
from tests.cabinet import NIR, gerant, independant
from tests.domain.bases import ON_POSTGRESQL, ON_SQLITE, owner_url

pytestmark = pytest.mark.looked_after

Try = Callable[..., Proof]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder where trials make theirs."""
    folder = tmp_path / "essais"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def try_it(
    portefeuille: Portefeuille, place: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Try:
    """Give what saves a portefeuille of two clients, encrypted, and tries that."""
    portefeuille.enroll(independant(1))
    assert portefeuille.seal()
    portefeuille.terminate(portefeuille.enroll(gerant(2)))
    identity, key = tmp_path / "identite", min(tmp_path.glob("cle-*"))
    recipient = create_identity(identity)
    server = ""
    if request.getfixturevalue("engine") == "postgresql":
        server = request.getfixturevalue("cluster").url("postgres", "postgres")

    def run(main_key: MainKey | None = None, *, server: str = server) -> Proof:
        made = save_backup(tmp_path / "une.sauvegarde", encrypt=encrypter([recipient])).path
        # The head that is kept beside the key is ahead of the backup.
        portefeuille.enroll(gerant(3))
        close_database()
        found = try_backup(made, main_key, server, decrypt=decrypter(made, identity))
        assert list(place.iterdir()) == []
        assert not list(tmp_path.rglob("*.partiel"))
        return found

    run.__dict__["key"] = MainKey.load(key)
    return run


def key_of(try_it: Try) -> MainKey:
    return try_it.__dict__["key"]  # type: ignore[no-any-return]


def bases_in(cluster: Cluster) -> set[str]:
    names = cluster.administrator.execute("SELECT datname FROM pg_database").fetchall()
    return {name for (name,) in names}


def test_a_good_one_is_read_from_end_to_end(
    try_it: Try, engine: str, request: pytest.FixtureRequest
) -> None:
    left = f"{DATABASE}{token_hex(8)}"
    cluster = request.getfixturevalue("cluster") if engine == "postgresql" else None
    if cluster:
        cluster.execute(f"CREATE DATABASE {left}")
    proof = try_it(key_of(try_it))
    assert (proof.wrong, proof.unverified) == ([], [])
    assert (proof.digest, proof.contents) == (True, (1, 1, 4))
    assert proof.said == [READ, "Cabinet Martin\xa0: 4\xa0opérations au journal, sceaux vérifiés."]
    assert proof.last
    assert NIR[:8] not in repr(proof)
    assert cluster is None or left not in bases_in(cluster)


@pytest.mark.postgresql
def test_a_base_of_another_trial_is_left(cluster: Cluster) -> None:
    url = cluster.url("postgres", "postgres")
    with empty_database(url) as first, empty_database(url) as second:
        assert first != second
        for one in (first, second):
            psycopg.connect(one).close()
    assert not bases_in(cluster) & {
        one.partition("?")[0].rpartition("/")[2] for one in (first, second)
    }


@ON_POSTGRESQL
def test_without_a_server_a_dump_is_read_and_its_journal_is_not(
    try_it: Try, base_url: str, tmp_path: Path
) -> None:
    proof = try_it(key_of(try_it), server="")
    assert (proof.contents, proof.said) == ((1, 1, 4), [READ])
    assert (proof.wrong, proof.unverified) == ([], [NO_SERVER])
    made, identity = tmp_path / "une.sauvegarde.age", tmp_path / "identite"
    with pytest.raises(StorageFailure, match="CREATEDB"):
        try_backup(made, None, owner_url(base_url), decrypt=decrypter(made, identity))


@ON_SQLITE
def test_without_the_key_it_says_what_was_not_verified(try_it: Try) -> None:
    proof = try_it(None)
    assert (proof.wrong, proof.unverified) == ([], [NO_KEY])


@ON_SQLITE
def test_another_key_verifies_nothing(try_it: Try) -> None:
    proof = try_it(MainKey.drawn())
    assert len(proof.unverified) == 1
    assert "n'est pas la sienne" in proof.unverified[0]
    assert len(proof.wrong) == 1


@ON_SQLITE
def test_what_was_changed_before_it_was_saved_is_seen(try_it: Try) -> None:
    Inscription.update(note="par SQL").where(Inscription.retire_le.is_null()).execute()
    assert "hors de Portefeuille" in " ".join(try_it(key_of(try_it)).wrong)


@ON_SQLITE
def test_a_journal_that_was_cut_in_the_middle_is_seen(try_it: Try) -> None:
    Operation.update(verbe="modifier").where(Operation.rang == 1).execute()
    assert "Le journal a été altéré" in " ".join(try_it(key_of(try_it)).wrong)


@ON_SQLITE
def test_a_plain_one_that_was_altered_is_refused(
    portefeuille: Portefeuille, place: Path, tmp_path: Path
) -> None:
    made = save_backup(tmp_path / "une.sauvegarde").path
    close_database()
    assert try_backup(made, None).digest
    content = bytearray(made.read_bytes())
    content[100:200] = bytes(100)
    made.write_bytes(content)
    with pytest.raises(StorageFailure, match="empreinte SHA-256 différente"):
        try_backup(made, None)
    made.with_name(f"{made.name}.sha256").unlink()
    with pytest.raises(StorageFailure, match="endommagé"):
        try_backup(made, None)
    for other in (b"", b"Siren;Nom\n" * 900):
        made.write_bytes(other)
        with pytest.raises(StorageFailure, match=str(made)):
            try_backup(made, None)
    with pytest.raises(NotFound, match="Il n'y a pas de sauvegarde"):
        try_backup(tmp_path / "absente", None)
    assert list(place.iterdir()) == []


@ON_SQLITE
def test_one_that_has_no_room_is_refused(
    try_it: Try, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.backups.trial.ROOM", 1 << 50)
    with pytest.raises(StorageFailure, match=r"Disque plein.*il faut"):
        try_it(key_of(try_it))
    assert list(place.iterdir()) == []


def test_what_a_killed_trial_left_goes_and_what_another_holds_stays(place: Path) -> None:
    left, alike = place / f"{PREFIX}mort", place / f"{PREFIX}lien"
    (left / "dedans").mkdir(parents=True)
    elsewhere = place / "ailleurs"
    elsewhere.mkdir()
    (elsewhere / "garde").touch()
    alike.symlink_to(elsewhere)
    with private_folder() as first:
        assert first.stat().st_mode & 0o777 == 0o700
        assert not left.exists()
        with private_folder() as second:
            assert first.is_dir()
            assert second != first
    assert sorted(place.iterdir()) == [elsewhere, alike]
    assert (elsewhere / "garde").exists()
