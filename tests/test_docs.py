"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.english import english_in
from tests.terminal.program import Home
from tui.__main__ import VERBS
from tui.app import PortefeuilleApp
from tui.keymap import keys, markdown

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_docs_touches_is_what_the_program_prints() -> None:
    assert (ROOT / "docs/touches.md").read_text("utf-8") == markdown(keys(PortefeuilleApp)), (
        "make docs writes it again"
    )


def test_every_key_says_in_french_what_it_does() -> None:
    said = [key.binding.description for key in keys(PortefeuilleApp)]
    assert all(said)
    assert [one for one in said if english_in(one)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=names)
def test_every_make_target_that_is_named_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z]+)", path.read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=names)
def test_every_verb_that_is_named_exists(path: Path) -> None:
    for verb in re.findall(r"^portefeuille ([a-z][a-z-]*)", path.read_text("utf-8"), re.MULTILINE):
        assert verb in VERBS


@pytest.mark.parametrize("path", DOCUMENTS, ids=names)
def test_every_file_that_is_named_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target
    for name in re.findall(r"`((?:tui|screens|models|tests|docs)/[\w./-]+)`", text):
        if "/x." not in name and "test_x" not in name:
            assert (ROOT / name).exists(), name


def test_each_python_that_is_promised_is_tried() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    tried = re.findall(r'"(3\.\d+)"', workflow)
    promised = (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.findall(r":: Python :: (3\.\d+)", promised) == tried
    assert f'requires-python = ">={tried[0]}"' in promised


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create_espace()
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^portefeuille (.+)$", readme, flags=re.MULTILINE)
    assert len(lines) >= 3
    for line in lines:
        words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]
        done = home.command(*words)
        assert done.returncode == 0, f"{line}: {done.stderr}"
