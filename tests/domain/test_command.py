"""What runs a verb is named as it is there to be typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import command


def test_of_sources_it_is_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.command("migrer") == "portefeuille migrer"
    assert command.command("--demo") == "portefeuille --demo"
    (tmp_path / "Makefile").touch()
    assert command.command("cle ecrire") == 'make run ARGS="cle ecrire"'
    assert command.command("--demo") == "make demo"
