"""Pictures of screens: as text (characters, then styles) and as SVG."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App

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


def text_of(app: App[object]) -> str:
    """Give the characters of the screen, then the styles of each row."""
    lines, styles = [], []
    # Textual has no public way to read back what it would draw.
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        plain = strip.simplify().discard_meta()
        lines.append("".join(segment.text for segment in plain).rstrip())
        shown = [f"{len(s.text)}×[{s.style}]" for s in plain if s.style]
        styles.append(f"{y + 1:02d} {' '.join(shown)}".rstrip())
    return "\n".join([*lines, "---", *styles]) + "\n"


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Picture:
    """Press keys, then compare the screen with the picture that is kept."""

    def check(
        app: App[object],
        keys: Sequence[str] = (),
        *,
        size: tuple[int, int] = SSH,
        svg: bool = False,
    ) -> None:
        async def play() -> tuple[str, str]:
            async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
                await pilot.pause()
                for key in keys:
                    await pilot.press(key)
                await pilot.pause()
                drawn = app.export_screenshot(title="Portefeuille", simplify=True) if svg else ""
                return text_of(app), re.sub(r"terminal-\d+-", "terminal-", drawn)

        text, drawn = asyncio.run(play())
        assert text == snapshot(extension_class=TextFile)
        if svg:
            assert drawn == snapshot(extension_class=SvgFile)

    return check
