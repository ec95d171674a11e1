"""What opens over any screen, by the same keys everywhere: help, menu, where to go."""

from __future__ import annotations

from textual import work
from textual.binding import Binding

from screens.widgets.answering_screen import UNUSED, AnsweringScreen
from screens.widgets.bindings import hidden
from screens.widgets.foot import Foot
from screens.widgets.key_line import KeyLine
from tui.engine.application import EngineApp


class Openings(EngineApp):
    """The application, with what it opens over the screen that is there."""

    BINDINGS = [
        Binding("f1", "aide", "Aide", id="app.aide", priority=True),
        hidden("question_mark", "aide", "Aide", id="app.aide_letter"),
        hidden("ctrl+p", "menu", "Menu", id="app.menu", priority=True),
        hidden("ctrl+y", "jump", "Aller à un champ", id="app.jump", priority=True),
        hidden("f5", "redraw", "Redessiner l'écran", id="app.repaint"),
    ]

    _answered: Foot | KeyLine | None = None
    """What is to fall silent at the next key."""

    def tell(self, text: str) -> None:
        """Say it where all keys are answered, until the next one."""
        self._answered = self.screen.line if isinstance(self.screen, AnsweringScreen) else None
        if self._answered is not None:
            self._answered.say(text, speaker=UNUSED)

    def action_help_quit(self) -> None:
        """Answer ^C, which many people try in order to leave."""
        self.tell("Pour quitter : <app.quit>")

    def action_repaint(self) -> None:
        """Draw all again, over what something else wrote on the terminal."""
        self.painting.forget()
        self.screen.refresh()

    def action_redraw(self) -> None:
        """Draw all again, and say so: nothing else may be seen of it."""
        self.action_repaint()
        self.tell("Écran redessiné.")

    async def action_aide(self) -> None:
        """Show the keys of the screen, or put them away."""
        from screens.help.aide import show_aide

        show_aide(self)

    @work
    async def action_menu(self) -> None:
        """Show what can be done here, to choose from."""
        from screens.help.menu import choose_in_menu

        await choose_in_menu(self)

    @work
    async def action_jump(self) -> None:
        """Show a letter on each field and box, to go there by it."""
        from screens.help.aller import jump

        await jump(self)
