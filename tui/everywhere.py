"""What F1, ^P, ^L and ^Q open on every screen; loaded at the first of them (late.py)."""

from __future__ import annotations

from textual.app import App

from models.portefeuille import Portefeuille
from screens.access.door import Door
from screens.access.verrou import VerrouScreen
from screens.flows.actions import actions_of
from screens.help.aide import AideScreen
from screens.help.menu import MenuScreen
from screens.windows.confirm import ConfirmModal


def show_aide(app: App[None]) -> None:
    """Show the keys of the screen, or put them away."""
    screen = app.screen
    if isinstance(screen, AideScreen):
        screen.action_close()
    else:
        app.push_screen(AideScreen(screen.title or app.title, actions_of(screen)))


async def choose_in_menu(app: App[None]) -> None:
    """Show what can be done here, and do what is chosen."""
    screen = app.screen
    if isinstance(screen, (AideScreen, MenuScreen)):
        return
    chosen = await app.push_screen_wait(MenuScreen(actions_of(screen)))
    if chosen is not None:
        await app.run_action(chosen.action, chosen.node)


async def lock(app: App[None], door: Door, inside: Portefeuille) -> None:
    """Hide everything until the password is given again."""
    if not any(isinstance(one, VerrouScreen) for one in app.screen_stack):
        await app.push_screen_wait(VerrouScreen(door, inside.identifiant, inside.utilisateur_nom))


async def may_leave(app: App[None]) -> bool:
    """Ask if what was typed may be lost."""
    question = ConfirmModal(
        "Quitter sans enregistrer\u00a0?",
        details=("Ce qui n'est ni enregistré ni noté sera perdu.",),
    )
    return await app.push_screen_wait(question)
