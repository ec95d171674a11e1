"""The doors of Textual are closed, and the program ends well however it ends."""

from __future__ import annotations

import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pseudo_terminal import TAB, PseudoTerminal
from tests.terminal.toys.hardened import KEY, NIR
from tui.engine.shutdown import GRACE

terminal_test = pytest.mark.terminal
F2, F3, F4, F6, F7, F8, F9 = "\x1bOQ", "\x1bOR", "\x1bOS", *(f"\x1b[{n}~" for n in (17, 18, 19, 20))
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
Start = Callable[..., PseudoTerminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[PseudoTerminal] = []

    def start(
        *options: str, env: dict[str, str] | None = None, **settings: object
    ) -> PseudoTerminal:
        terminal = PseudoTerminal.module(
            "tests.terminal.toys.hardened",
            str(tmp_path),
            *options,
            env={"HOME": str(tmp_path), **(env or {})},
            **settings,
        )
        running.append(terminal)
        terminal.wait_for("PRET")
        terminal.wait_until_idle()
        return terminal

    yield start
    for terminal in running:
        with terminal:
            pass


@pytest.fixture(scope="module")
def usual_cells(tmp_path_factory: pytest.TempPathFactory) -> list[list[object]]:
    folder = str(tmp_path_factory.mktemp("usual"))
    with PseudoTerminal.module("tests.terminal.toys.hardened", folder) as terminal:
        terminal.wait_for("PRET")
        terminal.wait_until_idle()
        return terminal.cells()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@terminal_test
@pytest.mark.parametrize("key", [F2, F3, F4], ids=["handler", "worker", "task"])
@pytest.mark.played
def test_a_crash_tells_no_data(start: Start, tmp_path: Path, key: str) -> None:
    terminal = start()
    terminal.send(key)
    assert terminal.wait() == 1
    assert terminal.modes() == terminal.modes_before
    before, _, after = terminal.raw.partition(LEFT_ALTERNATE_SCREEN)
    assert before
    (kept,) = (tmp_path / "erreurs").iterdir()
    reference = kept.stem.removeprefix("erreur-")
    assert f"Erreur interne, référence {reference}. Rien" in after.decode()
    assert f"Détails : {kept}" in after.decode().replace("\r\n", " ")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    written = kept.read_text()
    assert "builtins.LookupError" in written
    assert "builtins.ValueError" in written
    assert "toys/hardened.py" in written
    for secret in (NIR, KEY):
        assert secret not in written
        assert secret.encode() not in terminal.raw
    assert b"Traceback" not in terminal.raw


@terminal_test
def test_stock_textual_tells_all(start: Start) -> None:
    terminal = start("stock")
    terminal.send(F2)
    assert terminal.wait() == 0
    assert NIR.encode() in terminal.raw


@terminal_test
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_program_cleanly(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    terminal = start()
    terminal.signal(number)
    assert terminal.wait() == 128 + number
    assert terminal.modes() == terminal.modes_before
    assert LEFT_ALTERNATE_SCREEN in terminal.raw
    assert files(tmp_path) == {"adieu"}


@terminal_test
@pytest.mark.parametrize("controlling", [True, False])
def test_a_lost_connection_ends_the_program(
    start: Start, tmp_path: Path, controlling: bool
) -> None:
    terminal = start(controlling=controlling)
    terminal.hang_up()
    assert terminal.process.wait(GRACE - 0.5) == 128 + signal.SIGHUP
    assert files(tmp_path) == {"adieu"}


@terminal_test
def test_a_terminal_that_no_longer_reads_does_not_keep_the_program(start: Start) -> None:
    terminal = start()
    terminal.send(F8)
    time.sleep(0.5)
    terminal.signal(signal.SIGTERM)
    assert terminal.process.wait(GRACE + 3) == 128 + signal.SIGTERM
    assert terminal.modes() == terminal.modes_before


@terminal_test
def test_a_dead_thread_ends_the_program(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.send(F9)
    assert terminal.wait(GRACE + 3) == 1
    assert terminal.modes() == terminal.modes_before
    assert len(list((tmp_path / "erreurs").iterdir())) == 1


@terminal_test
@pytest.mark.parametrize(("keys", "status"), [("\x11", 0), (F7, 7)], ids=["^Q", "F7"])
def test_the_status_is_the_one_asked_for(start: Start, keys: str, status: int) -> None:
    terminal = start()
    terminal.send(keys)
    assert terminal.wait() == status
    assert terminal.modes() == terminal.modes_before


@terminal_test
def test_bytes_that_are_not_utf8_do_not_end_the_program(start: Start) -> None:
    terminal = start()
    terminal.send(b"\xe9\xff")
    terminal.wait_until_idle()
    terminal.send("abc")
    terminal.wait_for("abc")
    terminal.send("\x11")
    assert terminal.wait() == 0


@terminal_test
def test_a_signal_to_go_on_starts_nothing_twice(start: Start) -> None:
    terminal = start()
    terminal.signal(signal.SIGCONT)
    terminal.wait_until_idle()
    assert terminal.raw.count(b"\x1b[?1049h") == 1
    terminal.send("abc\x11")
    assert terminal.wait(GRACE) == 0


@terminal_test
def test_another_window_does_not_take_the_field_away(start: Start) -> None:
    focus_out, focus_in = "\x1b[O", "\x1b[I"
    terminal = start()
    terminal.send("abc")
    terminal.wait_until_idle()
    sent = len(terminal.raw)
    terminal.send(focus_out)
    terminal.wait_until_idle()
    terminal.send(focus_in)
    terminal.wait_until_idle()
    assert len(terminal.raw) == sent
    terminal.send(f"{focus_out}def")
    terminal.wait_for("abcdef")


@terminal_test
def test_a_password_is_never_copied(start: Start) -> None:
    select_all_and_copy, paste_it = "\x1b[1;2H\x03", "\x16"
    terminal = start()
    terminal.send(f"visible{select_all_and_copy}")
    terminal.wait_until_idle()
    assert b"\x1b]52;c;" in terminal.raw
    terminal = start()
    terminal.send(f"{TAB}secret{select_all_and_copy}\x18{TAB}{paste_it}")
    terminal.wait_until_idle()
    assert b"\x1b]52;c;" not in terminal.raw
    assert "secret" not in terminal.text()


@terminal_test
def test_control_c_says_in_french_how_to_quit(start: Start) -> None:
    terminal = start()
    terminal.send("\x03")
    terminal.wait_for("Pour quitter : ^Q")
    assert "quit" not in terminal.text().replace("quitter", "")


@terminal_test
def test_no_door_opens(start: Start, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {tmp_path}/opened\n")
    browser.chmod(0o755)
    terminal = start("unscrubbed", env={"BROWSER": str(browser)})
    before = terminal.screen()
    terminal.send("\x10")
    terminal.wait_until_idle()
    assert terminal.screen() == before
    terminal.send(F6)
    terminal.wait_for("FERME")
    terminal.wait_until_idle()
    assert [row for row in terminal.screen() if row] == ["FERME"]
    assert files(tmp_path) == {"browser"}
    assert terminal.process.poll() is None


HOSTILE = {
    "COLUMNS": "40",
    "LINES": "5",
    "ESCDELAY": "5000",
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_DRIVER": "evil:Driver",
    "TEXTUAL_FILTERS": "dim",
    "TEXTUAL_LOG": "{home}/log",
    "TEXTUAL_PRESS": "ctrl+q",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": "{home}",
    "TEXTUAL_SHOW_RETURN": "1",
    "TEXTUAL_THEME": "dracula",
    "TEXTUAL_ALLOW_SIGNALS": "1",
}


@terminal_test
def test_no_variable_changes_anything(
    start: Start, usual_cells: list[list[object]], tmp_path: Path
) -> None:
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'pwned')!r}, 'w')\n")
    hostile = {name: value.format(home=tmp_path) for name, value in HOSTILE.items()}
    terminal = start(env={**hostile, "PYTHONPATH": str(tmp_path)})
    terminal.wait_until_idle()
    assert terminal.cells() == usual_cells
    assert terminal.process.poll() is None
    assert files(tmp_path) == {"evil.py"} | {p for p in files(tmp_path) if p.endswith(".pyc")}
    terminal.send("\x11")
    assert terminal.wait() == 0


@terminal_test
def test_an_unscrubbed_variable_does_change_the_screen(
    start: Start, usual_cells: list[list[object]]
) -> None:
    assert start("unscrubbed", env={"COLUMNS": "40"}).cells() != usual_cells


@terminal_test
def test_nothing_is_sent_while_nobody_types(start: Start) -> None:
    terminal = start()
    terminal.send("a")
    terminal.wait_until_idle()
    assert terminal.written_in(1.5) == b""
