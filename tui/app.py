"""The application: lets people in, shows their portefeuille, and what is the same everywhere."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from textual import events, work
from textual.actions import ActionParseResult
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen

import screens
from models.command import command
from screens.files.places import Places
from screens.flows import drafts
from screens.widgets.answering_screen import UNUSED, AnsweringScreen
from screens.widgets.bindings import hidden
from screens.widgets.widths import WIDTHS
from tui.access_watch import AccessWatch, put_out, show_changes
from tui.appearance import Appearance
from tui.config import Config
from tui.engine.application import run_app
from tui.engine.keys_in_order import Typed
from tui.engine.screens import forget_scroll_bars, style_first
from tui.garbage import Pauses
from tui.idle_lock import IdleLock
from tui.late_door import late_door
from tui.openings import Openings
from tui.terminal import glyphs
from tui.terminal.checks import terminal_name
from tui.terminal.colours import FEW, Colours, promised
from tui.terminal.themes import variable_defaults

if TYPE_CHECKING:
    from models.access.front_door import FrontDoor
    from models.portefeuille import Portefeuille


@dataclass(frozen=True)
class Display:
    """What the terminal is told of its alphabet, and what it shows."""

    codeset: str = "utf-8"
    glyphs: glyphs.GlyphSet = glyphs.UNICODE
    encoding: str = "utf-8"
    colours: Colours = Colours.ALL


ALL_SHOWN = Display()

UPGRADE = (
    "Une nouvelle version est prête : terminez, puis quittez. Sinon cette session se fermera dans "
    "quelques minutes ; ce que vous tapez est gardé."
)


def sheets(first: str) -> list[str | PurePath]:
    """Give the sheet of the application, and that of the screen that is shown first.

    That of a screen that comes later makes Textual apply all of them again.
    """
    return [Path(__file__).with_name("app.tcss"), Path(screens.__file__).parent / first]


class PortefeuilleApp(Openings):
    """Login, then the portefeuille; again after somebody left."""

    TITLE = "Portefeuille"
    CSS_PATH = sheets("access/login.tcss")
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS = [
        hidden("ctrl+l", "lock", "Verrouiller", id="app.lock", priority=True),
        hidden("ctrl+o", "reglages", "Réglages", id="app.reglages", priority=True),
    ]

    def __init__(
        self,
        door: FrontDoor,
        *,
        config: Config,
        display: Display = ALL_SHOWN,
    ) -> None:
        super().__init__(
            crash_folder=config.folder,
            glyphs=display.glyphs,
            encoding=display.encoding,
            colours=display.colours,
        )
        self._door = door
        self._config = config
        self.places = Places(config.dossier, config.fichiers_permis)
        self._inside: Portefeuille | None = None
        self._locked = False
        self._drawn_in: Size | None = None
        self._idle = IdleLock(self, minutes=config.verrou, lock=self.action_lock)
        self._pauses = Pauses()
        self._watch = AccessWatch(
            put_out=partial(put_out, self, self._idle),
            show_changes=partial(show_changes, self),
            hours=config.duree,
        )
        # Before the sheets are read: they are read again for another theme.
        self.appearance = Appearance(self, config, codeset=display.codeset)
        self._sheet_variables = self.get_css_variables()
        self.stylesheet.set_variables(self._sheet_variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the sheets again, unless nothing that they name has changed."""
        if self.get_css_variables() != self._sheet_variables:
            self._sheet_variables = self.get_css_variables()
            super().refresh_css(animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our stylesheets name these variables."""
        return variable_defaults()

    def on_mount(self) -> None:
        """Show the first screen."""
        self.set_class(self.colours in FEW, "-few")
        self.set_keymap(dict(self._config.touches))
        self.visits()

    def on_window_resized(self, size: Size) -> None:
        """Take every scroll bar away, once all is drawn in the new size."""
        before, self._drawn_in = self._drawn_in, size
        if self.screen_stack and before not in (None, size):
            self.screen.call_after_refresh(forget_scroll_bars, self.screen_stack)

    @work
    async def visits(self) -> None:
        """Let somebody in, show the portefeuille, begin again when it is closed."""
        from screens.access.login import LoginScreen

        identifiant = fixed = self._config.identifiant
        while True:
            login = LoginScreen(
                self._door, identifiant=identifiant, fixed=bool(fixed), demo=command("--demo")
            )
            inside = await self.push_screen_wait(login)
            identifiant = inside.identifiant
            await self.visit(inside)

    async def visit(self, inside: Portefeuille, *, demo: bool = False) -> None:
        """Show the portefeuille of who is in, until it is closed."""
        from screens.accueil import AccueilScreen

        self._inside = inside
        self.appearance.take_up(inside)
        if not demo:
            self._idle.begin()
            self._watch.begin(inside, self._config.empreinte)
        await self.push_screen_wait(AccueilScreen(inside, demo=demo, age=self._config.late(inside)))
        self._idle.end()
        self._watch.end()
        self._inside = None
        self.appearance.take_up(None)
        self.forget_clipboard()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, Typed | events.MouseDown):
            self._idle.key()
            self._pauses.key()
            if self._answered is not None and self._answered.is_attached:
                self._answered.fall_silent(UNUSED)
            self._answered = None
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what is for who is signed in, where nobody is, and while the password is asked."""
        if action in ("lock", "reglages") and (self._inside is None or self._locked):
            return None
        return super().check_action(action, parameters)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; a screen says why one that it dims does nothing."""
        if await super().run_action(action, default_namespace, namespaces):
            return True
        screen = default_namespace
        if isinstance(screen, AnsweringScreen) and isinstance(action, str):
            return screen.says_why_not(action)
        return False

    def on_key_unused(self, event: events.Key) -> None:
        """Answer a key that did nothing; ^C, which a window hides from the application, too."""
        if event.key == "ctrl+c":
            self.action_help_quit()
        elif isinstance(self.screen, AnsweringScreen):
            self._answered = self.screen.answer_unused(event)

    def push_screen(self, screen: Any, *arguments: Any, **settings: Any) -> Any:
        """Show `screen`, laid out at once for this window."""
        if isinstance(screen, AnsweringScreen):
            screen = screen.laid_out(self)
        if isinstance(screen, Screen):
            style_first(screen, self)
        return super().push_screen(screen, *arguments, **settings)

    @work
    async def action_reglages(self) -> None:
        """Show what this person may choose for themselves."""
        from screens.reglages import choose_likes

        if self._inside is not None and not self._locked:
            await choose_likes(self, self._inside, self.appearance.worn, self.appearance.show)

    @work
    async def action_lock(self) -> None:
        """Hide everything until the password is given again."""
        from models.storage.in_sight import hide
        from screens.access.verrou import lock

        if self._inside is not None and not self._locked:
            self._locked = True
            self.forget_clipboard()
            self._idle.end()
            hide()
            try:
                await lock(self, self._door, self._inside)
            finally:
                self._locked = False
            self._idle.begin()

    async def action_quit(self) -> None:
        """Leave; asks first if something typed would be lost."""
        self.leave_politely()

    @work
    async def leave_politely(self) -> None:
        """Ask if something typed would be lost, then leave."""
        from screens.flows.questions import leave_question

        typed = any(getattr(screen, "unsaved", False) for screen in self.screen_stack)
        if not typed or await self.push_screen_wait(leave_question()):
            drafts.give_up()
            self.exit()

    def before_exit(self) -> None:
        """Write what is typed, before the connection or the server goes: the last key too."""
        for screen in self.screen_stack:
            if isinstance(screen, AnsweringScreen) and screen.is_mounted:
                with suppress(NoMatches):  # it is being laid out
                    screen.keep_typed()
        drafts.finish()

    def on_upgrade(self, *_: object) -> None:
        """Say that a new version waits for this session to end (tui/veille/upgrade.py)."""
        with suppress(RuntimeError):  # not yet, or no longer
            loop = asyncio.get_running_loop()
            loop.call_soon_threadsafe(partial(self.notify, UPGRADE, severity="warning", timeout=60))

    def on_unmount(self) -> None:
        """Write what is left to write, however the program ends."""
        self._watch.end()
        drafts.finish()


def run(config: Config, *, codeset: str) -> int:
    """Open the screens; gives the exit status."""
    display = prepare(config, codeset=codeset)
    door = late_door(config)
    try:
        app = PortefeuilleApp(door, config=config, display=display)
        signal.signal(signal.SIGUSR1, app.on_upgrade)
        return run_app(app)
    finally:
        door.close()


def prepare(config: Config, *, codeset: str) -> Display:
    """Check the keys, name the terminal; gives what it can show."""
    if config.touches:
        from tui import keymap

        keymap.check(config.touches, keymap.keys(PortefeuilleApp))
    os.environ["TERM"] = terminal_name(os.environ.get("TERM", ""))
    glyph_set = glyphs.choose(os.environ["TERM"], codeset, config.glyphes)
    return Display(codeset, glyph_set, sys.stderr.encoding, promised(os.environ))
