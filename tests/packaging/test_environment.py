"""`make` refuses an environment whose SQLite may lose rows when it is made, not when it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pseudo_terminal import ROOT

OLD = """\
import pysqlite3
pysqlite3.sqlite_version_info = pysqlite3.dbapi2.sqlite_version_info = (3, 40, 1)
"""
VENV = """#!/bin/sh
# What makes an environment, whose Python has installed all that it was asked for.
[ "$2" = venv ] || exec {python} "$@"
mkdir -p "$3/bin"
cat >"$3/bin/python" <<'END'
#!/bin/sh
[ "$2" != pip ] || exit {pip}
PYTHONPATH=.:{site} exec {python} "$@"
END
chmod 755 "$3/bin/python"
"""


def make(tmp_path: Path, *, pip: int = 0, machine: str = "x86_64") -> tuple[int, str, Path]:
    """Make an environment; give the status, what was said, and what tells that it is there."""
    site, bin_, made = tmp_path / "site", tmp_path / "bin", tmp_path / "environnement"
    for folder in (site, bin_):
        folder.mkdir()
    (site / "sitecustomize.py").write_text(OLD if not pip else "", "utf-8")
    python = bin_ / "python-d-ici"
    python.write_text(VENV.format(python=sys.executable, site=site, pip=pip), "utf-8")
    told = f'case "$1" in -sm) echo Linux {machine} ;; -m) echo {machine} ;; esac'
    (bin_ / "uname").write_text(f"#!/bin/sh\n{told}\n", "utf-8")
    for one in bin_.iterdir():
        one.chmod(0o755)
    words = ["make", "--no-print-directory", ".environment", f"DIR={made}", f"PYTHON={python}"]
    done = subprocess.run(
        [*words, "LIST=requirements.txt", "COMPILED=true"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.replace("\u00a0", " "), made / "bin/.ready"


def test_an_old_sqlite_is_refused_when_the_environment_is_made(tmp_path: Path) -> None:
    status, said, ready = make(tmp_path)
    assert status != 0
    assert "SQLite 3.40.1 est trop ancien et peut perdre des lignes : il faut 3.51.3" in said
    assert "n'existe que pour x86-64 (amd64)" in said
    assert not ready.exists()


@pytest.mark.parametrize(("machine", "is_told"), [("aarch64", True), ("x86_64", False)])
def test_a_machine_for_which_nothing_is_compiled_is_named(
    tmp_path: Path, machine: str, is_told: bool
) -> None:
    status, said, ready = make(tmp_path, pip=1, machine=machine)
    assert (status != 0, ready.exists()) == (True, False)
    assert (f"celle-ci est « {machine} »" in said) == is_told
