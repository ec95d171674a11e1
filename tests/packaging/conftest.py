"""The package, built once, and one of a higher version."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.machine import Machine, environment, require_machine
from tests.packaging.systemd import put_systemd
from tests.pseudo_terminal import ROOT
from tui import __version__

NEXT = "99.0.0"
COMPILE = "/usr/bin/python3 -m compileall -q --invalidation-mode unchecked-hash"
AS_IS = {**os.environ, "DPKG_DEB_COMPRESSOR_TYPE": "none"}
"""Nothing is looked for in how small it is."""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the package, built by its own rules."""
    folder = tmp_path_factory.mktemp("paquets")
    build(folder)
    (built,) = folder.glob("*.deb")
    return built


@pytest.fixture(scope="session")
def unpacked(package: Path) -> Path:
    """Give what is in it, and its control files under DEBIAN."""
    root = package.with_suffix("")
    subprocess.run(["dpkg-deb", "--raw-extract", package, root], check=True)
    return root


@pytest.fixture(scope="session")
def next_package(package: Path, unpacked: Path) -> Path:
    """Give the same program under a higher version."""
    root = package.with_name("plus-recent")
    subprocess.run(["cp", "--archive", "--link", unpacked, root], check=True)
    (module,) = root.glob("opt/portefeuille/lib/*/site-packages/tui/__init__.py")
    _replace(root / "DEBIAN/control", f"Version: {__version__}", f"Version: {NEXT}")
    _replace(module, __version__, NEXT)
    subprocess.run([*COMPILE.split(), module], check=True)
    built = root.with_suffix(".deb")
    pack(root, built)
    return built


@pytest.fixture(scope="session")
def installed(package: Path) -> Iterator[Machine]:
    """Give a machine on which the package was installed, with a cabinet; nobody changes it."""
    require_machine()
    with Machine(package.parent) as one:
        put_systemd(one)
        # Or the index of all the manuals of the machine is made anew each time.
        one.sh("rm -f /var/lib/man-db/auto-update")
        done = one.install(package)
        assert done.status == 0, done.err
        assert one.create_espace("portefeuille").status == 0
        assert one.run("portefeuille", "serveur", "installer").status == 0
        yield one


@pytest.fixture
def machine(package: Path, installed: Machine) -> Iterator[Machine]:
    """Give a machine like that."""
    with Machine(package.parent, installed) as one:
        put_systemd(one)
        yield one


def build(folder: Path) -> None:
    """Build the package by its own rules."""
    words = (ROOT / "packaging/debian/build", environment(), folder)
    subprocess.run([str(one) for one in words], check=True, capture_output=True, env=AS_IS)


def pack(root: Path, package: Path) -> None:
    """Make a package of a folder."""
    words = ("dpkg-deb", "--root-owner-group", "--build", root, package)
    subprocess.run([str(one) for one in words], check=True, capture_output=True, env=AS_IS)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8").replace(old, new)
    path.unlink()  # the other package has it too
    path.write_text(text, "utf-8")
