"""The package of a newer version, put under a server where somebody is at work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.command_line.command import PASSWORD
from tests.packaging.conftest import NEXT
from tests.packaging.machine import Machine
from tests.packaging.systemd import told_to_systemd
from tests.pseudo_terminal import ENTER, PseudoTerminal
from tests.ssh_keys import ED25519
from tests.tries import in_full

pytestmark = [pytest.mark.xdist_group("package"), pytest.mark.slow, in_full]

ADMIN, WATCH = "/usr/local/sbin/portefeuille-admin", "portefeuille-veille"
KEYS = "/var/lib/portefeuille/ssh/authorized_keys"
QUIT = "\x11"


def come(machine: Machine, asked: str = "") -> list[str]:
    """Give the words by which sshd lets c.durand in."""
    (command,) = re.findall(r'command="(.+?)" ', machine.sh(f"cat {KEYS}"))
    given = ["TERM=xterm-256color", "SSH_CONNECTION=127.0.0.1 1 127.0.0.1 22"]
    given += [f"SSH_ORIGINAL_COMMAND={asked}"] if asked else []
    run = f"exec runuser -u portefeuille -- {command}"
    return machine.words("env", *given, "/bin/sh", "-c", run)


def watch(machine: Machine) -> str:
    """Name the warmed process, and the version that it is of."""
    pid = machine.sh(f"cat /run/{WATCH}.pid").strip()
    machine.sh(f"kill -0 {pid}")
    return pid


def test_an_upgrade_cuts_nobody(machine: Machine, next_package: Path) -> None:
    assert machine.create_espace(ADMIN).status == 0
    assert (
        machine.run(ADMIN, "utilisateur", "cle", "ajouter", "c.durand", typed=ED25519.text).status
        == 0
    )
    machine.sh(f"systemctl start {WATCH}.service")
    before = watch(machine)
    try:
        with PseudoTerminal(come(machine)) as terminal:
            terminal.wait_for("Connectez-vous à votre espace")
            terminal.send(f"{PASSWORD}{ENTER}")
            terminal.wait_for("Accueil")
            told_to_systemd(machine)
            upgraded = machine.install(next_package)
            assert upgraded.status == 0, upgraded.err
            assert told_to_systemd(machine) == [f"try-restart {WATCH}.service"]
            assert watch(machine) != before
            with PseudoTerminal(come(machine)) as another:
                another.wait_for("Connectez-vous à votre espace")
                another.send(QUIT)
                assert another.wait() == 0
            terminal.send("\x1b[15~")  # F5
            terminal.send(QUIT)
            assert terminal.wait() == 0
        assert machine.run("portefeuille", "--version").out.strip().endswith(NEXT)
    finally:
        machine.sh(f"systemctl stop {WATCH}.service")
