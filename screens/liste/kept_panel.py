"""One services panel, kept from one inscription to the next: laying it out takes 80 ms."""

from __future__ import annotations

from typing import Any

from textual.app import App

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from screens.services_panel import ServicesPanel

NAME = "services"


class KeptPanel:
    """The panel of a list; made at its first opening, let go with the list."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self._panel: ServicesPanel | None = None

    def on(
        self, app: App[Any], fiche: Fiche, criteres: Criteres, *, modification: bool
    ) -> ServicesPanel:
        """Give the panel, ready to be pushed, on an inscription of a list."""
        if self._panel is None:
            self._panel = ServicesPanel(self._portefeuille, fiche)
            # Textual takes an installed screen off the stack, but does not destroy it.
            app.install_screen(self._panel, NAME)
        self._panel.open_on(fiche, criteres=criteres, modification=modification)
        return self._panel

    async def let_go(self, app: App[Any]) -> None:
        """Destroy the panel, unless the program ends and takes all its screens away."""
        if self._panel is not None and self._panel not in app.screen_stack:
            app.uninstall_screen(self._panel)
            await self._panel.remove()
