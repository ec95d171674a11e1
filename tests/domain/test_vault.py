"""The main key and what it seals: it opens in its own place, with its own key, or not at all."""

from __future__ import annotations

import os
import stat
import traceback
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue, KeyMissing, Refusal, StorageFailure
from models.sealing import printed_secrets
from models.sealing.vault import ABSENT, MainKey, Tampered, Vault

SECRET = bytes(range(32))
KEY = MainKey(SECRET)
CABINET, ROW = UUID(int=1), UUID(int=2)
VAULT, ENVELOPPE = Vault.create(KEY, CABINET)
NIR = b"180017505600004"
OVERHEAD = 1 + 2 + 12 + 16


@given(plain=st.binary(max_size=200), row=st.uuids(), field=st.text(max_size=20))
def test_what_is_sealed_opens_in_its_place(plain: bytes, row: UUID, field: str) -> None:
    sealed = VAULT.seal(plain, row=row, field=field)
    assert VAULT.open(sealed, row=row, field=field) == plain
    assert len(sealed) == OVERHEAD + len(plain)
    assert sealed[:3] == b"\x01\x00\x01"


@given(plain=st.binary(min_size=4, max_size=40), bit=st.integers(min_value=0))
def test_any_flipped_bit_is_refused(plain: bytes, bit: int) -> None:
    sealed = bytearray(VAULT.seal(plain, row=ROW, field="nir"))
    place = bit % (len(sealed) * 8)
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises((Tampered, KeyMissing)):
        VAULT.open(bytes(sealed), row=ROW, field="nir")


@given(cut=st.integers(min_value=0, max_value=OVERHEAD + len(NIR) - 1))
def test_a_shortened_value_is_refused(cut: int) -> None:
    sealed = VAULT.seal(NIR, row=ROW, field="nir")
    with pytest.raises((Tampered, KeyMissing)):
        VAULT.open(sealed[:cut], row=ROW, field="nir")


@given(row=st.uuids(), field=st.text(max_size=20))
def test_another_place_is_refused(row: UUID, field: str) -> None:
    sealed = VAULT.seal(NIR, row=ROW, field="nir")
    if row != ROW:
        with pytest.raises(Tampered):
            VAULT.open(sealed, row=row, field="nir")
    if field != "nir":
        with pytest.raises(Tampered):
            VAULT.open(sealed, row=ROW, field=field)


def test_the_same_keys_in_another_cabinet_or_under_another_kid_open_nothing() -> None:
    sealed = VAULT.seal(NIR, row=ROW, field="nir")
    elsewhere = Vault(uuid4(), VAULT.kid, _keys=VAULT._keys)
    later = Vault(CABINET, 2, _keys=VAULT._keys)
    with pytest.raises(Tampered):
        elsewhere.open(sealed, row=ROW, field="nir")
    with pytest.raises(KeyMissing):
        later.open(sealed, row=ROW, field="nir")
    relabelled = sealed[:1] + b"\x00\x02" + sealed[3:]
    with pytest.raises(Tampered):
        later.open(relabelled, row=ROW, field="nir")


def test_two_seals_of_one_value_differ() -> None:
    assert VAULT.seal(NIR, row=ROW, field="nir") != VAULT.seal(NIR, row=ROW, field="nir")


def test_the_enveloppe_gives_the_same_keys_back() -> None:
    sealed = VAULT.seal(NIR, row=ROW, field="nir")
    again = Vault.unwrap(KEY, ENVELOPPE, CABINET, 1)
    assert again.is_open
    assert again.open(sealed, row=ROW, field="nir") == NIR
    assert again.sign(b"", b"x") == VAULT.sign(b"", b"x")


@pytest.mark.parametrize(
    ("key", "enveloppe", "cabinet", "kid"),
    [
        (MainKey(bytes(32)), ENVELOPPE, CABINET, 1),
        (KEY, ENVELOPPE, uuid4(), 1),
        (KEY, ENVELOPPE, CABINET, 2),
        (KEY, ENVELOPPE[:-1] + bytes([ENVELOPPE[-1] ^ 1]), CABINET, 1),
        (KEY, b"\x02" + ENVELOPPE[1:], CABINET, 1),
        (KEY, ENVELOPPE[:20], CABINET, 1),
        (KEY, b"", CABINET, 1),
    ],
    ids=["key", "cabinet", "kid", "altered", "version", "cut", "empty"],
)
def test_an_enveloppe_opens_only_with_its_own(
    key: MainKey, enveloppe: bytes, cabinet: UUID, kid: int
) -> None:
    with pytest.raises(KeyMissing, match="n'est pas celle de ce cabinet"):
        Vault.unwrap(key, enveloppe, cabinet, kid)


def test_seals_of_the_journal_depend_on_the_chain_the_payload_and_the_key() -> None:
    one = VAULT.sign(b"p" * 32, b"payload")
    other, _ = Vault.create(KEY, CABINET)
    assert one is not None
    assert len(one) == 32
    assert one == VAULT.sign(b"p" * 32, b"payload")
    assert one != VAULT.sign(b"", b"p" * 32 + b"payload")
    assert one != VAULT.sign(b"q" * 32, b"payload")
    assert one != other.sign(b"p" * 32, b"payload")


def test_without_the_key_nothing_is_sealed_and_the_sentence_says_why() -> None:
    vault = Vault.absent(CABINET)
    assert not vault.is_open
    assert vault.sign(b"", b"x") is None
    with pytest.raises(KeyMissing, match="Clé absente"):
        vault.seal(NIR, row=ROW, field="nir")
    with pytest.raises(KeyMissing, match="Clé absente"):
        vault.open(VAULT.seal(NIR, row=ROW, field="nir"), row=ROW, field="nir")
    assert vault.why == ABSENT


def shown(thing: object) -> str:
    return f"{thing!r} {thing!s} {thing} {[thing]} {{thing: {thing!r}}}"


@pytest.mark.parametrize("thing", [KEY, VAULT])
def test_no_key_shows_in_a_repr(thing: MainKey | Vault) -> None:
    bytes_of = KEY._secret if isinstance(thing, MainKey) else VAULT._keys
    text = shown(thing)
    spellings = (repr(bytes_of)[2:-1], bytes_of.hex(), printed_secrets.encode(bytes_of[:5]))
    assert not any(spelling in text for spelling in spellings)


def test_no_key_shows_in_a_refusal() -> None:
    with pytest.raises(Tampered) as caught:
        VAULT.open(VAULT.seal(NIR, row=ROW, field="nir"), row=uuid4(), field="nir")
    assert "180017505600004" not in "".join(traceback.format_exception(caught.value))


@given(secret=st.binary(min_size=32, max_size=32))
def test_a_printed_key_reads_back(secret: bytes) -> None:
    key = MainKey(secret)
    lines = key.printed.split("\n")
    assert [len(line) for line in lines] == [39, 39]
    assert MainKey.from_printed(key.printed)._secret == secret
    sloppy = key.printed.lower().replace("0", "o").replace("1", "l").replace(" ", "-")
    assert MainKey.from_printed(f"  {sloppy}\n")._secret == secret


@given(
    secret=st.binary(min_size=32, max_size=32),
    place=st.integers(min_value=0, max_value=63),
    other=st.sampled_from(printed_secrets.ALPHABET + "U!é"),
)
def test_any_wrong_character_of_a_printed_key_is_found(
    secret: bytes, place: int, other: str
) -> None:
    typed = list(printed_secrets.read(MainKey(secret).printed))
    if typed[place] == other:
        return
    typed[place] = other
    with pytest.raises(BadValue) as caught:
        MainKey.from_printed("".join(typed))
    if other in printed_secrets.ALPHABET and place < 32:
        assert "ligne 1" in str(caught.value)
    elif other in printed_secrets.ALPHABET:
        assert "ligne 2" in str(caught.value)


@pytest.mark.parametrize("order", [(1, 0), (0, 0), (0,), (0, 1, 1)])
def test_lines_of_a_printed_key_have_their_place(order: tuple[int, ...]) -> None:
    lines = KEY.printed.split("\n")
    with pytest.raises(BadValue):
        MainKey.from_printed("\n".join(lines[number] for number in order))


def test_lines_of_two_keys_make_no_key() -> None:
    first, _ = KEY.printed.split("\n")
    _, second = MainKey(bytes(32)).printed.split("\n")
    with pytest.raises(BadValue, match="ligne 2"):
        MainKey.from_printed(f"{first}\n{second}")


def test_a_key_is_created_once_private_and_loaded_back(tmp_path: Path) -> None:
    path = tmp_path / "cles" / "portefeuille.cle"
    key = MainKey.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert MainKey.load(path).kek_id == key.kek_id
    before = path.read_bytes()
    with pytest.raises(Refusal, match="existe déjà"):
        MainKey.create(path)
    assert path.read_bytes() == before


def test_two_keys_have_two_fingerprints_that_tell_nothing(tmp_path: Path) -> None:
    one, other = MainKey.create(tmp_path / "a"), MainKey.create(tmp_path / "b")
    assert one.kek_id != other.kek_id
    assert len(one.kek_id) == 16
    assert one.kek_id not in one._secret.hex()


def test_the_mode_does_not_depend_on_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        MainKey(SECRET).store(tmp_path / "cle")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "cle").stat().st_mode) == 0o400


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailure):
        MainKey.create(tmp_path / "file" / "cle")


def an_absent_file(path: Path) -> None:
    path.unlink()


def a_link(path: Path) -> None:
    path.rename(path.with_suffix(".vrai"))
    path.symlink_to(path.with_suffix(".vrai"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def readable_by_the_group(path: Path) -> None:
    path.chmod(0o440)


def readable_by_all(path: Path) -> None:
    path.chmod(0o404)


def an_empty_file(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"")


def a_key_with_a_typing_error(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"0" * 63 + b"1")


def bytes_that_are_no_text(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"\xff" * 64)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (an_absent_file, "introuvable"),
        (a_link, "est un lien"),
        (a_folder, "n'est pas un fichier"),
        (a_pipe, "n'est pas un fichier"),
        (readable_by_the_group, "chmod 400"),
        (readable_by_all, "chmod 400"),
        (an_empty_file, "ne contient pas une clé"),
        (a_key_with_a_typing_error, "ne contient pas une clé"),
        (bytes_that_are_no_text, "ne contient pas une clé"),
    ],
)
def test_a_file_that_is_not_a_private_key_is_refused(
    tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    path = tmp_path / "portefeuille.cle"
    MainKey.create(path)
    spoil(path)
    with pytest.raises(KeyMissing, match=sentence):
        MainKey.load(path)


def test_the_file_of_another_account_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "portefeuille.cle"
    MainKey.create(path)
    someone_else = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: someone_else)
    with pytest.raises(KeyMissing, match="un autre compte"):
        MainKey.load(path)
