"""`utilisateur cle`: who comes through sshd, and the file that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.command import command
from models.storage.opening import close_database
from models.tables import Operation
from tests.journeys.command_line.command import Run, look
from tests.ssh_keys import ECDSA, ED25519, RSA

LINE = 'restrict,pty,command="/opt/p session {} --empreinte {}" {}'


@pytest.fixture
def file(espace: Run, tmp_path: Path) -> Path:
    """Give the file that the settings name, of a cabinet of two people."""
    path = tmp_path / "ssh" / "authorized_keys"
    settings = tmp_path / "xdg_config_home" / "portefeuille" / "config.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'[serveur]\ncles = "{path}"\nlanceur = "/opt/p"\n', "utf-8")
    assert espace("utilisateur", "ajouter", "m.petit", "--nom", "Marc Petit").status == 0
    return path


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()[1:]


def test_a_key_comes_in_and_goes(espace: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "m.pub").write_text(f"{ED25519.text} marc@bureau\n", "utf-8")
    given = espace("utilisateur", "cle", "ajouter", "m.petit", "--cle", str(tmp_path / "m.pub"))
    assert (given.status, given.err) == (0, "")
    said = f"Clé ajoutée\xa0: m.petit  {ED25519.empreinte}  ssh-ed25519  marc@bureau  "
    first, second = given.out.splitlines()
    assert first.startswith(said)
    assert second == f"Fichier des clés écrit\xa0: {file}"
    marc = f"{LINE.format('m.petit', *reversed(ED25519))} marc@bureau"
    assert lines(file) == [marc]
    pasted = espace("utilisateur", "cle", "ajouter", "c.durand", "--cle", "-", typed=RSA.text)
    assert pasted.status == 0
    claire = LINE.format("c.durand", *reversed(RSA))
    assert lines(file) == [marc, claire]
    assert espace("utilisateur", "desactiver", "m.petit").status == 0
    assert lines(file) == [claire]
    listed = espace("utilisateur", "cle", "lister").out.splitlines()
    assert [one.endswith("accès fermé") for one in listed] == [False, True]
    assert espace("utilisateur", "reactiver", "m.petit").status == 0
    assert lines(file) == [marc, claire]
    gone = espace("utilisateur", "cle", "retirer", "c.durand", RSA.empreinte)
    assert gone.out.startswith(f"Clé retirée\xa0: c.durand  {RSA.empreinte}")
    assert lines(file) == [marc]
    look(tmp_path)
    row = Operation.get(Operation.verbe == "retirer_cle_ssh")
    assert str(row.origine).startswith("unix:")
    assert row.details["empreinte"] == RSA.empreinte
    close_database()


@pytest.mark.usefixtures("file")
def test_the_keys_are_listed_in_json(espace: Run) -> None:
    words = ("--nom", "clé de secours")
    espace("utilisateur", "cle", "ajouter", "m.petit", *words, typed=ECDSA.text)
    espace("utilisateur", "cle", "ajouter", "c.durand", typed=ED25519.text)
    claire, marc = espace("utilisateur", "cle", "lister", "--json").rows
    assert claire["identifiant"] == "c.durand"
    assert str(marc.pop("ajoutee_le")).endswith("+00:00")
    assert marc == {
        "identifiant": "m.petit",
        "empreinte": ECDSA.empreinte,
        "type": "ecdsa-sha2-nistp256",
        "nom": "clé de secours",
        "actif": True,
    }
    alone = espace("utilisateur", "cle", "lister", "m.petit", "--json").rows
    assert [one["empreinte"] for one in alone] == [ECDSA.empreinte]


def test_without_a_file_the_verb_says_so(espace: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("authorized_keys*"))
    given = espace("utilisateur", "cle", "ajouter", "c.durand", typed=ED25519.text)
    assert given.status == 0
    assert "Aucun fichier de clés n'est réglé" in given.out
    refused = espace("utilisateur", "cle", "ecrire")
    assert (refused.status, refused.out) == (1, "")
    assert "[serveur] cles" in refused.err
    assert sorted(tmp_path.rglob("authorized_keys*")) == before == []


def test_a_file_that_cannot_be_written_is_said_and_written_later(espace: Run, file: Path) -> None:
    file.parent.write_text("", "utf-8")
    refused = espace("utilisateur", "cle", "ajouter", "m.petit", typed=ED25519.text)
    assert refused.status == 1
    file.parent.unlink()
    given = espace("utilisateur", "cle", "ajouter", "m.petit", typed=ED25519.text)
    assert given.status == 0, given.err
    file.unlink()
    file.mkdir()
    closed = espace("utilisateur", "desactiver", "m.petit")
    assert (closed.status, closed.out) == (1, "")
    assert closed.err.endswith(f"Ensuite\xa0: {command('utilisateur cle ecrire')}\n")
    file.rmdir()
    assert espace("utilisateur", "cle", "ecrire").out == f"Fichier des clés écrit\xa0: {file}\n"
    assert lines(file) == []


def test_a_restored_base_has_its_own_keys(espace: Run, file: Path, tmp_path: Path) -> None:
    espace("utilisateur", "cle", "ajouter", "m.petit", typed=ED25519.text)
    before = lines(file)
    copy = str(tmp_path / "copie.db")
    assert espace("sauvegarder", copy).status == 0
    espace("utilisateur", "cle", "ajouter", "c.durand", typed=RSA.text)
    assert len(lines(file)) == 2
    restored = espace("restaurer", copy)
    assert (restored.status, restored.err) == (0, "")
    assert lines(file) == before


def test_a_private_key_is_neither_kept_nor_repeated(espace: Run, tmp_path: Path) -> None:
    secret = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ"
    typed = f"-----BEGIN OPENSSH PRIVATE KEY-----\n{secret}\n"
    refused = espace("utilisateur", "cle", "ajouter", "c.durand", typed=typed)
    assert (refused.status, refused.out) == (1, "")
    assert "ne doit jamais être envoyée" in refused.err
    assert secret not in refused.err
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(secret.encode() in path.read_bytes() for path in kept)


@pytest.mark.parametrize(
    "settings",
    [
        'serveur = "x"',
        '[serveur]\nclef = "/x"',
        '[serveur]\ncles = "authorized_keys"',
        "[serveur]\ncles = 3",
        "[serveur]\nlanceur = '/opt/a\"b'",
        "[serveur]\nlanceur = '/opt/a\\'",
        '[serveur]\nlanceur = "/opt/a\\nb"',
        '[serveur]\nlanceur = "portefeuille"',
    ],
)
def test_settings_that_sshd_would_misread_are_refused(
    espace: Run, tmp_path: Path, settings: str
) -> None:
    path = tmp_path / "reglages.toml"
    path.write_text(settings, "utf-8")
    refused = espace("--config", str(path), "utilisateur", "cle", "lister")
    assert (refused.status, refused.out) == (1, "")
    assert 'cles = "/srv/portefeuille/.ssh/authorized_keys"' in refused.err
