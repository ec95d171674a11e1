"""Textual's private parts are touched by those modules of the engine that are for it alone."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tui.engine.application import EngineApp
from tui.engine.patches import PATCHES, Patch

ROOT = Path(__file__).parent.parent.parent
OTHERS_MAY = {"cast(_Loop, asyncio.get_running_loop())._ready", "os._exit"}
"""No library says publicly whether anything is ready to run; the second is public."""

HOOKS = {
    f"tui.engine.{part}"
    for part in (
        *("application", "behind", "compositor", "dispatching", "driver"),
        *("parser", "screens", "stylesheet"),
    )
}


def others() -> list[ModuleType]:
    """Give the modules of the program that may know Textual, but the hooks."""
    paths = [path for room in ("tui", "screens") for path in (ROOT / room).rglob("*.py")]
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in paths
        if path.stem not in ("__init__", "__main__")
    }
    assert names >= HOOKS
    return [import_module(name) for name in sorted(names - HOOKS)]


def textual_names(owner: type) -> set[str]:
    """Give the private names of what `owner` inherits from Textual: its own, and its instances'."""
    theirs = (base for base in owner.__mro__ if base.__module__.startswith("textual."))
    return {name for base in theirs for name in names_of(base)}


@cache
def names_of(base: type) -> set[str]:
    """Give the private names of one class of Textual."""
    own = {name for name in vars(base) if re.match(r"_(?!_)", name)}
    return own | set(re.findall(r"\bself\.(_[a-z]\w*)", inspect.getsource(base)))


def own_names(owner: type) -> Iterator[str]:
    """Give the private names that the source of `owner` defines, or uses of itself."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(owner)))):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if name.startswith("_"):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def touched(module: ModuleType) -> Iterator[str]:
    """Give what `module` uses of Textual's private modules and names, or of another object's."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.ImportFrom(module=str(name)) if re.match(r"textual\.(\w+\.)*_", f"{name}."):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            # A named tuple has these two.
            case ast.Attribute(attr="_asdict" | "_replace"):
                pass
            case ast.Attribute(attr=name) if re.match(r"_[a-z]", name):
                yield ast.unparse(node)
    for owner in vars(module).values():
        if isinstance(owner, type) and owner.__module__ == module.__name__:
            private = textual_names(owner)
            yield from (f"{owner.__name__}.{name}" for name in own_names(owner) if name in private)


@pytest.mark.parametrize("module", others(), ids=lambda module: module.__name__)
def test_no_other_module_touches_them(module: ModuleType) -> None:
    assert set(touched(module)) <= OTHERS_MAY


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_a_hook_needs_to_be_one(name: str) -> None:
    assert list(touched(import_module(name)))


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_each_patch_is_in_place_and_says_why(patch: Patch) -> None:
    assert EngineApp.__module__ == "tui.engine.application"
    assert inspect.getattr_static(patch.owner, patch.name) is patch.replacement
    assert patch.why.endswith(".")


def patched(path: Path) -> Iterator[str]:
    """Give what a module writes over something of Textual's."""
    tree = ast.parse(path.read_text("utf-8"))
    theirs = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and re.match(r"textual\b", node.module or "")
        for alias in node.names
    }
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute() as target]):
                if ast.unparse(target).partition(".")[0] in theirs:
                    yield ast.unparse(node)
            case ast.Call(func=ast.Name(id="setattr")):
                yield ast.unparse(node)


def test_nothing_is_patched_but_in_one_place() -> None:
    rooms = (ROOT / "tui", ROOT / "screens")
    found = {
        path.relative_to(ROOT).as_posix(): [*patched(path)]
        for room in rooms
        for path in room.rglob("*.py")
        if any(patched(path))
    }
    assert found == {
        "tui/engine/patches.py": ["setattr(patch.owner, patch.name, patch.replacement)"],
        # What a process reads as it starts, and a forked session reads again.
        "tui/terminal/locales.py": [
            "setattr(sys, name, stream)",
            "setattr(sys, f'__{name}__', stream)",
        ],
        "tui/veille/command.py": ["constants.COLOR_SYSTEM = os.environ['TEXTUAL_COLOR_SYSTEM']"],
    }
