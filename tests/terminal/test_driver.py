"""What is read from the terminal, however its packets are cut, and handed to the application."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from tests.pseudo_terminal import PseudoTerminal
from tui.engine.driver import GAP, GAP_OF_A_LINE, SteadyDriver


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


WHOLE = "".join(f"{rank}\tNOM {rank:03d}\t12,50\r" for rank in range(40)).encode()


@pytest.mark.parametrize(
    ("read", "waits"),
    [
        (WHOLE[:-4], [GAP]),
        (WHOLE, [GAP]),
        (WHOLE[:-8], [GAP, GAP_OF_A_LINE]),
        (WHOLE[:-8].replace(b"\t", b";"), [GAP, GAP_OF_A_LINE]),
        (b"a word; another, and so on " * 20, [GAP]),
        (WHOLE[:200], []),
    ],
    ids=["last cell", "last line", "middle", "semicolons", "prose", "short"],
)
def test_a_line_that_is_cut_is_waited_for_longer(
    monkeypatch: pytest.MonkeyPatch, read: bytes, waits: list[float]
) -> None:
    driver: Any = object.__new__(SteadyDriver)
    asked: list[float] = []

    def nothing_comes(until: float) -> bool:
        asked.append(until)
        return False

    monkeypatch.setattr("tui.engine.driver.monotonic", lambda: 0.0)
    driver._read, driver._is_ready = lambda: read, nothing_comes
    assert driver._read_whole() == read
    assert asked == waits


def test_the_end_of_a_line_that_was_cut_is_of_the_same_paste(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driver: Any = object.__new__(SteadyDriver)
    packets = [WHOLE[:-8], WHOLE[-8:]]
    monkeypatch.setattr("tui.engine.driver.monotonic", lambda: 0.0)
    driver._read = lambda: packets.pop(0)
    driver._is_ready = lambda until: bool(packets) and until == GAP_OF_A_LINE
    assert driver._read_whole() == WHOLE
