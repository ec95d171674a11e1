"""Screens between which keys may go astray: `python -m … SCREEN [stock]`."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from tui.terminal.environment import scrub

scrub()

from textual import on, work  # noqa: E402
from textual.app import App, ComposeResult  # noqa: E402
from textual.binding import Binding  # noqa: E402
from textual.message import Message  # noqa: E402
from textual.screen import ModalScreen, Screen  # noqa: E402
from textual.widgets import Input, OptionList, Static  # noqa: E402

from tui.engine.application import EngineApp  # noqa: E402


class Journal(Static):
    """The last row: what has happened, in order."""

    DEFAULT_CSS = "Journal { dock: bottom; }"

    def on_mount(self) -> None:
        self.update("JOURNAL")

    def add(self, word: str) -> None:
        self.update(f"{self.content} {word}")


class ToyScreen(Screen[None]):
    """A screen with a journal."""

    def note(self, word: str) -> None:
        self.query_one(Journal).add(word)


class Fields(ToyScreen):
    """Three fields; Entrée goes to the next one."""

    def compose(self) -> ComposeResult:
        for name in ("un", "deux", "trois"):
            yield Input(id=name, compact=True)
        yield Journal()

    @on(Input.Submitted)
    def next_field(self) -> None:
        self.focus_next()


class Form(ToyScreen):
    """What `a` opens: a field that takes the focus by itself; Échap goes back."""

    BINDINGS = [Binding("escape", "back")]

    def compose(self) -> ComposeResult:
        yield Static("FORMULAIRE")
        yield Input(compact=True)
        yield Journal()

    def action_back(self) -> None:
        value = self.query_one(Input).value
        self.app.pop_screen()
        self.app.call_later(lambda: self.app.screen.query_one(Journal).add(f"form={value}"))


class Confirm(ModalScreen[bool]):
    """A question: `o` or `n`."""

    BINDINGS = [Binding("o", "answer(True)"), Binding("n", "answer(False)")]

    def compose(self) -> ComposeResult:
        yield Static("Confirmer ?")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)


class Asked(Message):
    """A question to ask from a message handler."""


class Rows(ToyScreen):
    """A list with a search field above it."""

    BINDINGS = [
        Binding("slash", "search"),
        Binding("x", "remove"),
        Binding("w", "remove_and_wait"),
        Binding("a", "add"),
        Binding("d", "note('donnees')"),
        Binding("l", "slow"),
        Binding("b", "busy"),
        Binding("f", "after_refresh"),
        Binding("i", "import_rows"),
        Binding("q", "leave"),
    ]

    def __init__(self, *first_words: str) -> None:
        super().__init__()
        self.first_words = first_words

    def compose(self) -> ComposeResult:
        yield Input(id="search", compact=True)
        yield OptionList(*(f"ligne {n}" for n in range(5)), id="rows")
        yield Journal()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        for word in self.first_words:
            self.call_later(self.note, word)

    def action_search(self) -> None:
        self.query_one("#search", Input).focus()

    @on(Input.Submitted)
    def search(self, event: Input.Submitted) -> None:
        self.note(f"cherche={event.value}")
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def open_row(self, event: OptionList.OptionSelected) -> None:
        self.note(f"ouvre={event.option_index}")

    @work
    async def action_remove(self) -> None:
        answer: bool = await self.app.push_screen_wait(Confirm())
        self.note(f"reponse={answer}")

    def action_remove_and_wait(self) -> None:
        self.post_message(Asked())

    async def on_asked(self) -> None:
        await self.ask_from_handler().wait()

    @work
    async def ask_from_handler(self) -> None:
        answer: bool = await self.app.push_screen_wait(Confirm())
        self.note(f"attendu={answer}")

    def action_add(self) -> None:
        self.app.push_screen(Form())

    def action_note(self, word: str) -> None:
        self.note(word)

    async def action_slow(self) -> None:
        await asyncio.sleep(0.3)
        self.action_search()

    def action_busy(self) -> None:
        time.sleep(0.3)
        self.action_search()

    def action_after_refresh(self) -> None:
        self.note("rafraichi")
        self.call_after_refresh(self.action_search)

    @work
    async def action_import_rows(self) -> None:
        rows = self.query_one("#rows")
        rows.add_class("-waits")
        started = time.monotonic()
        while rows.has_class("-waits") and time.monotonic() - started < 10:
            time.sleep(0.01)
            await asyncio.sleep(0)
        self.note(f"importe={time.monotonic() - started < 2}")

    def action_leave(self) -> None:
        self.app.exit(return_code=7)


class Lookup(Fields):
    """Fields that look something up while the person types."""

    @on(Input.Changed, "#un")
    def typed(self, event: Input.Changed) -> None:
        self.look_up(event.value)

    @work(exclusive=True)
    async def look_up(self, value: str) -> None:
        await asyncio.sleep(0.2)
        self.note(f"trouve={value}")
        self.query_one("#deux", Input).focus()

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted | None = None) -> None:
        if event:
            self.note(f"{event.input.id}={event.value}")


class Login(ToyScreen):
    """Identifiant, mot de passe, then the list once a slow check has passed."""

    def compose(self) -> ComposeResult:
        yield Input(id="identifiant", compact=True)
        yield Input(id="secret", password=True, compact=True)
        yield Journal()

    @on(Input.Submitted, "#identifiant")
    def to_secret(self) -> None:
        self.query_one("#secret", Input).focus()

    @on(Input.Submitted, "#secret")
    def check(self) -> None:
        self.sign_in()

    @work
    async def sign_in(self) -> None:
        await asyncio.to_thread(time.sleep, 0.2)
        typed = [field.value for field in self.query(Input)]
        self.app.switch_screen(Rows(f"entre={'+'.join(typed)}"))


SCREENS: dict[str, type[ToyScreen]] = {
    "fields": Fields,
    "login": Login,
    "lookup": Lookup,
    "rows": Rows,
}


class Stock(App[None]):
    """The screen named on the command line, a new one at each F5."""

    BINDINGS = [Binding("f5", "restart", priority=True)]

    def on_mount(self) -> None:
        self.push_screen(SCREENS[sys.argv[1]]())

    def action_restart(self) -> None:
        self.switch_screen(SCREENS[sys.argv[1]]())


class InOrder(Stock, EngineApp):
    """The same with keys in order."""


if __name__ == "__main__":
    app = Stock() if "stock" in sys.argv else InOrder(crash_folder=Path("/nonexistent"))
    app.run(mouse=False)
    sys.exit(app.return_code or 0)
