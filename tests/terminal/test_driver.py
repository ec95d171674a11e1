"""What is read from the terminal, however its packets are cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pseudo_terminal import PseudoTerminal


@pytest.mark.terminal
def test_a_character_that_comes_in_two_packets_is_one(tmp_path: Path) -> None:
    with PseudoTerminal.module("tests.terminal.toys.hardened", str(tmp_path)) as terminal:
        terminal.wait_for("PRET")
        terminal.wait_until_quiet(0.1)
        first, second = "é".encode()[:1], "é".encode()[1:]
        terminal.send(first)
        terminal.wait_until_quiet()
        terminal.send(second)
        terminal.send("z")
        terminal.wait_for("éz")
