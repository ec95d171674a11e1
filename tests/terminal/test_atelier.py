"""`make atelier` and `make console`: a sheet that is edited is seen; nobody else can listen."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from tests.pseudo_terminal import ROOT, PseudoTerminal

pytestmark = pytest.mark.terminal

LISTEN = "0A"
"""The state of a socket on which somebody listens, in `/proc/net/tcp`."""


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


def test_the_console_is_for_this_machine_alone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "docs/console.py", "--port", str(port)]
    with PseudoTerminal(command, env={"PYTHONPATH": "."}) as terminal:
        while not (found := listened_on(port)):
            terminal.read()
            assert terminal.process.poll() is None, terminal.text()
    assert found == {"0100007F"}


def listened_on(port: int) -> set[str]:
    """Give the addresses of this machine, as Linux writes them, on which somebody listens."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            address, _, here = line.split()[1].partition(":")
            if here == f"{port:04X}" and line.split()[3] == LISTEN:
                found.add(address)
    return found
