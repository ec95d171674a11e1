"""Each line of `serveur verifier` that asks nothing of a running sshd is seen to turn red."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.server.at_rest import a_line, reds
from tests.journeys.server.throw_away import changed
from tests.ssh_keys import ED25519
from tests.tries import in_full
from tui.verbs.server.checking import lines, on_disk, server_settings, verifying
from tui.verbs.server.installing.declared import Link, declared
from tui.verbs.server.installing.drop_in import effective
from tui.verbs.server.installing.places import Places

pytestmark = pytest.mark.xdist_group("sshd")

SPOILT = {
    "authorizedkeysfile": "AuthorizedKeysFile .ssh/authorized_keys",
    "authenticationmethods": "AuthenticationMethods any",
    "pubkeyauthentication": "PubkeyAuthentication no",
    "passwordauthentication": "PasswordAuthentication yes",
    "kbdinteractiveauthentication": "KbdInteractiveAuthentication yes",
    "hostbasedauthentication": "HostbasedAuthentication yes",
    "authorizedkeyscommand": "AuthorizedKeysCommand /bin/true\nAuthorizedKeysCommandUser nobody",
    "trustedusercakeys": "TrustedUserCAKeys /etc/ssh/autorite.pub",
    "authorizedprincipalsfile": "AuthorizedPrincipalsFile /etc/ssh/noms",
    "forcecommand": "ForceCommand /bin/sh",
    "chrootdirectory": "ChrootDirectory /srv",
    "disableforwarding": "DisableForwarding no",
    "allowtcpforwarding": "AllowTcpForwarding yes",
    "allowstreamlocalforwarding": "AllowStreamLocalForwarding yes",
    "allowagentforwarding": "AllowAgentForwarding yes",
    "x11forwarding": "X11Forwarding yes",
    "permittunnel": "PermitTunnel yes",
    "gatewayports": "GatewayPorts yes",
    "permittty": "PermitTTY no",
    "permituserrc": "PermitUserRC yes",
    "maxsessions": "MaxSessions 100",
    "clientaliveinterval": "ClientAliveInterval 0",
    "clientalivecountmax": "ClientAliveCountMax 0",
    "acceptenv": "AcceptEnv *",
    "maxstartups": "MaxStartups 10:30:100",
    "permituserenvironment": "PermitUserEnvironment yes",
    "strictmodes": "StrictModes no",
    "setenv": "SetEnv LD_PRELOAD=/tmp/x.so",
}
"""What another file of /etc/ssh may say before ours."""


def test_a_server_that_is_sound_is_all_green(installed: Places) -> None:
    assert reds(installed) == set()
    assert len(list(verifying.at_rest(installed))) > 50


OF_THE_MACHINE = ("maxstartups", "permituserenvironment", "strictmodes")


@contextmanager
def said_before(places: Places, *names: str) -> Iterator[None]:
    """Have another file of /etc/ssh say first what is spoilt."""
    machine = [SPOILT[name] for name in names if name in OF_THE_MACHINE]
    account = [SPOILT[name] for name in names if name not in OF_THE_MACHINE]
    before, after = (places.drop_in.with_name(name) for name in ("00.conf", "zz.conf"))
    match = f"Match User {places.account.name}"
    before.write_text("\n".join([*machine, match, *account, "Match all", ""]), "utf-8")
    # Of MaxStartups alone, the last is heard.
    after.write_text("\n".join([*machine, ""]), "utf-8")
    try:
        yield
    finally:
        before.unlink()
        after.unlink()


def test_every_word_of_sshd_turns_red(installed: Places) -> None:
    assert set(SPOILT) == set(effective(installed))
    with said_before(installed, *SPOILT):
        red = reds(installed, server_settings.checks)
    assert {one.split()[2] for one in red} == set(SPOILT)


@in_full
@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.played
def test_a_word_of_sshd_turns_its_own_line_red(installed: Places, name: str) -> None:
    with said_before(installed, name):
        red = reds(installed, server_settings.checks)
    assert {one.split()[2] for one in red} == {name}


def test_an_sshd_that_cannot_read_turns_red(installed: Places) -> None:
    with changed(installed.drop_in):
        installed.drop_in.write_text("# Portefeuille\u00a0: \nMauvais oui\n", "utf-8")
        assert "sshd lit ses réglages (sshd -t)" in reds(installed, server_settings.checks)


@pytest.mark.parametrize("mode", [0o777, 0o666])
def test_every_mode_turns_its_line_red(installed: Places, mode: int) -> None:
    for item in declared(installed):
        if isinstance(item, Link):
            continue
        before = item.path.stat().st_mode
        item.path.chmod(mode)
        try:
            red = reds(installed, on_disk.checks)
        finally:
            item.path.chmod(before)
        assert f"{item.path}\u00a0: {item.what}" in red


def test_every_content_turns_its_line_red(installed: Places) -> None:
    for item in declared(installed):
        path = item.path
        if isinstance(item, Link):
            path.unlink()
            path.symlink_to("/dev/null")
            assert f"{path}\u00a0: {item.what}" in reds(installed, on_disk.checks)
            path.unlink()
            path.symlink_to(item.target)
        elif path.is_file() and path != installed.settings:
            with changed(path):
                path.write_text(path.read_text("utf-8") + "\n# de trop\n", "utf-8")
                assert f"{path}\u00a0: {item.what}" in reds(installed, on_disk.checks)


def test_the_launcher_that_is_not_isolated_turns_red(installed: Places) -> None:
    with changed(installed.session):
        text = installed.session.read_text("utf-8")
        assert " -I -X utf8 " in text
        installed.session.write_text(text.replace(" -I ", " "), "utf-8")
        assert f"{installed.session}\u00a0: ce que sshd lance" in reds(installed, on_disk.checks)


def reds_by_a_link(installed: Places, path: Path) -> set[str]:
    """Give what turns red once a link stands in the place of `path`, which comes back."""
    away = path.with_name("ailleurs")
    path.rename(away)
    path.symlink_to(away)
    try:
        return reds(installed)
    finally:
        path.unlink()
        away.rename(path)


@pytest.mark.parametrize("place", ["keys", "base", "main_key", "session", "drop_in", "settings"])
def test_a_link_in_the_place_of_a_file_turns_red(installed: Places, place: str) -> None:
    path: Path = getattr(installed, place)
    red = reds_by_a_link(installed, path)
    assert any(str(path.parent) in one or path.name in one for one in red)


@pytest.mark.parametrize("place", ["data", "keys_folder", "backups"])
def test_a_link_in_the_place_of_a_folder_turns_red(
    installed: Places, tmp_path: Path, place: str
) -> None:
    path: Path = getattr(installed, place)
    red = reds_by_a_link(installed, path)
    assert f"chemin de {path}" in red
    assert any(one.startswith(f"{path}\u00a0: ") for one in red)


OTHERS = 4242
"""An account that is nobody's."""


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone gives a file to another")
def test_another_owner_turns_red(installed: Places) -> None:
    mine = (os.geteuid(), os.getegid())
    for path in (installed.base, installed.main_key, installed.keys):
        os.chown(path, OTHERS, OTHERS)
        red = reds(installed)
        os.chown(path, *mine)
        assert f"contenu de {path.parent}" in red
    for item in declared(installed):
        if not isinstance(item, Link):
            os.chown(item.path, OTHERS, OTHERS)
            red = reds(installed, on_disk.checks)
            os.chown(item.path, *mine)
            assert f"{item.path}\u00a0: {item.what}" in red


def test_what_is_open_in_a_folder_of_the_account_turns_red(installed: Places) -> None:
    for folder in (installed.data, installed.keys_folder, installed.backups):
        path = folder / "ouvert"
        path.touch(mode=0o644)
        red = reds(installed, on_disk.checks)
        path.unlink()
        assert red == {f"contenu de {folder}"}


def test_a_home_that_holds_something_turns_red(installed: Places) -> None:
    installed.home.chmod(0o755)
    (installed.home / ".ssh").mkdir()
    red = reds(installed, on_disk.checks)
    (installed.home / ".ssh").rmdir()
    installed.home.chmod(0o555)
    assert f"accueil vide\u00a0: {installed.home}" in red


def test_a_way_that_others_may_change_turns_red(installed: Places) -> None:
    above = installed.data.parent
    above.chmod(0o777)
    red = reds(installed, on_disk.checks)
    above.chmod(0o755)
    assert {f"chemin de {installed.data}", f"chemin de {installed.keys_folder}"} <= red


@pytest.mark.parametrize("name", ["cles", "lanceur", "base", "cle"])
def test_settings_that_lead_elsewhere_turn_red(installed: Places, name: str) -> None:
    with changed(installed.settings):
        text = installed.settings.read_text("utf-8")
        spoilt = text.replace(f'{name} = "', f'{name} = "/ailleurs')
        assert spoilt != text
        installed.settings.write_text(spoilt, "utf-8")
        expected = {"base": "base", "cle": "clé principale"}.get(name, "réglages")
        assert expected in reds(installed, on_disk.checks)


@pytest.mark.parametrize("options", ["pty", "restrict,pty,port-forwarding", "restrict,pty,user-rc"])
def test_a_line_that_allows_more_turns_red(installed: Places, options: str) -> None:
    with changed(installed.keys):
        installed.keys.write_text(a_line(installed, options), "utf-8")
        assert reds(installed, lines.checks) == {f"lignes de {installed.keys}"}


@pytest.mark.parametrize("spoil", ["/bin/sh", "", "other"])
def test_a_line_that_runs_another_thing_turns_red(installed: Places, spoil: str) -> None:
    rows = {
        "/bin/sh": a_line(installed).replace(str(installed.session), "/bin/sh"),
        "": ED25519.text,
        "other": a_line(installed).replace('" ssh-', '",environment="A=B" ssh-'),
    }
    with changed(installed.keys):
        installed.keys.write_text(rows[spoil], "utf-8")
        red = reds(installed, lines.checks)
    assert red == {f"lignes de {installed.keys}"}
