"""Backups that are encrypted for who keeps the safe: nobody else opens them, nor changes a byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from models.backups import age_files
from models.backups.age_files import MAGIC, decrypter, encrypter
from models.backups.age_keys import read_recipients
from models.backups.one_nir import NO_KEY, NONE, READ, UNREAD, OneNir
from models.errors import Refusal, StorageFailure
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.storage import backup
from models.storage.backup import save_backup
from models.storage.kept_backups import save_in
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from models.tables import Inscription
from tests.cabinet import NIR, gerant, independant
from tests.domain.bases import ON_SQLITE, add, names, owner_url
from tests.domain.safe import Safe
from tests.tries import server_in_full
from tui.verbs.stopped import Stopped

pytestmark = pytest.mark.looked_after


@pytest.fixture
def saved(base: Database, safe: Safe, target: Path) -> Path:
    """Give an encrypted backup of a base that has one cabinet since."""
    add("Gardé")
    return save_backup(target, encrypt=encrypter([safe.recipient])).path


def test_it_is_encrypted_and_comes_back(
    saved: Path, safe: Safe, base_url: str, tmp_path: Path
) -> None:
    digest = saved.with_name(f"{saved.name}.sha256")
    assert saved.name == "lundi.sauvegarde.age"
    assert sorted(saved.parent.iterdir()) == [saved, digest]
    content = saved.read_bytes()
    assert content.startswith(MAGIC)
    assert "Gardé".encode() not in content
    assert saved.stat().st_mode & 0o777 == 0o600
    assert digest.read_text().split() == [hashlib.sha256(content).hexdigest(), saved.name]
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".partiel")]
    add("Après")
    close_database()
    kept = restore_backup(saved, owner_url(base_url), decrypt=decrypter(saved, safe.mine))
    open_database(base_url)
    assert names() == ["Gardé"]
    close_database()
    assert kept
    assert kept.suffix != ".age"
    restore_backup(kept, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Gardé", "Après"]
    assert not list(tmp_path.rglob("*.partiel"))


@ON_SQLITE
def test_each_of_several_recipients_opens_it(
    base: Database, safe: Safe, target: Path, tmp_path: Path
) -> None:
    add("Gardé")
    keys = tmp_path / "destinataires.txt"
    keys.write_text(f"\ufeff# le coffre\n\n{safe.recipient}\n{safe.other}\n{safe.other}\n")
    assert len(read_recipients([str(keys), safe.recipient])) == 2
    made = save_backup(target, encrypt=encrypter([str(keys)])).path
    for number, identity in enumerate((safe.mine, safe.theirs)):
        copy = tmp_path / f"copie-{number}.db"
        decrypt = decrypter(made, identity)
        restore_backup(made, copy, decrypt=decrypt)
        open_database(copy)
        assert names() == ["Gardé"]


@ON_SQLITE
def test_nobody_else_opens_it(saved: Path, safe: Safe, tmp_path: Path) -> None:
    target = tmp_path / "copie.db"
    with pytest.raises(Refusal, match=r"est chiffrée.*--identite"):
        decrypter(saved, None)
    with pytest.raises(StorageFailure, match="pour un autre destinataire"):
        restore_backup(saved, target, decrypt=decrypter(saved, safe.theirs))
    assert not target.exists()
    plain = save_backup(tmp_path / "claire.sauvegarde").path
    with pytest.raises(StorageFailure, match="n'est pas une sauvegarde chiffrée"):
        decrypter(plain, safe.mine)
    assert decrypter(plain, None) is None
    assert decrypter(tmp_path / "absente.age", safe.mine) is None
    assert not list(tmp_path.rglob("*.partiel"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Safe, Path, bytes]:
    """Give a file of three pieces, encrypted."""
    folder = tmp_path_factory.mktemp("entier")
    one, plain, sealed = Safe(folder), folder / "clair", folder / "chiffre"
    plain.write_bytes(bytes(range(256)) * 600)
    encrypt = encrypter([one.recipient])
    assert encrypt
    encrypt(plain, sealed)
    return one, folder / "altere", sealed.read_bytes()


@given(data=st.data())
def test_a_byte_that_changed_is_refused_without_any_digest(
    whole: tuple[Safe, Path, bytes], data: st.DataObject
) -> None:
    safe, altered, content = whole
    place = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 250))
    changed = {
        "byte": content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]),
        "cut": content[:place],
        "longer": content + content[: place + 1],
    }
    how = data.draw(st.sampled_from(sorted(changed)))
    altered.write_bytes(changed[how] + (content[place + 1 :] if how == "byte" else b""))
    with pytest.raises(Refusal, match=r"abîmée|pas une sauvegarde chiffrée|autre destinataire"):
        open_it(altered, safe)


def open_it(source: Path, safe: Safe) -> None:
    decrypt = decrypter(source, safe.mine)
    assert decrypt
    decrypt(source, source.with_name("ouvert"))


@ON_SQLITE
def test_a_digest_that_is_another_s_is_refused(saved: Path, safe: Safe, tmp_path: Path) -> None:
    digest = saved.with_name(f"{saved.name}.sha256")
    digest.write_text("0" * 64)
    with pytest.raises(StorageFailure, match="empreinte SHA-256 différente"):
        restore_backup(saved, tmp_path / "copie.db", decrypt=decrypter(saved, safe.mine))


FULL = OSError(28, "No space left on device")


@ON_SQLITE
@pytest.mark.parametrize("end", ["read", "write"])
@pytest.mark.parametrize(
    ("failed", "raised"), [(FULL, StorageFailure), (Stopped(15), Stopped)], ids=["full", "stopped"]
)
def test_what_went_wrong_in_the_library_is_raised_as_it_was(
    base: Database,
    safe: Safe,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    failed: BaseException,
    raised: type[BaseException],
    end: str,
) -> None:
    def fail(_: object) -> None:
        raise failed

    begin = age_files._Stream.__init__

    def spoil_one(self: age_files._Stream, do: Callable[..., object]) -> None:
        begin(self, fail if do.__name__ == end else do)

    monkeypatch.setattr(age_files._Stream, "__init__", spoil_one)
    with pytest.raises(raised, match="Disque plein" if failed is FULL else None):
        save_backup(target, encrypt=encrypter([safe.recipient]))
    assert list(target.parent.iterdir()) == []
    assert not list(target.parent.parent.rglob("*.partiel"))


@ON_SQLITE
def test_encrypted_ones_are_pruned_as_the_others(
    base: Database, safe: Safe, tmp_path: Path
) -> None:
    add()
    folder, encrypt = tmp_path / "ici", encrypter([safe.recipient])
    plain = save_in(folder)[0].path
    first = save_in(folder, encrypt=encrypt)[0].path
    second = save_in(folder, encrypt=encrypt)[0].path
    assert [path.suffix for path in (plain, first, second)] == [".sauvegarde", ".age", ".age"]
    made, gone = save_in(folder, 2, encrypt=encrypt)
    assert gone == [plain, first]
    left = [second, made.path]
    assert sorted(folder.iterdir()) == sorted(
        [*left, *(path.with_name(f"{path.name}.sha256") for path in left)]
    )


def main_key(tmp_path: Path) -> MainKey:
    (path,) = tmp_path.glob("cle-*")
    return MainKey.load(path)


@server_in_full
def test_one_nir_is_read_and_never_said(
    portefeuille: Portefeuille, safe: Safe, tmp_path: Path
) -> None:
    folder, key = tmp_path / "ici", main_key(tmp_path)
    looks = OneNir(key), OneNir(None), OneNir(MainKey.drawn())
    save_in(folder, look=(none := OneNir(key)))
    assert (none.said, none.sound) == (NONE, True)
    portefeuille.enroll(gerant(2, deja_inscrit=True))
    portefeuille.enroll(independant(1))
    for look in looks:
        save_in(folder, encrypt=encrypter([safe.recipient]), look=look)
    assert [look.sound for look in looks] == [True, True, False]
    assert [
        look.said.startswith(said) for look, said in zip(looks, (READ, NO_KEY, UNREAD), strict=True)
    ] == [True] * 3
    assert not [look for look in looks if NIR[:8] in look.said]
    before = {path.name for path in folder.iterdir()}
    Inscription.update(nir=b"\x01" * 60).where(Inscription.nir.is_null(False)).execute()
    spoilt = OneNir(key)
    made, gone = save_in(folder, 1, look=spoilt)
    assert (spoilt.sound, gone) == (False, [])
    assert before < {path.name for path in folder.iterdir()}
    assert made.path.exists()


def test_the_plain_copy_is_private_and_where_the_base_is(
    base: Database, engine: str, safe: Safe, target: Path, tmp_path: Path
) -> None:
    add()
    seen = list[Path]()

    def look(plain: Path, part: Path) -> None:
        assert (plain.stat().st_mode & 0o777, part.stat().st_size) == (0o600, 0)
        seen.append(plain)
        part.write_bytes(b"x")

    save_backup(target, encrypt=look)
    assert seen[0].parent == (tmp_path if engine == "sqlite" else target.parent)
    assert backup.PLAIN in seen[0].name
    assert not seen[0].exists()
