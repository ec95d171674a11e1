"""What is read from the terminal, however its packets are cut, and handed to the application."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from tests.pseudo_terminal import PseudoTerminal
from tui.engine.driver import SteadyDriver


@pytest.mark.terminal
def test_a_character_that_comes_in_two_packets_is_one(tmp_path: Path) -> None:
    with PseudoTerminal.module("tests.terminal.toys.hardened", str(tmp_path)) as terminal:
        terminal.wait_for("PRET")
        terminal.wait_until_idle()
        first, second = "é".encode()[:1], "é".encode()[1:]
        terminal.send(first)
        terminal.wait_until_idle()
        terminal.send(second)
        terminal.send("z")
        terminal.wait_for("éz")


def test_a_message_from_the_line_makes_no_task() -> None:
    posted: list[object] = []
    tasks: list[int] = []
    message = events.Key("down", None)

    async def read_one() -> None:
        driver: Any = object.__new__(SteadyDriver)
        driver._app = SimpleNamespace(post_message=posted.append)
        driver._loop = SimpleNamespace(call_soon_threadsafe=lambda *_: tasks.append(1))
        driver.send_message(message)

    asyncio.run(read_one())
    assert posted == [message]
    assert not tasks
