"""A state is driven once in a process; each test that looks at it has what was seen then.

To make a base, an application and its widgets, and to press the keys, takes longer than to look.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.theme import Theme
from textual.widgets import Input

from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from screens.help.actions import actions_of
from tests.cabinet import open_portefeuille
from tests.journeys.list_stage import SSH, Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.menus import unoffered_on
from tests.snapshots.parts import strips_of, text_of
from tests.snapshots.state import State, reach
from tests.snapshots.states import (
    HELPED,
    IN_A_LARGE_ONE,
    IN_THE_LARGEST,
    IN_THE_SMALLEST,
    ONE_OF_EACH,
)
from tests.tries import FULL
from tui.engine.cursor import cursor_of
from tui.terminal.colours import FEW, Colours
from tui.terminal.palettes import Palette
from tui.terminal.themes import look, theme_of

THEMES = ("clair", "sombre", "contraste")
WIDE, WIDEST, SMALL = (120, 40), (200, 55), (60, 16)
CARTE = {"connexion", "liste", "formulaire-a", "panneau", "confirmation"}
"""What `-m carte` shows."""
MARK = "›"
"""Stands beside what has the focus, unless one types in it."""
NEAR = len("*8 [x]") + 1
"""Cells from the first of a box to its mark."""
HOSTILE = "[/red] [@click=app.quit]"

Look = tuple[str, Colours]
"""A theme, and how many colours the terminal has."""
FIRST: Look = ("clair", Colours.ALL)
"""As every picture is drawn, unless it says otherwise."""
LOOKS = tuple((theme, colours) for colours in (Colours.SIXTEEN, Colours.EIGHT) for theme in THEMES)
"""Those whose colours are drawn otherwise than the sheets name them (colour_filters.py)."""
PARTS, APART = len(Palette._fields), 8
PROBE = Palette(*(f"#{APART * rank:02X}{APART:02X}{APART:02X}" for rank in range(PARTS)))
"""Each colour of a look by itself, so that what is drawn tells which one it is."""


def looks_of(state: State) -> Sequence[Look]:
    """Give the LOOKS that a state is seen in here: all in full; else one in turn of each other.

    What one state does not show in some colours the next one does: they share their widgets.
    """
    turn, is_other = divmod(ONE_OF_EACH.index(state), 2)
    return LOOKS if FULL else () if is_other else LOOKS[turn % len(LOOKS) :][:1]


def is_probed(state: State) -> bool:
    """Tell whether a state is drawn in PROBE: all are in full, here those that no LOOKS has."""
    return FULL or not looks_of(state)


@dataclass(frozen=True)
class Seen:
    """What was seen of a state.

    `texts` by the size of the window, and those of its help where it is looked at; `astray`: where
    the cursor of the terminal is not on what is selected, in the same windows; of the states
    that are ONE_OF_EACH also `pieces`, what can be read, by look, `probed`, what can be read in the
    colours of PROBE, `words`, what is said or may be said, and `unoffered`, what can be done and
    is not in the menu.
    """

    texts: dict[str, str]
    astray: tuple[str, ...]
    help: dict[str, str]
    svg: str
    pieces: dict[Look, frozenset[Segment]]
    probed: frozenset[Segment]
    words: tuple[str, ...]
    unoffered: tuple[str, ...]


_SEEN: dict[str, Seen] = {}


def seen_of(state: State, folder: Path, migrated_file: Path) -> Seen:
    """Give what is seen of a state, which is driven unless it was."""
    if state.name not in _SEEN:
        with portefeuille_in(folder, migrated_file) as portefeuille:
            _SEEN[state.name] = asyncio.run(_drive(state, portefeuille))
    return _SEEN[state.name]


@contextmanager
def portefeuille_in(folder: Path, migrated_file: Path) -> Iterator[Portefeuille]:
    """Give a portefeuille of its own: two sessions of a state begin alike."""
    folder.mkdir()
    shutil.copyfile(migrated_file, folder / "portefeuille.db")
    open_database(folder / "portefeuille.db")
    try:
        yield open_portefeuille(folder)
    finally:
        close_database()


async def _drive(state: State, portefeuille: Portefeuille) -> Seen:
    app = Stage(state.make(portefeuille), theme=FIRST[0])
    pieces: dict[Look, frozenset[Segment]] = {}
    probed: frozenset[Segment] = frozenset()
    words: list[str] = []
    unoffered: tuple[str, ...] = ()
    async with played(app, SSH, bubbles=True) as pilot:
        session = Session(app, pilot)
        await reach(session, state.keys, state.until)
        svg = svg_of(app) if state.svg else ""
        texts = {name_of(SSH): text_of(strips_of(app.screen, state.part))}
        astray = [astray_in(app.screen)]
        if state in ONE_OF_EACH:
            words += words_of(session)
            unoffered = (*unoffered_on(session.screen),)
        help_texts = await _helped(session) if state.name in HELPED else {}
        for size in other_sizes_of(state):
            await session.resize(*size)
            texts[name_of(size)] = text_of(strips_of(app.screen, state.part))
            astray.append(astray_in(app.screen))
        if state in ONE_OF_EACH:
            if is_probed(state):
                await wear(app, pilot, theme_of(PROBE, "probe", dark=False), Colours.ALL)
                probed = pieces_of(app)
            for other in looks_of(state):
                await wear(app, pilot, look(*other), other[1])
                pieces[other] = pieces_of(app)
            # Last: it moves the focus.
            words += answers_of(session.screen)
    return Seen(
        texts, tuple(filter(None, astray)), help_texts, svg, pieces, probed, tuple(words), unoffered
    )


async def _helped(session: Session) -> dict[str, str]:
    """Open the help, look at it in two windows, and close it."""
    texts = {}
    await session.press("f1")
    for size in (SSH, SMALL):
        await session.resize(*size)
        texts[name_of(size)] = text_of(strips_of(session.screen, None))
    await session.press("escape")
    return texts


def other_sizes_of(state: State) -> Iterator[tuple[int, int]]:
    """Give the windows in which a state is seen too."""
    if state.name in IN_THE_SMALLEST:
        yield SMALL
    is_whole = state.part is None
    if is_whole and (state.svg or state in ONE_OF_EACH or state.name in IN_A_LARGE_ONE):
        yield WIDE
    if state.name in IN_THE_LARGEST:
        yield WIDEST


def grouped(states: Iterable[State]) -> list[Any]:
    """Give the parameters of a test that looks at states: one worker has all the tests of one."""
    return [pytest.param(state, marks=_marks(state), id=state.name) for state in states]


def _marks(state: State) -> list[pytest.MarkDecorator]:
    carte = [pytest.mark.carte] if state.name in CARTE else []
    return [pytest.mark.xdist_group(state.name), *carte]


def name_of(size: tuple[int, int]) -> str:
    """Give the name of a picture in a window of this size."""
    return "x".join(map(str, size))


# What is drawn


def svg_of(app: App[Any]) -> str:
    """Give the screen in colours."""
    drawn = app.export_screenshot(title="Portefeuille", simplify=True)
    return re.sub(r"terminal-\d+-", "terminal-", drawn)


def astray_in(screen: Screen[Any]) -> str:
    """Say what is drawn where the cursor stands, unless it is what is selected, and in sight."""
    rows, place, focused = strips_of(screen, None), cursor_of(screen), screen.focused
    ours = (child for child in screen.children if not child.has_class("-textual-system"))
    region = screen.find_widget(focused or next(ours)).visible_region
    marked = [y for y in range(region.y, region.bottom) if MARK in _within(rows[y], region)]
    if isinstance(focused, Input) or not marked:
        return "" if region.contains_point(place) else f"{focused}: {place} for {region}"
    here = rows[place.y].text[place.x : place.x + NEAR]
    good = marked == [place.y] and MARK in here
    return "" if good else f"{focused}: {here!r} at {place}, marked on {marked}"


def _within(row: Strip, region: Region) -> str:
    return row.crop(region.x, region.right).text


# In which colours


async def wear(app: Stage, pilot: Pilot[None], theme: Theme, colours: Colours) -> None:
    """Draw the screen again in another look."""
    app.colours = colours
    app.set_class(colours in FEW, "-few")
    app.register_theme(theme)
    app.theme = theme.name
    await pilot.pause()


def pieces_of(app: Stage) -> frozenset[Segment]:
    """Give the texts of the screen on top; those under a modal too, unless they are dimmed."""
    whole = app.screen.region
    boxes = [child.region for child in app.screen.children]
    dimmed = isinstance(app.screen, ModalScreen) and app.colours not in FEW
    regions = boxes if dimmed else [whole]
    strips = app.screen._compositor.render_strips()
    return frozenset(
        Segment(piece.text, _colours_of(piece))
        for region in map(whole.intersection, regions)
        for y in range(region.y, region.bottom)
        for piece in strips[y].crop(region.x, region.right)
        if piece.text.strip()
    )


def _colours_of(piece: Segment) -> Style | None:
    style = piece.style
    return style and Style(color=style.color, bgcolor=style.bgcolor)


# In which words


def words_of(session: Session) -> Iterator[str]:
    """Give every text that this screen shows, or may show with another focus."""
    screen = session.screen
    yield from (line.replace(HOSTILE, "") for line in session.lines)
    yield screen.title or session.app.title
    for widget in screen.query("*"):
        yield from filter(None, (str(widget.tooltip or ""), widget.BINDING_GROUP_TITLE))
        if isinstance(widget, Input):
            # Those of Textual refuse in English.
            assert not widget.validators
            assert widget.suggester is None
            assert widget.type == "text"
            yield widget.placeholder


def answers_of(screen: Screen[object]) -> Iterator[str]:
    """Give what help, menu and key line say of the keys, wherever the focus is."""
    for widget in screen.focus_chain:
        screen.set_focus(widget, scroll_visible=False)
        yield from (one.description for one in actions_of(screen))
        for key in screen.active_bindings.values():
            if key.binding.show:
                yield key.binding.description
            yield key.tooltip
