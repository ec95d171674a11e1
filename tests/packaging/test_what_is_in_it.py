"""What is in the package: the program and its libraries, and nothing of where it was made."""

from __future__ import annotations

import marshal
import re
import subprocess
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from types import CodeType

import pytest

from tests.packaging.conftest import build
from tests.pseudo_terminal import ROOT
from tests.tries import in_full
from tui.__main__ import VERBS

pytestmark = [pytest.mark.xdist_group("package"), pytest.mark.slow]

HEADER = 16
"""Bytes of a compiled file before its code: a number of Python, flags, a hash."""


def files(unpacked: Path) -> list[Path]:
    return [one for one in unpacked.rglob("*") if one.is_file() and not one.is_symlink()]


def site(unpacked: Path) -> Path:
    (found,) = unpacked.glob("opt/portefeuille/lib/*/site-packages")
    return found


def test_it_holds_the_three_rooms_and_no_test(unpacked: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "tui", "screens", "models"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    held = [str(one.relative_to(site(unpacked))) for one in files(site(unpacked))]
    assert set(tracked.stdout.splitlines()) <= set(held)
    assert [one for one in held if re.search(r"(^|/)(tests?/|test_|conftest)", one)] == []
    locked = re.findall(
        r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    infos = [one.name.split("-")[0].replace("_", "-") for one in site(unpacked).glob("*.dist-info")]
    assert sorted(infos) == sorted(locked)
    assert [one for one in held if one.startswith(("pip/", "mypy/")) or one.endswith(".pth")] == []
    assert any(one.startswith("psycopg_binary/") for one in held), "the server may need PostgreSQL"


def test_it_says_nothing_of_where_it_was_built(package: Path, unpacked: Path) -> None:
    places = {str(ROOT), str(package.parent), f"{gettempdir()}/tmp."}
    telling = re.compile("|".join(map(re.escape, places)).encode())
    assert [one for one in files(unpacked) if telling.search(one.read_bytes())] == []
    assert [*unpacked.rglob("direct_url.json")] == []
    assert {one.name for one in (unpacked / "opt/portefeuille/bin").iterdir()} == {"python"}
    records = [one.read_text("utf-8") for one in site(unpacked).glob("*.dist-info/RECORD")]
    assert len(records) > 15
    assert [one for one in records if "../" in one] == []


def test_all_of_it_is_compiled_for_where_it_will_be(unpacked: Path) -> None:
    compiled = [one for one in files(unpacked) if one.suffix == ".pyc"]
    assert len(compiled) == len([one for one in files(unpacked) if one.suffix == ".py"]) > 1000
    for one in compiled:
        content = one.read_bytes()
        assert content[4:8] == b"\1\0\0\0", "looked at again at each start"
        code = marshal.loads(content[HEADER:])
        assert isinstance(code, CodeType)
        source = one.parent.parent / f"{one.name.split('.')[0]}.py"
        assert code.co_filename == f"/{source.relative_to(unpacked)}"


def test_its_interpreter_is_that_of_debian_and_its_minor_version_only(unpacked: Path) -> None:
    version = subprocess.run(
        ["/usr/bin/python3", "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=True,
    )
    major, minor = map(int, version.stdout.split())
    python = unpacked / "opt/portefeuille/bin/python"
    assert str(python.readlink()) == f"/usr/bin/python{major}.{minor}"
    control = (unpacked / "DEBIAN/control").read_text("utf-8")
    assert f"python3 (>= {major}.{minor}), python3 (<< {major}.{minor + 1})\n" in control


def test_the_shells_and_man_know_the_command(unpacked: Path) -> None:
    share = unpacked / "usr/share"
    for path in (
        "bash-completion/completions/portefeuille",
        "zsh/vendor-completions/_portefeuille",
        "fish/vendor_completions.d/portefeuille.fish",
    ):
        text = (share / path).read_text("utf-8")
        assert [verb for verb in VERBS if verb not in text] == [], path
    words = ["gzip", "-dc", str(share / "man/man1/portefeuille.1.gz")]
    page = subprocess.run(words, capture_output=True, check=True).stdout
    assert page.startswith(b".TH PORTEFEUILLE 1")
    assert (share / "doc/portefeuille/serveur.md").exists()


@in_full
def test_built_again_it_is_the_same(package: Path, tmp_path: Path) -> None:
    build(tmp_path)
    (again,) = tmp_path.glob("*.deb")
    assert again.name == package.name
    assert sha256(again.read_bytes()).digest() == sha256(package.read_bytes()).digest()
