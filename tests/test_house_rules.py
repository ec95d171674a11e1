"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from textual.binding import Binding
from textual.screen import Screen

pytestmark = pytest.mark.xdist_group("house rules")
"""One worker has them all: what they read is read once."""

ROOT = Path(__file__).parent.parent
ROOMS = ("tui", "screens", "models")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
STYLESHEETS = sorted((ROOT / "screens").rglob("*.tcss"))
NAMELESS = {"utils", "helpers", "manager", "data", "base", "common", "misc"}
LONGEST_MODULE = 300


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def screens() -> Iterator[type[Screen[object]]]:
    """Find every screen class by reading the room, so that a new one is held at once."""
    for path in sorted((ROOT / "screens").rglob("*.py")):
        module = import_module(dotted(path))
        for value in vars(module).values():
            ours = isinstance(value, type) and value.__module__ == module.__name__
            if ours and issubclass(value, Screen) and not value.__subclasses__():
                yield value


def bindings() -> list[tuple[str, Binding]]:
    """List the bindings of all our screens and widgets, with the class that declares them."""
    found = []
    for room in ("screens", "tui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.stem in ("__init__", "__main__") or "verbs" in path.parts:
                continue
            module = import_module(dotted(path))
            for value in vars(module).values():
                if isinstance(value, type) and value.__module__ == module.__name__:
                    own = vars(value).get("BINDINGS", [])
                    found += [(value.__name__, one) for one in own]
    return found


def test_every_binding_has_an_id_of_its_own_class() -> None:
    seen: dict[str, str] = {}
    for owner, binding in bindings():
        assert isinstance(binding, Binding), f"{owner}: {binding} needs an id"
        assert binding.id, f"{owner}: {binding.key} needs an id, for the keymap"
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", binding.id), binding.id
        assert seen.setdefault(binding.id, owner) == owner, f"{binding.id} is declared twice"
        assert binding.description, f"{binding.id}: the help has nothing to say"


def test_every_screen_has_its_title_and_its_focus() -> None:
    found = list(screens())
    assert len(found) >= 10
    for screen in found:
        assert screen.TITLE, f"{screen.__name__} needs a French TITLE: the help names it"


def classes(path: Path) -> list[type]:
    """Give the classes that a module defines."""
    module = import_module(dotted(path))
    defined = (value for value in vars(module).values() if isinstance(value, type))
    return [one for one in defined if one.__module__ == module.__name__]


def sheets() -> Iterator[Any]:
    """Give each sheet and the names it may bear: that of a screen, in a file, or of a widget."""
    for path in STYLESHEETS:
        screens = {one.__name__ for one in classes(path) if issubclass(one, Screen)}
        yield pytest.param(path.read_text("utf-8"), screens, id=names(path))
    for path in MODULES:
        if path.is_relative_to(ROOT / "screens"):
            for one in classes(path):
                if css := vars(one).get("DEFAULT_CSS"):
                    yield pytest.param(css, {one.__name__}, id=f"{names(path)} {one.__name__}")


@pytest.mark.parametrize(("sheet", "owners"), list(sheets()))
def test_a_sheet_is_one_block_named_as_its_screen_or_its_widget(
    sheet: str, owners: set[str]
) -> None:
    """Textual keeps all rules for the whole application: nothing may stand outside.

    What several screens share belongs to a widget, which carries its sheet (DEFAULT_CSS).
    """
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).strip()
    heads = []
    depth = 0
    start = 0
    for index, character in enumerate(text):
        if character == "{":
            if depth == 0:
                heads.append(text[start:index].strip())
            depth += 1
        elif character == "}":
            depth -= 1
            start = index + 1
    assert len(heads) == 1, heads
    assert heads[0] in owners
    assert not re.search(r"#[0-9A-Fa-f]{3,6}\b(?=\s*;)", text), "colours come from the theme"


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_a_module_is_small_and_named_for_what_is_in_it(path: Path) -> None:
    assert path.stem not in NAMELESS
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), "say what it is"


def test_a_module_of_the_tests_is_small() -> None:
    written = [path for room in ("tests", "bench") for path in (ROOT / room).rglob("*.py")]
    sizes = {names(path): len(path.read_text("utf-8").splitlines()) for path in written}
    assert len(sizes) > 100
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def tracked() -> list[Path]:
    output = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in output.splitlines()]


def test_the_lock_files_hold_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index|--find-links|file:", text)


def test_nobody_opens_sqlite_beside_peewee() -> None:
    named = {path: text for path in MODULES if "sqlite3" in (text := path.read_text("utf-8"))}
    for path, text in named.items():
        imported = {
            alias.name
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert not imported & {"sqlite3", "pysqlite3"}, path


def test_the_login_is_painted_before_the_heavy_libraries_are_loaded() -> None:
    script = (
        "import sys, tui.__main__, tui.app, screens.access.login\n"
        "late = ('peewee', 'psycopg', 'argon2', 'cryptography', 'tomllib', 'argparse')\n"
        "late += ('models.fiche', 'screens.help.aide', 'screens.access.espace')\n"
        "late += ('screens.accueil', 'zxcvbn', 'pyrage')\n"
        "print([name for name in late "
        "if sys.modules.get(name)])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "[]\n"


def test_a_start_looks_for_no_garbage_until_its_door_is_there(tmp_path: Path) -> None:
    script = (
        "import gc, sys\n"
        "from pathlib import Path\n"
        "from tui import __main__, config\n"
        "from tui.terminal import checks\n"
        "checks.complaint = lambda *_: ''\n"
        "checks.speak = lambda *_: None\n"
        "import tui.app\n"
        "tui.app.run = lambda *_, **__: print('screens', gc.isenabled())\n"
        "__main__.main([])\n"
        "from tui.late_door import late_door\n"
        "home = Path(sys.argv[1])\n"
        "late_door(config.Config(str(home / 'base.db'), home / 'cle', home)).is_first_run()\n"
        "print('door', gc.isenabled(), gc.get_freeze_count() > 10_000)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "screens False\ndoor True True\n"


def test_no_example_has_a_deadline_of_its_own() -> None:
    """A busy machine would fail a sound suite: tests/conftest.py takes it away from all."""
    assert settings().deadline is None
    told = re.compile(r"deadline\s*=")
    here = {ROOT / "tests/conftest.py"}
    tests = set((ROOT / "tests").rglob("*.py")) - here
    assert not [path for path in tests if told.search(path.read_text("utf-8"))]
