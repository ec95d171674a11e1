"""Pictures of screens: as text (characters, then styles) and as SVG."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.screen import Screen

from screens.flows import gestures
from tests.journeys.list_stage import SSH, Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.drive import Seen, seen_of, svg_of
from tests.snapshots.parts import strips_of, text_of
from tests.snapshots.state import State, reach

Picture = Callable[..., None]
See = Callable[[State], Seen]


class TextFile(SingleFileSnapshotExtension):
    """A picture that a review can read."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class SvgFile(SingleFileSnapshotExtension):
    """A picture that the eye can judge."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture(autouse=True)
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show the same hours on every machine."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def outside_tmux(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say what is said in a terminal that nothing stands between."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a base that is busy as long as it takes to draw it, on however slow a machine."""
    monkeypatch.setattr(gestures, "PATIENCE", math.inf)


@pytest.fixture
def engine() -> str:
    """Draw on SQLite only: pictures do not depend on the engine."""
    return "sqlite"


@pytest.fixture
def see(migrated_file: Path, tmp_path: Path) -> See:
    """Give what is seen of a state, on a base of its own."""
    return lambda state: seen_of(state, tmp_path / "vu", migrated_file)


Kept = Callable[..., None]


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> Kept:
    """Compare texts, by the size of the window, and an SVG with the pictures that are kept."""

    def check(texts: Mapping[str, str], drawn: str = "") -> None:
        for size, text in texts.items():
            assert text == snapshot(name=size, extension_class=TextFile)
        if drawn:
            assert drawn == snapshot(name="svg", extension_class=SvgFile)

    return check


@pytest.fixture
def picture(kept: Kept) -> Picture:
    """Press keys on a screen, then compare it, in each window, with the pictures that are kept."""

    def check(
        screen: Screen[Any],
        keys: Sequence[str] = (),
        *,
        sizes: Sequence[tuple[int, int]] = (SSH,),
        svg: bool = False,
        theme: str = "clair",
    ) -> None:
        async def play() -> tuple[dict[str, str], str]:
            app, texts = Stage(screen, theme=theme), {}
            async with played(app, sizes[0], bubbles=True) as pilot:
                session = Session(app, pilot)
                await reach(session, keys)
                drawn = svg_of(app) if svg else ""
                for width, height in sizes:
                    if app.size != (width, height):
                        await session.resize(width, height)
                    texts[f"{width}x{height}"] = text_of(strips_of(app.screen, None))
            return texts, drawn

        kept(*asyncio.run(play()))

    return check
