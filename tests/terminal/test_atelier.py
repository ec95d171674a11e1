"""`make atelier`: a sheet that is edited is seen, in the program that runs."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.pseudo_terminal import ROOT, PseudoTerminal

pytestmark = pytest.mark.terminal


def test_an_edit_of_a_sheet_is_seen_without_a_restart(tmp_path: Path) -> None:
    for room in ("tui", "screens", "models", "docs"):
        shutil.copytree(ROOT / room, tmp_path / room)
    programs = Path(sys.executable).parent
    environment = {
        "HOME": str(tmp_path),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": ".",
    }
    command = [str(programs / "textual"), "run", "--dev", "docs/atelier.py"]
    with PseudoTerminal(command, env=environment, cwd=tmp_path) as terminal:
        terminal.wait_for("Bonjour Claire Durand")
        sheet = tmp_path / "screens/accueil.tcss"
        before = sheet.read_text("utf-8")
        sheet.write_text(before.replace("{", "{ * { display: none !important; }", 1), "utf-8")
        terminal.wait_until_gone("Bonjour Claire Durand")
        sheet.write_text(before, "utf-8")
        terminal.wait_for("Bonjour Claire Durand")
