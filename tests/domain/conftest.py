"""Where the tests of the domain put their files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.storage.opening import close_database


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    return folder / "lundi.sauvegarde"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "portefeuille.db"
    close_database()
