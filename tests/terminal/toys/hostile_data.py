"""Data that a terminal would obey, in every kind of widget: `python -m … [bare] [GLYPHS]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import (
    Button,
    DataTable,
    Footer,
    Input,
    Label,
    OptionList,
    SelectionList,
    Static,
    TextArea,
)

from tui.engine.application import EngineApp, run_app
from tui.terminal.environment import scrub
from tui.terminal.glyphs import BY_NAME, UNICODE

CONTROLS = "\x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b31m\x00\x07\x08\u202e\u2066\u200b\ufe0f\ufeff"
HOSTILE = f"AVANT{CONTROLS}APRES"


class Hostile(EngineApp):
    """Hostile data wherever a screen may put data."""

    CSS = "Screen { layout: grid; grid-size: 3; grid-rows: 5; } Label { border: round red; }"

    def compose(self) -> ComposeResult:
        yield Static(HOSTILE, markup=False)
        yield Static(Content(HOSTILE))
        label = Label(HOSTILE, markup=False)
        label.border_title = Content(HOSTILE)
        label.border_subtitle = Content(HOSTILE)
        yield label
        yield Input(HOSTILE, placeholder=HOSTILE)
        yield Input(placeholder=HOSTILE)
        yield Button(Content(HOSTILE), tooltip=HOSTILE)
        yield OptionList(HOSTILE, markup=False)
        yield SelectionList((Content(HOSTILE), 1))
        yield TextArea(HOSTILE)
        yield DataTable()
        yield Static(Text.assemble((HOSTILE, "link https://example.invalid/\x1b[31m")))
        yield Static("✍ ✕ ✓ é € ┌─┐", id="glyphs")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(Text(HOSTILE))
        table.add_row(Text(HOSTILE))
        self.notify(HOSTILE, title="Titre")
        self.call_after_refresh(self.query_one("#glyphs", Static).update, "✍ ✕ ✓ é € ┌─┐ PRET")


class Bare(Hostile):
    """The same without the wall."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        return super().get_line_filters()[1:]


if __name__ == "__main__":
    scrub(os.environ)
    glyphs = next((BY_NAME[word] for word in sys.argv if word in BY_NAME), UNICODE)
    assert sys.__stderr__ is not None
    base = Bare if "bare" in sys.argv else Hostile
    encoding = sys.__stderr__.encoding
    sys.exit(run_app(base(crash_folder=Path("/nowhere"), glyphs=glyphs, encoding=encoding)))
