"""What the documents say is what the program does."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.english import english_in
from tests.terminal.program import Home
from tui.__main__ import VERBS
from tui.app import PortefeuilleApp
from tui.keymap import keys, markdown

pytestmark = pytest.mark.xdist_group("docs")
"""One worker has them all: what they read is read once."""

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
MAP = ROOT / "docs/architecture.md"
SCREENS = ["LoginScreen", "EtablissementsScreen", "ClientForm", "ServicesPanel", "ConfirmModal"]
TABLES = {
    name
    for path in (ROOT / "models/tables").glob("*.py")
    for name in re.findall(r"^class (\w+)\(Table\)", path.read_text("utf-8"), re.MULTILINE)
}
USED = {
    "textual": r"^from textual\b",
    "peewee": r"^from (?:peewee|playhouse)\b",
    "python-stdnum": r"^from stdnum\b",
    "pytest": r"^import pytest$",
    "textual-dev": r"^\t.*\btextual run --dev\b",
}
"""The packages of the map, and what shows that each is used."""


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


def test_the_screens_of_the_map_are_where_it_says() -> None:
    row = r"^\| `(\w+)` \| `([\w/]+)\.py` \| `([\w/.]+)` \| (.+) \| \[\w+\]\((\S+)\) \|$"
    rows = re.findall(row, MAP.read_text("utf-8"), re.MULTILINE)
    assert [screen for screen, *_ in rows] == SCREENS
    for screen, module, sheet, shown, picture in rows:
        assert issubclass(vars(import_module(module.replace("/", ".")))[screen], Screen)
        assert (ROOT / sheet).is_file(), sheet
        assert (MAP.parent / picture).is_file(), picture
        assert TABLES.issuperset(re.findall(r"`(\w+)`", shown)), shown


def test_the_packages_of_the_map_are_used_where_it_says() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (`.+) \|$", MAP.read_text("utf-8"), re.MULTILINE)
    assert [package for package, _ in rows] == list(USED)
    for package, places in rows:
        assert f'"{package}' in (ROOT / "pyproject.toml").read_text("utf-8")
        for place in re.findall(r"`(.+?)`", places):
            files = (ROOT / place).rglob("*.py") if place.endswith("/") else [ROOT / place]
            use = re.compile(USED[package], re.MULTILINE)
            assert any(use.search(one.read_text("utf-8")) for one in files), f"{package}: {place}"


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
