"""The package installed, run, upgraded, taken away and purged, on a machine to be thrown away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.packaging.conftest import NEXT
from tests.packaging.machine import BASE, INFO, Machine
from tests.packaging.systemd import told_to_systemd
from tests.tries import in_full
from tui import __version__

pytestmark = [pytest.mark.xdist_group("package"), pytest.mark.slow]


def flat(said: str) -> str:
    """Read what is said with the spaces of a keyboard."""
    return said.replace("\u00a0", " ")


def test_it_is_installed_and_runs(installed: Machine) -> None:
    assert installed.run("portefeuille", "--version").out == f"portefeuille {__version__}\n"
    assert installed.run("portefeuille", "lister", "--json").out == "[]\n"
    session = installed.sh("cat /usr/local/lib/portefeuille/session")
    assert "\n    /opt/portefeuille/bin/python -I -S -E /opt/portefeuille/lib/" in session


@in_full
def test_an_upgrade_tells_what_runs_and_leaves_the_base(
    machine: Machine, next_package: Path
) -> None:
    before = machine.sh(f"sha256sum {BASE}")
    upgraded = machine.install(next_package)
    assert upgraded.status == 0, upgraded.err
    assert told_to_systemd(machine) == ["try-restart portefeuille-veille.service"]
    assert "sudo portefeuille serveur installer\n" in upgraded.out
    assert machine.run("portefeuille", "--version").out == f"portefeuille {NEXT}\n"
    assert "La base est saine." in machine.run("portefeuille", "verifier").out
    assert machine.sh(f"sha256sum {BASE}") == before


def test_taken_away_and_purged_it_leaves_what_people_have_made(machine: Machine) -> None:
    before = machine.sh(f"sha256sum {BASE}")
    removed = machine.run("dpkg", "--remove", "portefeuille")
    assert (removed.status, "serveur retirer" in removed.out) == (0, True)
    assert "stop portefeuille-veille.service" in told_to_systemd(machine)
    gone = machine.run("/bin/sh", "-c", "ls /opt/portefeuille /usr/bin/portefeuille")
    assert gone.out == "", "what was compiled after the package was"
    left = machine.run("/usr/local/sbin/portefeuille-admin", "info")
    assert (left.status, "«\u00a0Une nouvelle Debian\u00a0»" in left.err) == (1, True)
    purged = machine.run("dpkg", "--purge", "portefeuille")
    assert purged.status == 0, purged.err
    kept = re.findall(r"^  (/\S+)$", purged.out, re.MULTILINE)
    assert kept == ["/var/lib/portefeuille", "/var/backups/portefeuille", "/etc/portefeuille"]
    machine.sh("ls /var/lib/portefeuille/ssh")
    assert machine.sh(f"sha256sum {BASE}") == before


def test_a_new_debian_leaves_a_sentence_and_the_base(machine: Machine, package: Path) -> None:
    before = machine.sh(f"sha256sum {BASE}")
    machine.sh("mv /usr/bin/python3.* /run/; ln -sf /run/python3.?? /usr/bin/python3")
    for words in (("portefeuille",), ("portefeuille", "lister"), ("portefeuille", "--version")):
        refused = machine.run(*words)
        assert (refused.status, refused.out) == (1, "")
        told = flat(refused.err)
        assert "Portefeuille ne démarre plus : il a été installé pour Python 3." in told
        assert "\n  make deb\n" in told
    for command in ("/usr/local/lib/portefeuille/session", "/usr/local/sbin/portefeuille-admin"):
        refused = machine.run(command, "session", "c.durand")
        assert (refused.status, refused.out) == (1, "")
        assert "La base n'a pas été touchée." in refused.err
    again = machine.install(package)
    assert again.status != 0
    assert "rien n'a été changé" in again.err
    assert "ii  portefeuille" in machine.sh("dpkg -l portefeuille"), "what was there is there"
    assert machine.sh(f"sha256sum {BASE}") == before


def test_an_old_sqlite_is_refused_when_it_is_installed(machine: Machine) -> None:
    machine.sh(
        "cd /opt/portefeuille/lib/*/site-packages/pysqlite3; rm __pycache__/dbapi2.*;"
        'echo "sqlite_version_info = (3, 40, 1)" >>dbapi2.py'
    )
    refused = machine.run(f"{INFO}.postinst", "configure", "")
    assert refused.status == 1
    told = flat(refused.err)
    assert "SQLite 3.40.1 est trop ancien et peut perdre des lignes : il faut 3.51.3" in told
    assert "n'existe que pour x86-64" in told
