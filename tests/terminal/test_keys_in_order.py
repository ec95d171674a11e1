"""Keys that arrive in one packet, each several times: only a real terminal shows the difference."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widgets import Input

from tests.pseudo_terminal import ENTER, ESCAPE, TAB, PseudoTerminal, paste
from tests.quiet import played
from tests.tries import times
from tui.engine import keys_in_order
from tui.engine.application import EngineApp
from tui.engine.keys_in_order import PATIENCE

pytestmark = pytest.mark.terminal

F5 = "\x1b[15~"
Start = Callable[..., PseudoTerminal]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[PseudoTerminal] = []

    def start(*arguments: str) -> PseudoTerminal:
        terminal = PseudoTerminal.module("tests.terminal.toys.typed_ahead", *arguments)
        running.append(terminal)
        terminal.wait_for("JOURNAL")
        terminal.wait_until_idle()
        return terminal

    yield start
    for terminal in running:
        with terminal:
            pass


def each_time(terminal: PseudoTerminal, keys: str, *rows: str) -> None:
    """Send *keys* in one packet and see *rows* among those of the screen; each time (tries.py)."""
    for _ in range(times(5)):
        terminal.send(keys)
        for row in rows:
            terminal.wait_for(row, timeout=PATIENCE - 0.5)
        terminal.wait_until_idle()
        shown = [row.strip() for row in terminal.screen()]
        assert [row for row in rows if row not in shown] == []
        terminal.send(F5)
        # On a busy machine the rows of this time could pass for those of the next.
        for row in rows:
            terminal.wait_until_gone(row, timeout=PATIENCE - 0.5)
        terminal.wait_until_idle()


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (f"abc{TAB}123{TAB}xyz", ("abc", "123", "xyz")),
        (f"abc{ENTER}123{ENTER}xyz", ("abc", "123", "xyz")),
        (f"{paste('collé')}{TAB}après", ("collé", "après")),
        (f"avant{TAB}{paste('collé')}{ENTER}fin", ("avant", "collé", "fin")),
        (f"abc{TAB}123\x1b[Z+", ("+", "123")),
    ],
    ids=["tab", "entree", "paste-tab", "tab-paste", "shift-tab"],
)
@pytest.mark.played
def test_fields(start: Start, keys: str, rows: tuple[str, ...]) -> None:
    each_time(start("fields"), keys, *rows)


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (f"/dupond{ENTER}d", ("dupond", "JOURNAL cherche=dupond donnees")),
        (f"/Dupond{ENTER}XOD", ("Dupond", "JOURNAL cherche=Dupond reponse=True donnees")),
        ("xo", ("JOURNAL reponse=True",)),
        ("xnd", ("JOURNAL reponse=False donnees",)),
        (f"xo/dax{ENTER}xn", ("dax", "JOURNAL reponse=True cherche=dax reponse=False")),
        (f"adax{ESCAPE}", ("JOURNAL form=dax",)),
        (f"adax{ESCAPE}d", ("JOURNAL form=dax donnees",)),
        ("wod", ("JOURNAL attendu=True donnees",)),
        ("ldax", ("dax",)),
        ("bdax", ("dax",)),
        ("\x1b[B\x1b[Bfdax", ("dax", "JOURNAL rafraichi")),
        (f"\x1b[B\x1b[B{ENTER}\x1b[A{ENTER}d", ("JOURNAL ouvre=2 ouvre=1 donnees",)),
    ],
    ids=[
        "search",
        "capitals",
        "modal",
        "modal-no",
        "modal-search-modal",
        "form",
        "form-escape-letter",
        "modal-from-a-handler",
        "slow-handler",
        "handler-that-blocks",
        "after-refresh",
        "arrows",
    ],
)
@pytest.mark.played
def test_rows(start: Start, keys: str, rows: tuple[str, ...]) -> None:
    each_time(start("rows"), keys, *rows)


def test_login_in_one_packet(start: Start) -> None:
    keys = f"marie{TAB}secret{ENTER}/dupond{ENTER}xo"
    journal = "JOURNAL entre=marie+secret cherche=dupond reponse=True"
    each_time(start("login"), keys, journal)


def test_keys_typed_before_the_first_screen() -> None:
    for _ in range(times(5)):
        with PseudoTerminal.module("tests.terminal.toys.typed_ahead", "login") as terminal:
            terminal.send(f"marie{TAB}secret{ENTER}/dupond{ENTER}xo")
            terminal.wait_for("JOURNAL entre=marie+secret cherche=dupond reponse=True")


def test_text_waits_for_no_worker_but_the_next_key_does(start: Start) -> None:
    keys = f"un nom de client{TAB}fin{ENTER}"
    each_time(start("lookup"), keys, "JOURNAL trouve=un nom de client trois=fin")


def test_three_hundred_characters_come_out_whole_and_fast(start: Start) -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(300))
    terminal = start("fields")
    for _ in range(times(5)):
        started = time.monotonic()
        terminal.send(text + TAB)
        terminal.wait_for(text[-70:])
        assert time.monotonic() - started < 3
        terminal.send("\x1b[Z\x1b[H" + paste("["))
        terminal.wait_for(f"[{text[:70]}")
        terminal.send(F5)
        terminal.wait_until_idle()


def test_escape_reaches_a_long_work(start: Start) -> None:
    terminal = start("rows")
    terminal.send("i")
    time.sleep(0.3)
    terminal.send(ESCAPE)
    terminal.wait_for("JOURNAL importe=True", timeout=5)


class SlowBox(Container):
    """A box around a field, that takes a while to answer a change of the window."""

    slow = 0.0
    read_at_the_end = "nothing yet"

    async def on_resize(self) -> None:
        await asyncio.sleep(self.slow)
        self.read_at_the_end = self.query_one(Input).value


class OneField(EngineApp):
    """A field alone on its screen."""

    def __init__(self) -> None:
        super().__init__(crash_folder=Path("/nonexistent"))
        self.field = Input()
        self.box = SlowBox(self.field)

    def compose(self) -> ComposeResult:
        yield self.box

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE / 2):
            while not true():
                await asyncio.sleep(0.01)


def test_no_key_overtakes_one_that_waits_for_what_no_key_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys_in_order, "POLL", 0.3)

    async def typing() -> None:
        app = OneField()
        async with played(app) as pilot:
            await pilot.press("left")
            await app.until(lambda: app.keys._settled)
            app.run_worker(asyncio.sleep(0.05))
            await asyncio.sleep(0)
            app.post_message(events.Key("a", "a"))
            await asyncio.sleep(0.15)
            app.post_message(events.Key("b", "b"))
            await app.until(lambda: len(app.field.value) == 2)
            assert app.field.value == "ab"

    asyncio.run(typing())


def test_no_key_is_carried_out_in_the_middle_of_a_change_of_window() -> None:
    async def typing() -> None:
        app = OneField()
        async with played(app) as pilot:
            await pilot.press("left")
            await app.until(lambda: app.keys._settled)
            app.box.slow = 0.3
            app.post_message(events.Resize(Size(60, 20), Size(60, 20)))
            await app.until(lambda: app.field.size.width < 60)
            app.post_message(events.Key("a", "a"))
            await app.until(lambda: app.field.value)
            await asyncio.sleep(0.4)
            assert app.box.read_at_the_end == ""

    asyncio.run(typing())


def test_keys_after_the_end_are_dropped(start: Start) -> None:
    terminal = start("rows")
    terminal.send(f"qx/dupond{ENTER}")
    assert terminal.wait() == 7


@pytest.mark.parametrize(
    ("screen", "keys", "wrong"),
    [("fields", f"abc{TAB}123", "abc123"), ("rows", "/d", "JOURNAL donnees")],
)
def test_stock_textual_gets_these_wrong(start: Start, screen: str, keys: str, wrong: str) -> None:
    """Once in five times at least: the line may cut a packet where it does no harm."""

    def goes_wrong() -> bool:
        terminal = start(screen, "stock")
        terminal.send(keys)
        terminal.wait_until_idle()
        return wrong in terminal.text()

    assert any(goes_wrong() for _ in range(5))
