"""The programs of the machine that an installation calls, and what they answer."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from models.cleaning import one_line
from models.errors import NotFound, Refusal, StorageFailure
from tui.verbs.server.installing.places import Places

SSHD = Path("/usr/sbin/sshd")
SYSTEMD = Path("/run/systemd/system")
"""There when systemd runs the machine."""

_SEPARATED = Path("/run/sshd")
"""Where sshd wants a folder, which its service makes when it starts."""

_ADDRESS = "host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22"


def refuse_not_root(places: Places, what: str) -> None:
    """Raise Refusal unless one may change the machine."""
    if os.geteuid() != 0 and not places.is_trial:
        raise Refusal(
            f"Il faut être root : sudo portefeuille serveur {what}. Avec --essai, rien n'est "
            "changé, et tout est dit."
        )


def refuse_no_sshd(places: Places) -> None:
    """Raise NotFound unless sshd is installed, with a configuration that ours may join."""
    if not SSHD.exists() or not places.sshd_config.exists():
        missing = SSHD if not SSHD.exists() else places.sshd_config
        raise NotFound(
            f"Il manque le serveur SSH ({missing}) : sudo apt-get install openssh-server."
        )


def run(*words: str) -> str:
    """Run a program of the machine, and give what it prints; StorageFailure if it fails."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError as error:
        raise StorageFailure(f"« {words[0]} » ne se lance pas : {error.strerror}.") from None
    if done.returncode:
        why = one_line(" ".join(done.stderr.split()) or f"code {done.returncode}")
        raise StorageFailure(f"« {' '.join(words)} » a échoué : {why}")
    return done.stdout


def test_sshd(places: Places) -> None:
    """Have sshd read its configuration; StorageFailure with its words."""
    _make_separated()
    run(str(SSHD), "-t", "-f", str(places.sshd_config))


def told_to_sshd(places: Places) -> dict[str, list[str]]:
    """Give what sshd does for the account: each of its words, with all its values."""
    _make_separated()
    who = f"user={places.account.name},{_ADDRESS}"
    told: dict[str, list[str]] = {}
    for line in run(str(SSHD), "-T", "-f", str(places.sshd_config), "-C", who).splitlines():
        name, _, value = line.partition(" ")
        told.setdefault(name.lower(), []).append(value)
    return told


def runs_systemd(places: Places) -> bool:
    """Tell whether there is a systemd to be told of what has changed."""
    return not places.is_trial and SYSTEMD.is_dir() and shutil.which("systemctl") is not None


def _make_separated() -> None:
    if os.geteuid() == 0:
        _SEPARATED.mkdir(mode=0o755, exist_ok=True)


def shown(words: Sequence[str]) -> str:
    """Write a command as it is typed."""
    return " ".join(words)
