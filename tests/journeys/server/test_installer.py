"""`serveur installer` and `retirer`, in a throw-away root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from models.errors import NotFound, Refusal, StorageFailure
from tests.journeys.command_line.command import Run
from tests.journeys.server.throw_away import ME
from tui.config import load
from tui.verbs.server.by_ssh import OF_THE_SERVER
from tui.verbs.server.installing import account, installer, remover, system, telling
from tui.verbs.server.installing.declared import After, File, Folder, declared
from tui.verbs.server.installing.places import Account, Places, places
from tui.verbs.server.session import PERMITTED

pytestmark = pytest.mark.xdist_group("sshd")


def tree(folder: Path) -> dict[Path, tuple[int, bytes | str | None]]:
    """Give all that a folder holds: modes, contents, links."""
    found: dict[Path, tuple[int, bytes | str | None]] = {}
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else None
        held = str(path.readlink()) if path.is_symlink() else content
        found[path] = (path.lstat().st_mode, held)
    return found


def test_a_trial_says_all_and_does_nothing(
    bare: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(bare.root)
    installer.install(bare, essai=True)
    told = capsys.readouterr().out
    assert tree(bare.root) == before
    for item in declared(bare):
        assert str(item.path) in told
        if isinstance(item, File):
            for line in filter(None, item.content.splitlines()):
                assert f"    | {line}" in told
    assert told.endswith("Rien n'a été fait (--essai).\n")


def test_it_is_put_there_once(bare: Places, capsys: pytest.CaptureFixture[str]) -> None:
    installer.install(bare, essai=False)
    told = capsys.readouterr().out
    assert all(str(item.path) in told for item in declared(bare))
    assert "creer-espace --cabinet" in told
    before = tree(bare.root)
    installer.install(bare, essai=False)
    assert capsys.readouterr().out == f"{installer.NOTHING}\n"
    installer.install(bare, essai=True)
    assert "Rien ne serait changé" in capsys.readouterr().out
    assert tree(bare.root) == before


def test_what_is_closed_is_closed(bare: Places) -> None:
    installer.install(bare, essai=False)
    for folder in (bare.data, bare.keys_folder, bare.backups):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert bare.settings.stat().st_mode & 0o777 == 0o640
    config = load({}, file=bare.settings)
    assert (config.base, config.cle) == (str(bare.base), bare.main_key)
    assert (config.cles, config.lanceur) == (bare.keys, str(bare.session))
    for script in (bare.session, bare.admin, bare.backup_script):
        subprocess.run(["/bin/sh", "-n", script], check=True)
        assert os.access(script, os.X_OK)


def test_who_administers_keeps_the_settings(
    bare: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    installer.install(bare, essai=False)
    text = bare.settings.read_text("utf-8").replace("[serveur]", 'theme = "sombre"\n\n[serveur]')
    bare.settings.write_text(text, "utf-8")
    bare.settings.chmod(0o666)
    installer.install(bare, essai=False)
    assert bare.settings.read_text("utf-8") == text
    assert bare.settings.stat().st_mode & 0o777 == 0o640
    capsys.readouterr()
    remover.remove(bare, essai=False)
    assert f"Gardé\u00a0: {bare.settings} (vous l'avez changé)" in capsys.readouterr().out
    assert bare.settings.read_text("utf-8") == text


@pytest.mark.parametrize("place", ["session", "drop_in", "admin"])
def test_what_another_wrote_is_not_replaced(bare: Places, place: str) -> None:
    path: Path = getattr(bare, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("à moi\n", "utf-8")
    before = tree(bare.root)
    with pytest.raises(StorageFailure, match="n'a pas été écrit par Portefeuille"):
        installer.install(bare, essai=False)
    assert tree(bare.root) == before
    remover.remove(bare, essai=False)
    assert path.read_text("utf-8") == "à moi\n"


@pytest.mark.parametrize("place", ["data", "session"])
def test_a_link_is_not_followed(bare: Places, tmp_path: Path, place: str) -> None:
    path: Path = getattr(bare, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    path.symlink_to(elsewhere)
    with pytest.raises(StorageFailure, match="est un lien"):
        installer.install(bare, essai=False)
    assert list(elsewhere.iterdir()) == []


def test_what_sshd_does_not_take_does_not_stay(
    bare: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.verbs.server.installing.drop_in.text", lambda _: "Mauvais oui\n")
    with pytest.raises(StorageFailure, match="Bad configuration option"):
        installer.install(bare, essai=False)
    assert not bare.drop_in.exists()


def test_what_sshd_does_not_read_does_not_stay(bare: Places) -> None:
    text = bare.sshd_config.read_text("utf-8")
    bare.sshd_config.write_text(text.partition("\n")[2], "utf-8")
    with pytest.raises(StorageFailure, match=r"Include .*sshd_config\.d/\*\.conf"):
        installer.install(bare, essai=False)
    assert not bare.drop_in.exists()


def test_a_machine_without_sshd_is_told(bare: Places) -> None:
    bare.sshd_config.unlink()
    with pytest.raises(NotFound, match="apt-get install openssh-server"):
        installer.install(bare, essai=False)


def test_it_takes_itself_away_and_nothing_else(
    bare: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(bare.root)
    installer.install(bare, essai=False)
    kept = (bare.base, bare.main_key, bare.backups / "hier.sauvegarde")
    for path in kept:
        path.write_text("x", "utf-8")
    capsys.readouterr()
    there = tree(bare.root)
    remover.remove(bare, essai=True)
    told = capsys.readouterr().out
    assert f"Serait retiré\u00a0: {bare.drop_in}" in told
    for folder in (bare.data, bare.backups):
        assert f"Serait retiré\u00a0: {folder}\n" not in told
        assert f"Gardé\u00a0: {folder} (" in told
    assert tree(bare.root) == there
    remover.remove(bare, essai=False)
    told = capsys.readouterr().out
    for path in kept:
        assert path.read_text("utf-8") == "x"
        assert path.name in told
        path.unlink()
    remover.remove(bare, essai=False)
    assert remover.NOTHING not in capsys.readouterr().out
    remover.remove(bare, essai=False)
    assert capsys.readouterr().out == f"{remover.NOTHING}\n"
    assert {path for path, _ in tree(bare.root).items() if path.is_file()} == {
        path for path in before if path.is_file()
    }


def test_the_machine_is_told_of_what_has_changed(bare: Places) -> None:
    assert telling.commands(bare, {After.NOBODY}) == []
    assert telling.commands(bare, {After.SYSTEMD, After.SSHD}) == [
        ("systemctl", "daemon-reload"),
        ("systemctl", "restart", "portefeuille-sauvegarde.timer"),
        ("systemctl", "restart", "portefeuille-veille.service"),
        ("systemctl", "try-reload-or-restart", "ssh"),
    ]


def test_only_root_changes_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    machine = places(None, None)
    for change in (installer.install, remover.remove):
        with pytest.raises(Refusal, match="sudo portefeuille serveur"):
            change(machine, essai=False)


def test_the_account_opens_by_a_key_alone() -> None:
    machine = Places(Path("/"), Account("portefeuille"))
    assert account.wrong(machine) == "manque"
    assert account.command(machine) == (
        "useradd --system --user-group --no-create-home --password '*' --home-dir "
        "/usr/local/lib/portefeuille/vide --shell /bin/sh --comment Portefeuille portefeuille"
    )
    made = Account("portefeuille", 999, 999, machine.home, "/bin/sh")
    assert account.wrong(Places(Path("/"), made)) == ""
    for spoilt in (
        Account("portefeuille", 999, 999, Path("/home/portefeuille"), "/bin/sh"),
        Account("portefeuille", 999, 999, machine.home, "/usr/sbin/nologin"),
    ):
        assert "attendu" in account.wrong(Places(Path("/"), spoilt))
        assert account.command(Places(Path("/"), spoilt)).startswith("usermod --home")


def test_a_program_that_others_may_change_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "programme"
    program.mkdir(mode=0o777)
    program.chmod(0o777)
    assert "D'autres que root" in account.changeable(program, os.geteuid())
    program.chmod(0o755)
    assert account.changeable(program, os.geteuid()) == ""
    monkeypatch.setattr(account, "program_files", lambda: (program,))
    program.chmod(0o700)
    with pytest.raises(Refusal, match="/opt/portefeuille"):
        account.refuse_closed_program(Places(Path("/"), Account("portefeuille")))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("installer", "--racine", "/"), 1, "--racine attend un dossier"),
        (("installer", "--racine", "/un dossier"), 1, "ni espace"),
        (("installer", "--compte", "C.Durand"), 1, "n'est pas un compte système"),
        (("installer", "--racine", "/x", "--compte", "personne-ici"), 3, "n'existe pas"),
        (("verifier", "--port", "70000"), 2, "de 1 à 65535"),
    ],
)
def test_bad_words_are_said(run: Run, words: tuple[str, ...], status: int, said: str) -> None:
    refused = run("serveur", *words)
    assert (refused.status, refused.out) == (status, "")
    assert said in refused.err


def test_nobody_does_it_through_ssh() -> None:
    assert "serveur" in OF_THE_SERVER
    assert "serveur" not in PERMITTED


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not there")
def test_systemd_understands_the_units(bare: Places) -> None:
    installer.install(bare, essai=False)
    units = sorted(bare.units.glob("portefeuille-*"))
    assert len(units) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not [line for line in done.stderr.splitlines() if "portefeuille" in line], done.stderr


def test_each_thing_says_what_it_is(bare: Places) -> None:
    items = declared(bare)
    assert len({item.path for item in items}) == len(items)
    assert all(item.what for item in items)
    folders = {item.path for item in items if isinstance(item, Folder)}
    assert {bare.data, bare.keys_folder, bare.backups, bare.home} <= folders
    assert items[-1].path == bare.drop_in
    assert system.shown(("a", "b")) == "a b"
    assert bare.account.name == ME
