"""The application: lets people in, shows their portefeuille, and what is the same everywhere."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding
from textual.geometry import Size

from screens.aide import AideScreen
from screens.confirm_modal import ConfirmModal
from screens.door import Door
from screens.flows.actions import actions_of
from screens.login import LoginScreen
from screens.menu import MenuScreen
from screens.verrou import VerrouScreen
from tui import glyphs, keymap, late
from tui.colours import FEW, Colours, promised
from tui.config import Config
from tui.hardened import HardenedApp, run_app
from tui.terminal import terminal_name
from tui.theme import look, variable_defaults

if TYPE_CHECKING:
    from models.portefeuille import Portefeuille


@dataclass(frozen=True)
class Display:
    """What the terminal shows: its glyphs, its encoding, its colours."""

    glyphs: glyphs.GlyphSet = glyphs.UNICODE
    encoding: str = "utf-8"
    colours: Colours = Colours.ALL


EVERYTHING = Display()


class PortefeuilleApp(HardenedApp):
    """Login, then the portefeuille; again after somebody left."""

    TITLE = "Portefeuille"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
    BINDINGS = [
        Binding("f1", "aide", "Aide", id="app.aide", priority=True),
        Binding("question_mark", "aide", "Aide", show=False, id="app.aide_letter"),
        Binding("ctrl+p", "menu", "Menu", show=False, id="app.menu", priority=True),
        Binding("ctrl+l", "lock", "Verrouiller", show=False, id="app.lock", priority=True),
        Binding("f5", "repaint", "Redessiner l'écran", show=False, id="app.repaint"),
    ]

    def __init__(
        self,
        door: Door,
        *,
        config: Config,
        display: Display = EVERYTHING,
        demo: Portefeuille | None = None,
    ) -> None:
        super().__init__(
            crash_folder=config.folder,
            glyphs=display.glyphs,
            encoding=display.encoding,
            shown=display.colours,
        )
        self._door = door
        self._config = config
        self._demo = demo
        self._inside: Portefeuille | None = None
        self._drawn_in: Size | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our stylesheets name these variables."""
        return variable_defaults()

    def on_mount(self) -> None:
        """Show the first screen."""
        self.set_class(self.shown in FEW, "-few")
        theme = look(self._config.theme, self.shown)
        self.register_theme(theme)
        self.theme = theme.name
        self.set_keymap(dict(self._config.touches))
        self.visits()

    def _check_resize(self) -> None:
        # Textual's own, which hands the new size to the screen: there is no hook after it.
        event = self._resize_event
        super()._check_resize()
        if event is None:
            return
        before, self._drawn_in = self._drawn_in, event.size
        if self.screen_stack and before not in (None, event.size):
            self.screen.call_after_refresh(self._forget_scroll_bars)

    def _forget_scroll_bars(self) -> None:
        """Take every scroll bar away; the layout puts back those that are needed.

        One that a smaller window needed takes a cell from the text, which then breaks into one
        line more, and so it would stay for ever.
        """
        for screen in self.screen_stack:
            for widget in screen.query("*"):
                if widget.styles.overflow_y == "auto":
                    widget.show_vertical_scrollbar = False
                    # A bar that was on its way leaves no change of size for the layout to see.
                    widget.call_after_refresh(widget._refresh_scrollbars)  # noqa: SLF001

    @work
    async def visits(self) -> None:
        """Let somebody in, show the portefeuille, begin again when it is closed."""
        identifiant = ""
        while True:
            inside = self._demo or await self.push_screen_wait(
                LoginScreen(self._door, identifiant=identifiant)
            )
            self._inside = inside
            identifiant = inside.identifiant
            await self.push_screen_wait(late.accueil(inside, demo=inside is self._demo))
            self._inside = None
            self.forget_clipboard()
            if self._demo:
                self.exit()
                return

    def action_repaint(self) -> None:
        """Draw all again, over what something else wrote on the terminal."""
        self.screen.refresh()

    async def action_aide(self) -> None:
        """Show the keys of the screen, or put them away."""
        screen = self.screen
        if isinstance(screen, AideScreen):
            screen.action_close()
        else:
            self.push_screen(AideScreen(screen.title or self.title, actions_of(screen)))

    @work
    async def action_menu(self) -> None:
        """Show what can be done here, to choose from."""
        screen = self.screen
        if isinstance(screen, (AideScreen, MenuScreen)):
            return
        chosen = await self.push_screen_wait(MenuScreen(actions_of(screen)))
        if chosen is not None:
            await self.run_action(chosen.action, chosen.node)

    @work
    async def action_lock(self) -> None:
        """Hide everything until the password is given again."""
        inside = self._inside
        if inside is None or any(isinstance(one, VerrouScreen) for one in self.screen_stack):
            return
        if self._demo:
            self.notify("Démonstration : sans mot de passe, rien ne se verrouille.")
            return
        self.forget_clipboard()
        await self.push_screen_wait(
            VerrouScreen(self._door, inside.identifiant, inside.utilisateur_nom)
        )

    async def action_quit(self) -> None:
        """Leave; asks first if something typed would be lost."""
        self.leave_politely()

    @work
    async def leave_politely(self) -> None:
        """Ask if something typed would be lost, then leave."""
        if any(getattr(screen, "unsaved", False) for screen in self.screen_stack):
            question = ConfirmModal(
                "Quitter sans enregistrer\u00a0?",
                details=("Ce qui n'est ni enregistré ni noté sera perdu.",),
            )
            if not await self.push_screen_wait(question):
                return
        self.exit()


def run(config: Config, *, codeset: str) -> int:
    """Open the screens; gives the exit status."""
    display = prepare(config, codeset=codeset)
    door = late.LateDoor(config)
    try:
        return run_app(PortefeuilleApp(door, config=config, display=display))
    finally:
        door.close()


def prepare(config: Config, *, codeset: str) -> Display:
    """Check the keys, name the terminal; gives what it can show."""
    if config.touches:
        keymap.check(config.touches, keymap.keys(PortefeuilleApp))
    os.environ["TERM"] = terminal_name(os.environ.get("TERM", ""))
    glyph_set = glyphs.choose(os.environ["TERM"], codeset, config.glyphes)
    return Display(glyph_set, sys.stderr.encoding, promised(os.environ))
