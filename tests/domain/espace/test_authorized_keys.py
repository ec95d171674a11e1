"""The file by which sshd knows people: whole, private, and of nobody who may not come in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.access import authorized_keys
from models.access.authorized_keys import KeysNotWritten, line_of, write, write_to
from models.access.ssh_keys import add_key, open_keys, remove_key
from models.access.utilisateur import add_user, disable_user, enable_user
from models.command import command
from models.errors import StorageFailure
from models.labels import Role
from models.sealing.vault import Vault
from models.storage.failures import gesture
from models.tables import Cabinet, CleSsh, Utilisateur
from models.tables.table import database
from tests.domain.espace.people import NOW, verbs
from tests.ssh_keys import ECDSA, ED25519, RSA
from tui.verbs.opened import patiently

LAUNCHER = "/usr/bin/portefeuille"


@pytest.fixture
def file(tmp_path: Path, cabinet: Cabinet, vault: Vault) -> Iterator[Path]:
    """Give where the file is to be; m.petit is there too."""
    petit(cabinet, vault, "m.petit")
    path = tmp_path / "ssh" / "authorized_keys"
    write_to(path, LAUNCHER)
    yield path
    write_to(None, "")


def petit(cabinet: Cabinet, vault: Vault, identifiant: str) -> None:
    person = {"identifiant": identifiant, "nom": "", "role": Role.COLLABORATEUR}
    add_user(cabinet, **person, by=None, vault=vault, now=NOW)  # type: ignore[arg-type]


def add(cabinet: Cabinet, vault: Vault, who: str, pasted: str, nom: str = "") -> None:
    add_key(cabinet, who, pasted, nom=nom, by=None, vault=vault, now=NOW)


def lines(path: Path) -> list[str]:
    """Give the lines of keys, under the one that says whose the file is."""
    header, *found = path.read_text("utf-8").splitlines()
    assert re.match(f"# Portefeuille {Cabinet.get().uid.hex}\xa0: ", header)
    return found


def line(who: str, known: str, empreinte: str, nom: str = "") -> str:
    command = f"{LAUNCHER} session {who} --empreinte {empreinte}"
    return f'restrict,pty,command="{command}" {known} {nom}'.rstrip()


def test_each_change_writes_the_file_anew(cabinet: Cabinet, vault: Vault, file: Path) -> None:
    add(cabinet, vault, "m.petit", ED25519.text, "portable de Marc")
    marc = line("m.petit", *ED25519, "portable de Marc")
    assert lines(file) == [marc]
    add(cabinet, vault, "c.durand", RSA.text)
    claire = line("c.durand", *RSA)
    assert lines(file) == [marc, claire]
    disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    assert lines(file) == [claire]
    enable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    assert lines(file) == [marc, claire]
    remove_key(cabinet, "c.durand", RSA.empreinte, by=None, vault=vault, now=NOW)
    assert lines(file) == [marc]
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(one.name for one in file.parent.iterdir()) == [file.name, f"{file.name}.verrou"]


def test_a_gesture_that_is_given_up_writes_nothing(
    cabinet: Cabinet, vault: Vault, file: Path
) -> None:
    add(cabinet, vault, "m.petit", ED25519.text)
    before = file.read_bytes()
    with suppress(ZeroDivisionError), gesture():
        disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
        assert file.read_bytes() == before
        raise ZeroDivisionError
    assert file.read_bytes() == before
    write()
    assert file.read_bytes() == before


def test_without_a_place_nothing_is_written(
    cabinet: Cabinet, vault: Vault, file: Path, tmp_path: Path
) -> None:
    write_to(None, "")
    before = sorted(tmp_path.rglob("*"))
    add(cabinet, vault, "m.petit", ED25519.text)
    write()
    assert sorted(tmp_path.rglob("*")) == before
    assert authorized_keys.place() is None
    assert not file.exists()


def ran_by_sshd(written: str) -> list[str]:
    """Give the words that the command of a line has, as sshd reads it and a shell runs it."""
    options, rest = written.split('command="', 1)
    assert options == "restrict,pty,"
    command, place = "", 0
    # As opt_dequote of OpenSSH's misc.c.
    while rest[place] != '"':
        place += rest[place : place + 2] == '\\"'
        command += rest[place]
        place += 1
    assert rest[place + 1] == " ", "no other option follows"
    shown = f"printf '%s\\n' {command}"
    done = subprocess.run(["/bin/sh", "-c", shown], capture_output=True, check=True)
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize("who", ["o'brien", "''", "-x", "--", "é'@+.-_", "c.durand@cabinet.fr"])
@pytest.mark.parametrize("lanceur", [LAUNCHER, "/opt/mon lanceur's/$(id) `id`;x"])
def test_no_identifiant_that_may_be_given_leaves_its_quotes(
    cabinet: Cabinet, vault: Vault, file: Path, who: str, lanceur: str
) -> None:
    write_to(file, lanceur)
    petit(cabinet, vault, who)
    add(cabinet, vault, who, ED25519.text, 'x" command="sh')
    (written,) = lines(file)
    words = ran_by_sshd(written)
    expected = [lanceur, "session", who, "--empreinte", ED25519.empreinte]
    if who.startswith("-"):
        expected = [lanceur, "session", "--empreinte", ED25519.empreinte, "--", who]
    assert words == expected


TEXTS = st.text(min_size=1)
SIGNS = st.text(st.sampled_from("ab\"'\\ \n\r\t,=#$`;-é"), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=TEXTS | SIGNS, nom=TEXTS | SIGNS, cle=st.just(ED25519.text) | SIGNS)
def test_whatever_the_base_holds_a_line_is_of_one_key(who: str, nom: str, cle: str) -> None:
    key = CleSsh(
        utilisateur=Utilisateur(identifiant=who), cle=cle, empreinte=ED25519.empreinte, nom=nom
    )
    try:
        written = line_of(key, LAUNCHER)
    except ValueError:
        return
    assert cle == ED25519.text
    assert len(written.splitlines()) == 1
    assert f'" {ED25519.text}' in written
    assert written.isprintable()


@pytest.mark.parametrize(
    "change",
    [
        {"cle": f'ssh-ed25519 AAAA\nrestrict,command="sh" {RSA.text}'},
        {"cle": ECDSA.text},
        {"empreinte": 'SHA256:"'.ljust(50, "x")},
        {"identifiant": 'm" ssh-rsa'},
        {"identifiant": "m.petit\n"},
    ],
)
def test_what_was_changed_behind_the_program_opens_nothing_and_is_said(
    cabinet: Cabinet, vault: Vault, file: Path, change: dict[str, str]
) -> None:
    add(cabinet, vault, "c.durand", RSA.text)
    add(cabinet, vault, "m.petit", ED25519.text)
    table = Utilisateur if "identifiant" in change else CleSsh
    who = Utilisateur.get(Utilisateur.identifiant == "m.petit")
    own = Utilisateur.id == who.id if table is Utilisateur else CleSsh.utilisateur == who
    table.update(**change).where(own).execute()
    with pytest.raises(KeysNotWritten, match="Ces clés n'y sont pas") as caught:
        write()
    assert "verifier" in str(caught.value)
    assert lines(file) == [line("c.durand", *RSA)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{ECDSA.text} moi\n", "n'a pas été écrit par Portefeuille"),
        (f"# Portefeuille {UUID(int=7).hex}\n", "est celui d'une autre base"),
    ],
)
def test_what_somebody_else_wrote_stays(
    cabinet: Cabinet, vault: Vault, file: Path, content: str, said: str
) -> None:
    file.parent.mkdir()
    file.write_text(content, "utf-8")
    before = verbs()
    with pytest.raises(StorageFailure, match=said):
        add(cabinet, vault, "m.petit", ED25519.text)
    assert (verbs(), open_keys(cabinet)) == (before, ())
    with pytest.raises(KeysNotWritten, match=said):
        write()
    assert file.read_text("utf-8") == content
    file.write_text("\n", "utf-8")
    add(cabinet, vault, "m.petit", ED25519.text)
    assert len(lines(file)) == 1


def test_a_closing_that_sshd_cannot_be_told_of_is_said(
    cabinet: Cabinet, vault: Vault, file: Path
) -> None:
    add(cabinet, vault, "m.petit", ED25519.text)
    file.unlink()
    file.mkdir()
    with pytest.raises(KeysNotWritten) as caught:
        disable_user(cabinet, "m.petit", by=None, vault=vault, now=NOW)
    assert "C'est enregistré, mais" in str(caught.value)
    assert str(caught.value).endswith(command("utilisateur cle ecrire"))
    assert not Utilisateur.get(Utilisateur.identifiant == "m.petit").actif
    file.rmdir()
    write()
    assert lines(file) == []


def test_two_administrateurs_at_once_lose_no_key(
    cabinet: Cabinet, vault: Vault, file: Path
) -> None:
    """Each reads the base once it holds the file: who writes last has seen what all committed."""
    given = {"p0": ED25519.text, "p1": RSA.text, "p2": ECDSA.text}
    for who in given:
        petit(cabinet, vault, who)

    def give(who: str) -> None:
        try:
            patiently(lambda: add(cabinet, vault, who, given[who]))
        finally:
            database.close()

    with ThreadPoolExecutor(len(given)) as pool:
        list(pool.map(give, given))
    assert sorted(re.findall(r"session (\w+) ", file.read_text("utf-8"))) == [*given]


def test_who_waits_for_the_file_reads_what_was_committed_meanwhile(
    cabinet: Cabinet, vault: Vault, file: Path
) -> None:
    add(cabinet, vault, "m.petit", ED25519.text)

    before = authorized_keys._held

    @contextmanager
    def held(path: Path) -> Iterator[None]:
        with before(path):
            Utilisateur.update(actif=False).where(Utilisateur.identifiant == "m.petit").execute()
            yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authorized_keys, "_held", held)
        write()
    assert lines(file) == []


def test_a_file_that_another_session_holds_is_waited_for_then_said(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authorized_keys, "PATIENCE", 0.0)
    write()
    refused = pytest.raises(KeysNotWritten, match="une autre session l'écrit")
    with authorized_keys._held(file), refused:
        write()
    write()
