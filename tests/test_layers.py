"""The import contracts hold, and each of them sees a violation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLANTED = {
    "and never the other way": ("models/labels.py", "import screens"),
    "does not know that it is measured": ("tui/config.py", "import bench"),
    "do not know that a terminal exists": ("models/labels.py", "import textual"),
    "write no query": ("screens/flows/gestures.py", "import peewee"),
    "No circles": ("models/cleaning.py", "import models.identifiers.siren"),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_house(folder: Path) -> Path:
    for name in ("tui", "screens", "models", "bench"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.played
@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_seen(contract: str, tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    name, line = PLANTED[contract]
    module = house / name
    module.write_text(f"{module.read_text('utf-8')}\n{line}\n", "utf-8")
    result = lint_imports(house)
    assert result.returncode != 0
    broken = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert any(contract in line for line in broken), result.stdout
