"""The wheel holds the program and nothing else, and runs away from its source."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_three_rooms(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    rooms = {name.split("/")[0] for name in held if ".dist-info" not in name}
    assert rooms == {"tui", "screens", "models"}
    ours = {
        str(path.relative_to(ROOT))
        for room in rooms
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".tcss", ".csv", ".txt"}
    }
    assert ours <= set(held)
    assert [name for name in held if name.endswith(".dist-info/licenses/LICENSE")]


@pytest.mark.slow
def test_the_wheel_runs_from_elsewhere(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    result = subprocess.run(
        [sys.executable, "-P", "-m", "tui", "--version"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.startswith("portefeuille "), result.stderr


def test_no_dependency_claims_our_names() -> None:
    owners = packages_distributions()
    for room in ("tui", "screens", "models"):
        assert set(owners.get(room, [])) <= {"portefeuille"}
