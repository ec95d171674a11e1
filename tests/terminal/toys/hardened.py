"""An application to attack: `python -m … FOLDER [stock] [unscrubbed]`.

F2 a handler fails, F3 a worker, F4 a task that nobody waits for, F6 tries every door,
F7 leaves, F8 floods the terminal, F9 kills the thread that draws.
"""

from __future__ import annotations

import asyncio
import io
import sys
from pathlib import Path
from typing import Any

from tui.terminal.environment import scrub

if "unscrubbed" not in sys.argv:
    scrub()

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from tui.engine.application import EngineApp, run_app

DOORS = (
    "screenshot",
    "command_palette",
    "show_help_panel",
    "change_theme",
    "suspend_process",
    "simulate_key('f2')",
)
NIR = "180017505600004"
KEY = "0123456789abcdef" * 4


def fail(nir: str, key: str) -> None:
    """Fail as a bug would: the data are in the locals, in the messages and in a note."""
    try:
        int(f"clé {key}")
    except ValueError as error:
        failure = LookupError(f"le NIR {nir} ne va pas")
        failure.add_note(f"note {nir}")
        raise failure from error


class Attacks(App[Any]):
    """Two fields, and a key for each thing that must not happen."""

    BINDINGS = [
        Binding("f2", "fail"),
        Binding("f3", "fail_in_worker"),
        Binding("f4", "fail_in_task"),
        Binding("f6", "doors"),
        Binding("f7", "exit_with(7)"),
        Binding("f8", "flood"),
        Binding("f9", "break_thread"),
    ]

    folder = Path()

    def compose(self) -> ComposeResult:
        yield Input(id="identifiant", compact=True)
        yield Input(id="secret", password=True, compact=True)
        yield Static("PRET", id="state")

    def action_fail(self) -> None:
        nir, key = NIR, KEY
        fail(nir, key)

    @work
    async def action_fail_in_worker(self) -> None:
        await asyncio.sleep(0)
        self.action_fail()

    def action_fail_in_task(self) -> None:
        async def lost() -> None:
            self.action_fail()

        asyncio.get_running_loop().create_task(lost())

    async def action_doors(self) -> None:
        self.open_url("http://example.invalid/")
        self.deliver_text(io.StringIO("a"), save_directory=self.folder, save_filename="text")
        self.deliver_binary(io.BytesIO(b"a"), save_directory=self.folder, save_filename="bytes")
        self.deliver_screenshot(path=str(self.folder))
        self.save_screenshot(path=str(self.folder))
        for action in DOORS:
            await self.run_action(f"app.{action}")
        self.query_one("#state", Static).update("FERME")

    def action_exit_with(self, status: int) -> None:
        self.exit(return_code=status)

    def action_flood(self) -> None:
        assert self._driver is not None
        for _ in range(200):
            self._driver.write("x" * 4096)

    def action_break_thread(self) -> None:
        assert self._driver is not None
        self._driver.write(7)  # type: ignore[arg-type]


class Attacked(Attacks, EngineApp):
    """The attacks on what must withstand them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(crash_folder=folder / "erreurs")
        self.folder = folder

    def before_exit(self) -> None:
        (self.folder / "adieu").write_text("brouillon")


if __name__ == "__main__":
    if "stock" in sys.argv:
        Attacks().run(mouse=False)
    else:
        sys.exit(run_app(Attacked(Path(sys.argv[1]))))
