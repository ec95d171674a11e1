"""This machine, to be thrown away: what is done in it is seen by nobody, and goes with it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from tests.journeys.command_line.command import PASSWORD
from tests.pseudo_terminal import ROOT

MOUNT = """
set -e
mount -t tmpfs machine "$1"
cd "$1"
mkdir upper work root
mount -t overlay overlay -o "lowerdir=$3/,upperdir=upper,workdir=work" root
mount --rbind /proc root/proc
mount --rbind /dev root/dev
mount -t tmpfs run root/run
mkdir root/run/paquets
mkdir -p root/srv/maison
mount --bind "$2" root/run/paquets
echo ready
exec cat
"""
"""In a namespace of mounts, which ends with the process that has it."""

NEEDED = "/usr/bin/unshare", "/usr/bin/nsenter", "/usr/bin/dpkg"
ENV = ("/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/srv/maison")
INFO = "/var/lib/dpkg/info/portefeuille"
BASE = "/srv/maison/.local/share/portefeuille/portefeuille.db"


class Said(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str


class Machine:
    """Use it in a `with` statement; what is in `packages` is at /run/paquets in it.

    It may be as `other` is, in which nothing more is done then.
    """

    def __init__(self, packages: Path, other: Machine | None = None) -> None:
        self._folder = Path(mkdtemp(prefix="portefeuille-machine-"))
        words = ["unshare", "--mount", "/bin/sh", "-c", MOUNT, "sh", str(self._folder)]
        begun = [] if other is None else other._enter()
        below = "" if other is None else f"{other._folder}/upper:"
        self._holder = subprocess.Popen(
            [*begun, *words, str(packages), below],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Machine:
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "ready\n":
            _, why = self._holder.communicate()
            self._folder.rmdir()
            pytest.skip(f"no machine can be thrown away here: {why}")
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.communicate()
        self._folder.rmdir()

    def words(self, *words: str) -> list[str]:
        """Give the words that run a command in it."""
        return [*self._enter(), "chroot", f"{self._folder}/root", *ENV, "LC_ALL=C.UTF-8", *words]

    def run(self, *words: str, typed: str = "") -> Said:
        """Run a command in it."""
        done = subprocess.run(
            self.words(*words), input=typed, capture_output=True, text=True, check=False
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def sh(self, script: str) -> str:
        """Have its shell do what must succeed, and give what it prints."""
        status, out, err = self.run("/bin/sh", "-ec", script)
        assert status == 0, err
        return out

    def install(self, package: Path) -> Said:
        """Install a package, or upgrade to it."""
        return self.run("dpkg", "--force-unsafe-io", "-i", f"/run/paquets/{package.name}")

    def _enter(self) -> list[str]:
        return ["nsenter", f"--mount=/proc/{self._holder.pid}/ns/mnt"]

    def create_espace(self, *command: str) -> Said:
        """Make the first cabinet, and who administers it."""
        words = ("creer-espace", "--cabinet", "Cabinet Martin", "--identifiant", "c.durand")
        return self.run(*command, *words, "--mot-de-passe-stdin", typed=f"{PASSWORD}\n")


def require_machine() -> None:
    """Skip where there is no machine to throw away: who is not root, or has no dpkg."""
    missing = [one for one in NEEDED if not Path(one).exists()]
    if os.geteuid() != 0 or missing:
        pytest.skip(f"a package is installed by root, with dpkg: {missing}")


def environment() -> Path:
    """Give an environment with the libraries of the package, for Debian's own Python.

    Ours has them at the same versions: the locks say so, and the rules look. Skip where ours is of
    another Python, as all but one of those that CI tries are.
    """
    words = ["/usr/bin/python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        minor = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except OSError:
        pytest.skip("a package is built by the Python of Debian")
    for one in (ROOT / ".venv-dev", ROOT / ".venv-deb"):
        if (one / f"lib/python{minor}").exists():
            return one
    pytest.skip(f"our environment is not for Python {minor}; `make deb` makes one, by the network")
