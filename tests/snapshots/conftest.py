"""Pictures of screens: as text (characters, then styles) and as SVG."""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from peewee import Database
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App
from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.flows import gestures
from tests.cabinet import open_portefeuille
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.snapshots.state import reach

SSH = (80, 24)

Picture = Callable[..., None]


class TextFile(SingleFileSnapshotExtension):
    """A picture that a review can read."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class SvgFile(SingleFileSnapshotExtension):
    """A picture that the eye can judge."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


def text_of(app: App[Any]) -> str:
    """Give the characters of the screen, then the styles of each row."""
    lines, styles = [], []
    # Textual has no public way to read back what it would draw.
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        plain = strip.simplify().discard_meta()
        lines.append("".join(segment.text for segment in plain).rstrip())
        shown = [f"{len(s.text)}×[{s.style}]" for s in plain if s.style]
        styles.append(f"{y + 1:02d} {' '.join(shown)}".rstrip())
    return "\n".join([*lines, "---", *styles]) + "\n"


@pytest.fixture(autouse=True)
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show the same hours on every machine."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a base that is busy as long as it takes to draw it, on however slow a machine."""
    monkeypatch.setattr(gestures, "PATIENCE", math.inf)


@pytest.fixture
def engine() -> str:
    """Draw on SQLite only: pictures do not depend on the engine."""
    return "sqlite"


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    """Give an empty portefeuille whose clock stands still."""
    assert base is not None
    return open_portefeuille(tmp_path)


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Picture:
    """Press keys on a screen, then compare it, in each window, with the pictures that are kept."""

    def check(
        screen: Screen[Any],
        keys: Sequence[str] = (),
        *,
        sizes: Sequence[tuple[int, int]] = (SSH,),
        svg: bool = False,
        theme: str = "clair",
        until: str = "",
    ) -> None:
        async def play() -> tuple[dict[str, str], str]:
            app, texts = Stage(screen, theme=theme), {}
            async with app.run_test(size=sizes[0], notifications=True, tooltips=True) as pilot:
                await pilot.pause()
                session = Session(app, pilot)
                await reach(session, keys, until)
                drawn = app.export_screenshot(title="Portefeuille", simplify=True) if svg else ""
                for width, height in sizes:
                    if app.size != (width, height):
                        await session.resize(width, height)
                    texts[f"{width}x{height}"] = text_of(app)
            return texts, re.sub(r"terminal-\d+-", "terminal-", drawn)

        texts, drawn = asyncio.run(play())
        for size, text in texts.items():
            assert text == snapshot(name=size, extension_class=TextFile)
        if svg:
            assert drawn == snapshot(name="svg", extension_class=SvgFile)

    return check
