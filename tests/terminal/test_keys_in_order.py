"""Keys that arrive in one packet, each five times: only a real terminal shows the difference."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.pseudo_terminal import ENTER, ESCAPE, TAB, PseudoTerminal, paste
from tui.keys_in_order import PATIENCE

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
        terminal.wait_until_quiet(0.1)
        return terminal

    yield start
    for terminal in running:
        with terminal:
            pass


def five_times(terminal: PseudoTerminal, keys: str, *rows: str) -> None:
    """Send *keys* in one packet and see *rows* among those of the screen; five times."""
    for _ in range(5):
        terminal.send(keys)
        for row in rows:
            terminal.wait_for(row, timeout=PATIENCE - 0.5)
        terminal.wait_until_quiet(0.15)
        shown = [row.strip() for row in terminal.screen()]
        assert [row for row in rows if row not in shown] == []
        terminal.send(F5)
        # On a busy machine the rows of this time could pass for those of the next.
        for row in rows:
            terminal.wait_until_gone(row, timeout=PATIENCE - 0.5)
        terminal.wait_until_quiet(0.1)


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
def test_fields(start: Start, keys: str, rows: tuple[str, ...]) -> None:
    five_times(start("fields"), keys, *rows)


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (f"/dupond{ENTER}d", ("dupond", "JOURNAL cherche=dupond donnees")),
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
def test_rows(start: Start, keys: str, rows: tuple[str, ...]) -> None:
    five_times(start("rows"), keys, *rows)


def test_login_in_one_packet(start: Start) -> None:
    keys = f"marie{TAB}secret{ENTER}/dupond{ENTER}xo"
    journal = "JOURNAL entre=marie+secret cherche=dupond reponse=True"
    five_times(start("login"), keys, journal)


def test_keys_typed_before_the_first_screen() -> None:
    for _ in range(5):
        with PseudoTerminal.module("tests.terminal.toys.typed_ahead", "login") as terminal:
            terminal.send(f"marie{TAB}secret{ENTER}/dupond{ENTER}xo")
            terminal.wait_for("JOURNAL entre=marie+secret cherche=dupond reponse=True")


def test_text_waits_for_no_worker_but_the_next_key_does(start: Start) -> None:
    keys = f"un nom de client{TAB}fin{ENTER}"
    five_times(start("lookup"), keys, "JOURNAL trouve=un nom de client trois=fin")


def test_three_hundred_characters_come_out_whole_and_fast(start: Start) -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(300))
    terminal = start("fields")
    for _ in range(5):
        started = time.monotonic()
        terminal.send(text + TAB)
        terminal.wait_for(text[-70:])
        assert time.monotonic() - started < 3
        terminal.send("\x1b[Z\x1b[H" + paste("["))
        terminal.wait_for(f"[{text[:70]}")
        terminal.send(F5)
        terminal.wait_until_quiet(0.1)


def test_escape_reaches_a_long_work(start: Start) -> None:
    terminal = start("rows")
    terminal.send("i")
    time.sleep(0.3)
    terminal.send(ESCAPE)
    terminal.wait_for("JOURNAL importe=True", timeout=5)


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
        terminal.wait_until_quiet(0.3)
        return wrong in terminal.text()

    assert any(goes_wrong() for _ in range(5))
